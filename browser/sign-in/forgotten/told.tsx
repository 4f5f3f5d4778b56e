import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** What has become of it, and what one can do: the heading takes the focus, so that it is read out. */
export function Told(props: { title: string; text: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} · Caducée`;
  }, [props.title]);
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {props.title}
      </h1>
      <p class="mt-4">{props.text}</p>
      {props.children}
    </>
  );
}

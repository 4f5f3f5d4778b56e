import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon, type IconName } from "./icons.tsx";

/** What is so, and what to do: in place of what is empty, gone or failed. */
export function Empty({
  icon,
  title,
  text,
  children,
}: {
  icon: IconName;
  title: string;
  text: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="art">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** Nothing at first, for most answers come sooner than they are missed; then what stands for them. */
export function AfterAWhile({ children }: { children: ComponentChildren }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return isLong ? <>{children}</> : null;
}

const patienceMs = 300;

/** A line of the list that has not come yet, at its true height. */
export function GreyRow({ top }: { top: number }) {
  return (
    <div class="row row-grey" style={{ top: `${top}px` }} aria-hidden="true">
      <span />
      <span class="skeleton skeleton-face" />
      <span class="row-lines">
        <span class="skeleton skeleton-from" />
        <span class="skeleton skeleton-subject" />
      </span>
    </div>
  );
}

/** A sentence of the house: network, refusal, warning. */
export function Say({
  icon,
  tone = "",
  children,
}: {
  icon: IconName;
  tone?: "" | "doing" | "late";
  children: ComponentChildren;
}) {
  return (
    <div class={tone ? `say say-${tone}` : "say"}>
      <Icon name={icon} />
      <p>{children}</p>
    </div>
  );
}

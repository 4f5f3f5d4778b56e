import { useEffect, useRef, useState } from "preact/hooks";
import { addresses } from "../addresses.ts";
import type { BodyPart } from "../data/shapes.ts";
import { foldHtmlQuote } from "./html-quote.ts";
import type { LeftOut } from "./left-out.ts";
import { cidAttribute, sanitise } from "./sanitise.ts";
import { Say } from "./states.tsx";
import { words } from "./words.ts";

interface HtmlBodyProps {
  html: string;
  /** Whose message, for the name of the frame. */
  from: string;
  accountId: string;
  /** Where inline pictures are found. */
  parts: readonly BodyPart[];
  download: (address: string) => Promise<Blob>;
}

/** The frame's own look: the sender's layout on white paper, whatever the theme, and never wider than it must be. */
const frameStyle = `
  html { overflow-x: auto; overflow-y: hidden; background: #fff; color-scheme: light; }
  html, body { height: auto !important; min-height: 0 !important; margin: 0 !important; }
  body { display: flow-root; padding: .75rem 1rem !important; color: #25202c; overflow-wrap: break-word;
    font: 400 16px/1.6 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", system-ui, sans-serif; }
  img { max-width: 100%; height: auto; }
  img:not([src]) { display: none; }
  pre { white-space: pre-wrap; }
  a { color: #5b3091; }
  blockquote { margin: .5rem 0; padding-left: .75rem; border-left: 3px solid #b7a3d3; }
  details { margin-top: .75rem; }
  summary { display: inline-block; font-size: 13px; color: #5a5363; border: 1px solid #857b72; border-radius: 999px;
    padding: .125rem .75rem; cursor: pointer; }
  summary::marker { content: ""; }
  :focus-visible { outline: 3px solid #0b62c4; outline-offset: 2px; }
`;

/** An HTML message, in a frame where nothing runs and nothing is fetched; what was left out is said. */
export function HtmlBody({ html, from, accountId, parts, download }: HtmlBodyProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const stop = useRef<() => void>(() => undefined);
  const [leftOut, setLeftOut] = useState<LeftOut>({ images: 0, styles: 0 });
  useEffect(() => () => stop.current(), []);

  function fill(): void {
    const element = frame.current;
    const document = element?.contentDocument;
    // A frame's window holds its own constructors, whatever its type says.
    const inside = element?.contentWindow as (Window & typeof globalThis) | null | undefined;
    // The frame's own page, not the blank one that stands before it.
    if (!element || !inside || !document?.body || document.URL === "about:blank") return;
    stop.current();
    const style = document.createElement("style");
    style.textContent = frameStyle;
    document.documentElement.lang = window.document.documentElement.lang;
    document.title = words.htmlFrame(from);
    const safe = sanitise(html, inside);
    setLeftOut(safe.leftOut);
    document.body.replaceChildren(document.importNode(safe.body, true));
    document.head.append(style);
    foldHtmlQuote(document.body, words.showQuoted);
    const urls = showInline(document, parts, (part) =>
      download(addresses.download(accountId, part.blobId ?? "", part.name ?? "image", part.type)),
    );
    const observer = new ResizeObserver(() => fit(element));
    observer.observe(document.body);
    stop.current = () => {
      observer.disconnect();
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }

  const { images, styles } = leftOut;
  return (
    <>
      {images + styles > 0 && (
        <div class="msg-say">
          <Say icon="info">{images > 0 ? words.imagesLeftOut(images) : words.stylesLeftOut}</Say>
        </div>
      )}
      <iframe
        class="msg-frame"
        ref={frame}
        src={addresses.messageFrame}
        title={words.htmlFrame(from)}
        // Same origin, so that we may write into it; no scripts, ever; links open apart, as ordinary pages.
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        onLoad={fill}
      />
    </>
  );
}

/** As tall as what it holds, and the bar under it where it is too wide. */
function fit(frame: HTMLIFrameElement): void {
  const document = frame.contentDocument;
  if (!document) return;
  const { scrollWidth, clientWidth } = document.documentElement;
  const bar = scrollWidth > clientWidth ? 18 : 0;
  frame.style.height = `${document.body.offsetHeight + bar}px`;
}

/** Puts the pictures that travel with the message in their places. Gives the addresses to let go of later. */
function showInline(
  document: Document,
  parts: readonly BodyPart[],
  fetchPart: (part: BodyPart) => Promise<Blob>,
): Set<string> {
  const urls = new Set<string>();
  async function place(image: HTMLImageElement, part: BodyPart): Promise<void> {
    const blob = await fetchPart(part).catch(() => null);
    if (!blob) return;
    const url = URL.createObjectURL(new Blob([blob], { type: part.type }));
    urls.add(url);
    image.src = url;
  }
  for (const image of document.querySelectorAll<HTMLImageElement>(`img[${cidAttribute}]`)) {
    const cid = image.getAttribute(cidAttribute);
    const part = parts.find((one) => one.cid === cid && one.blobId && isPicture(one.type));
    if (!part) continue;
    void place(image, part);
  }
  return urls;
}

/** Pictures that cannot hold a script. */
function isPicture(type: string): boolean {
  return /^image\/(png|gif|jpe?g|webp|bmp)$/i.test(type);
}

/** Whether a message shows a part in its text, so that it need not be listed as a file too. */
export function isShownInline(part: BodyPart, htmls: readonly string[]): boolean {
  const { cid } = part;
  if (!cid || !isPicture(part.type)) return false;
  return htmls.some((html) => html.includes(`cid:${cid}`) || html.includes(`cid:${encodeURIComponent(cid)}`));
}

import DOMPurify from "dompurify";
import { cleanCss, judgePicture, type LeftOut } from "./left-out.ts";

/** A message's HTML, safe to show. */
export interface SafeHtml {
  body: DocumentFragment;
  leftOut: LeftOut;
}

/** Where an inline picture's Content-ID waits for its bytes. */
export const cidAttribute = "data-cid";

const fetching = ["src", "srcset", "background", "poster", "lowsrc", "dynsrc", "longdesc", "cite", "action"];

/**
 * Makes a message's HTML safe: nothing runs, nothing is sent, nothing is fetched. Links to pages stay, and open apart;
 * all other addresses go. What was left out is counted. The HTML is parsed in the frame where it will show, under the
 * frame's policy: ours would have its styles refused, and the browser would complain of each.
 */
export function sanitise(html: string, frame: Window & typeof globalThis): SafeHtml {
  const leftOut: LeftOut = { images: 0, styles: 0 };
  const purify = DOMPurify(frame);
  purify.addHook("uponSanitizeElement", (node, { tagName }) => {
    if (tagName !== "style" || !node.textContent) return;
    const { css, removed } = cleanCss(node.textContent);
    node.textContent = css;
    leftOut.styles += removed;
  });
  purify.addHook("beforeSanitizeAttributes", (element) => cleanAttributes(element, leftOut));
  purify.addHook("afterSanitizeAttributes", (element) => {
    const address = element.getAttribute("href");
    if (address === null) return;
    if (!/^https?:\/\//i.test(address)) return element.removeAttribute("href");
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener noreferrer");
    element.setAttribute("title", address);
  });
  const body = purify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      "form",
      "input",
      "button",
      "textarea",
      "select",
      "option",
      "audio",
      "video",
      "source",
      "track",
      "picture",
      "dialog",
      "template",
      "map",
      "area",
    ],
    FORBID_ATTR: [
      "autofocus",
      "tabindex",
      "contenteditable",
      "popover",
      "popovertarget",
      "accesskey",
      "usemap",
      "ping",
    ],
    // Held against every attribute that is not surely harmless, widths and colours too: what has no scheme passes.
    ALLOWED_URI_REGEXP: /^(?:https?:|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
    ALLOW_ARIA_ATTR: false,
    // A style that comes first would else go to the head, and be lost.
    FORCE_BODY: true,
    SANITIZE_NAMED_PROPS: true,
    RETURN_DOM_FRAGMENT: true,
  });
  return { body, leftOut };
}

function cleanAttributes(element: Element, leftOut: LeftOut): void {
  // DOMPurify hands over texts and comments too.
  if (element.nodeType !== Node.ELEMENT_NODE) return;
  const style = element.getAttribute("style");
  if (style) {
    const { css, removed } = cleanCss(style);
    element.setAttribute("style", css);
    leftOut.styles += removed;
  }
  const isPicture = element.tagName === "IMG";
  for (const name of fetching) {
    const address = element.getAttribute(name);
    if (address === null) continue;
    const fate = isPicture && name === "src" ? judgePicture(address) : { kind: "drop" as const };
    if (fate.kind === "keep") continue;
    element.removeAttribute(name);
    if (fate.kind === "inline") element.setAttribute(cidAttribute, fate.cid);
    else if (isPicture && name === "src") leftOut.images++;
    else if (name === "background" || name === "poster") leftOut.styles++;
  }
}

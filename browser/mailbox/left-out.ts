/** What a message wanted from elsewhere and did not get. */
export interface LeftOut {
  images: number;
  /** Style sheets, fonts and pictures of the layout. */
  styles: number;
}

/**
 * Takes out of a style sheet or attribute whatever would fetch something. An escape could spell `url` so that we would
 * not see it: a text that holds one goes whole. The frame's own policy is the second wall.
 */
export function cleanCss(css: string): { css: string; removed: number } {
  const bare = css.replace(/\/\*[\s\S]*?(\*\/|$)/g, "");
  if (bare.includes("\\")) return { css: "", removed: 1 };
  let cleaned = bare;
  let removed = 0;
  // What is taken out may let its two sides become what is to be taken out.
  for (let before = ""; before !== cleaned;) {
    before = cleaned;
    const pass = cleanOnce(cleaned);
    cleaned = pass.css;
    removed += pass.removed;
  }
  return { css: cleaned, removed };
}

function cleanOnce(css: string): { css: string; removed: number } {
  let removed = 0;
  const drop = () => {
    removed++;
    return "";
  };
  const cleaned = css
    .replace(/@import\b[^;]*(;|$)/gi, drop)
    .replace(/@font-face\s*\{[^}]*\}?/gi, drop)
    .replace(/(?:-webkit-)?image-set\([^;}]*/gi, () => (removed++, "none"))
    .replace(/url\(\s*(?:"[^"]*"|'[^']*'|[^)]*)\s*\)?/gi, (found) => {
      if (/^url\(\s*["']?data:image\/(png|gif|jpe?g|webp)[;,]/i.test(found)) return found;
      removed++;
      return "none";
    })
    .replace(/\b(position\s*:\s*)(fixed|sticky)/gi, "$1static")
    .replace(/\b(expression|behavior|-moz-binding)\b/gi, drop);
  return { css: cleaned, removed };
}

/** What becomes of the address of a picture. */
export type PictureFate = { kind: "keep" } | { kind: "inline"; cid: string } | { kind: "drop" };

/** Pictures that travel in the message show; the others stay where they are. */
export function judgePicture(address: string): PictureFate {
  const trimmed = address.trim();
  if (/^cid:/i.test(trimmed)) return { kind: "inline", cid: readCid(trimmed.slice(4)) };
  return /^data:image\/(png|gif|jpe?g|webp|bmp)[;,]/i.test(trimmed) ? { kind: "keep" } : { kind: "drop" };
}

/** RFC 2392 §2: the identifier is percent-encoded, and stands without its angle brackets. */
function readCid(text: string): string {
  try {
    return decodeURIComponent(text).replace(/^<|>$/g, "");
  } catch {
    return text.replace(/^<|>$/g, "");
  }
}

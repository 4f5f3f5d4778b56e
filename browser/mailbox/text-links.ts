/** A piece of a plain text: words, or the address of a page. */
export type TextPiece = { text: string; href?: string };

const address = /\bhttps?:\/\/[^\s<>"“”«»\u00a0\u202f]+/gi;

/** Cuts a text into words and links. Only http and https become links; the punctuation that closes a sentence does not. */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const found of text.matchAll(address)) {
    const link = withoutClosing(found[0]);
    if (!URL.canParse(link)) continue;
    if (found.index > end) pieces.push({ text: text.slice(end, found.index) });
    pieces.push({ text: link, href: link });
    end = found.index + link.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

function withoutClosing(found: string): string {
  const link = found.replace(/[.,;:!?'’\]}*_]+$/, "");
  const isOpen = (link.match(/\(/g)?.length ?? 0) < (link.match(/\)/g)?.length ?? 0);
  return isOpen && link.endsWith(")") ? withoutClosing(link.slice(0, -1)) : link;
}

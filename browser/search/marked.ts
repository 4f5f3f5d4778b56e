/** A piece of a text, found or around what was found. */
export interface Piece {
  text: string;
  isFound: boolean;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };

/** Reads the HTML of a SearchSnippet (RFC 8621 §5): escaped text with `<mark>` alone. Nothing of it is made HTML again. */
export function readMarked(html: string): Piece[] {
  return html
    .split(/(<mark>.*?<\/mark>)/s)
    .map((part) => ({
      text: part
        .replace(/<\/?mark>/g, "")
        .replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all),
      isFound: part.startsWith("<mark>"),
    }))
    .filter(({ text }) => text !== "");
}

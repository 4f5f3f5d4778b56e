/**
 * What is to be printed, as values: the rooms say what a paper says, this one how it looks and how a reader hears it.
 * Texts are French and set as in the words files: U+00A0 before « : », U+202F before « ; ! ? ».
 */
export interface Paper {
  /** Its H1, and the title of the document. */
  title: string;
  /** One sentence under the title. */
  lead?: string;
  /** When it was made, in milliseconds since 1970. */
  at: number;
  blocks: readonly Block[];
  /** What stands at the foot of each page, beside the operator's name. */
  foot: string;
}

export type Block =
  | { kind: "heading"; text: string }
  | { kind: "text"; text: string }
  /** A sentence that must not be missed. */
  | { kind: "notice"; text: string }
  | { kind: "steps"; items: readonly string[] }
  | { kind: "points"; items: readonly string[] }
  /** Names and what they name: a table whose rows have heads. */
  | { kind: "facts"; rows: readonly (readonly [name: string, value: string])[] }
  | { kind: "table"; columns: readonly Column[]; rows: readonly (readonly string[])[]; empty: string }
  /** The way in: what is typed, with the same as a QR code beside it. */
  | {
      kind: "way";
      rows: readonly (readonly [name: string, value: string])[];
      code: readonly [name: string, value: string];
      qr: { text: string; alt: string };
    };

export interface Column {
  title: string;
  /** Of the width of the page, among the shares of all columns. */
  share: number;
}

/** Who prints: stands on every paper. */
export interface Sender {
  operator: string;
  supportPhone: string;
  supportEmail: string;
  supportHours: string;
  /** Where the pages are, without a final slash. */
  publicUrl: string;
}

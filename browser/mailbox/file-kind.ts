import type { MailboxWords } from "../words/mailbox-fr.ts";

export type FileKind = keyof MailboxWords["fileKinds"];

const byType: [RegExp, FileKind][] = [
  [/^application\/pdf$/, "pdf"],
  [/^image\//, "image"],
  [/^audio\//, "sound"],
  [/^video\//, "video"],
  [/^text\/calendar$/, "calendar"],
  [/^message\//, "message"],
  [/spreadsheet|excel|csv/, "sheet"],
  [/word|opendocument\.text|rtf/, "document"],
  [/zip|compressed|tar|rar|7z/, "archive"],
  [/xml|json|hl7|dicom/, "structured"],
  [/^text\//, "text"],
];

const byEnding: Record<string, FileKind> = {
  pdf: "pdf",
  jpg: "image",
  jpeg: "image",
  png: "image",
  doc: "document",
  docx: "document",
  odt: "document",
  rtf: "document",
  xls: "sheet",
  xlsx: "sheet",
  ods: "sheet",
  csv: "sheet",
  zip: "archive",
  xml: "structured",
  hpr: "structured",
  eml: "message",
  ics: "calendar",
  txt: "text",
};

/** What a file is, in one word: by its type, or by the end of its name where the type says nothing. */
export function fileKindOf(type: string, name: string): FileKind {
  const found = byType.find(([form]) => form.test(type.toLowerCase()))?.[1];
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  return found ?? byEnding[ending] ?? "other";
}

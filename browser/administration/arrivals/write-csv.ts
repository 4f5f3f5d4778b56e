import { columns, exampleEmail } from "../../../contracts/administration-arrivals.ts";

/**
 * A CSV that Excel and LibreOffice open at a double click: UTF-8 with its mark, semicolons, CRLF (RFC 4180). No cell is a
 * formula: what begins as one gets an apostrophe before it (OWASP, CSV injection).
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(writeCell).join(";")}\r\n`).join("")}`;
}

function writeCell(cell: string): string {
  const plain = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[;,"\r\n\t]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** The template: the headings, and one line that is nobody. */
export function writeTemplate(mailboxes: readonly string[], domain: string): string {
  const boxes = mailboxes.length > 0 ? mailboxes.slice(0, 2) : [`accueil@${domain}`];
  const example: Record<(typeof columns)[number]["key"], string> = {
    civility: "Mme",
    givenName: "Camille",
    familyName: "Exemple",
    occupation: "Secrétaire",
    rpps: "",
    email: exampleEmail,
    mobile: "06 39 98 00 00",
    identity: "carte d’identité",
    boxes: boxes.map((box, place) => `${box} : ${place === 0 ? "rédaction" : "lecture"}`).join(" | "),
    from: "",
    until: "",
    login: "",
  };
  return writeCsv([columns.map(({ heading }) => heading), columns.map(({ key }) => example[key])]);
}

/** Hands a text to the person as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

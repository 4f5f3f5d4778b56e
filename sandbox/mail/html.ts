import { escape } from "../page/escape.ts";
import type { Correspondent } from "./correspondents.ts";

/** What a text is made of: paragraphs, lists of `- ` lines, tables of `| a | b |` lines. */
type Block =
  | { kind: "paragraph"; lines: string[] }
  | { kind: "list"; lines: string[] }
  | { kind: "table"; rows: string[][] };

function readBlocks(text: string): Block[] {
  return text.split(/\n{2,}/).map((chunk): Block => {
    const lines = chunk.split("\n");
    if (lines.every((line) => line.startsWith("|"))) return { kind: "table", rows: lines.map(readRow) };
    if (lines.every((line) => line.startsWith("- "))) {
      return { kind: "list", lines: lines.map((line) => line.slice(2)) };
    }
    return { kind: "paragraph", lines };
  });
}

function readRow(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** A text as its plain part shows it: tables become aligned columns. */
export function writePlain(text: string): string {
  return readBlocks(text).map(writePlainBlock).join("\n\n");
}

function writePlainBlock(block: Block): string {
  if (block.kind === "list") return block.lines.map((line) => `- ${line}`).join("\n");
  if (block.kind === "paragraph") return block.lines.join("\n");
  const widths = block.rows[0]!.map((_, column) =>
    Math.max(...block.rows.map((row) => (row[column] ?? "").length)),
  );
  return block.rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]! + 2))
        .join("")
        .trimEnd(),
    )
    .join("\n");
}

/** The HTML that the software of a house makes of a text; undefined when it sends plain text only. */
export function writeHtml(
  text: string,
  signature: string,
  style: Correspondent["style"],
): string | undefined {
  const blocks = readBlocks(text);
  const lines = signature.split("\n").map(escape);
  switch (style) {
    case "plain":
      return undefined;
    case "simple":
      return `<div dir="ltr">${blocks.map((block) => writeBlock(block, "", "#5b3091")).join("\n")}\n<div style="color:#666">--<br>${lines.join("<br>")}</div></div>`;
    case "letter":
      return writeLetter(blocks, lines);
    case "office":
      return writeOffice(blocks, lines);
  }
}

function writeBlock(block: Block, attributes: string, colour: string): string {
  if (block.kind === "list")
    return `<ul>${block.lines.map((line) => `<li>${escape(line)}</li>`).join("")}</ul>`;
  if (block.kind === "paragraph") return `<p${attributes}>${block.lines.map(escape).join("<br>\n")}</p>`;
  const [head = [], ...rows] = block.rows;
  const headers = head.map(
    (cell) =>
      `<th align="left" style="background:${colour};color:#ffffff;padding:4px 10px">${escape(cell)}</th>`,
  );
  const cells = rows.map(
    (row) =>
      `<tr>${row.map((cell) => `<td style="border-bottom:1px solid #cccccc;padding:4px 10px">${escape(cell)}</td>`).join("")}</tr>`,
  );
  return `<table cellspacing="0" style="border-collapse:collapse"><tr>${headers.join("")}</tr>\n${cells.join("\n")}</table>`;
}

function writeLetter(blocks: Block[], [name = "", ...others]: string[]): string {
  const body = blocks.map((block) => writeBlock(block, ' style="margin:0 0 12px"', "#1f5c4d")).join("\n");
  return `<html><head><meta charset="utf-8"></head><body style="margin:0;font-family:Arial,Helvetica,sans-serif;font-size:14px;color:#222222">
<table width="100%" cellpadding="0" cellspacing="0"><tr><td style="border-top:4px solid #1f5c4d;padding:16px">
${body}
<table cellpadding="0" cellspacing="0" style="margin-top:16px"><tr><td style="border-left:3px solid #1f5c4d;padding-left:10px"><b>${name}</b><br><span style="color:#555555">${others.join("<br>")}</span></td></tr></table>
</td></tr><tr><td style="background:#eef4f1;color:#555555;font-size:11px;padding:8px 16px">Ce message est destiné aux seuls professionnels concernés.</td></tr></table></body></html>`;
}

function writeOffice(blocks: Block[], signature: string[]): string {
  const body = blocks
    .map((block) => writeBlock(block, ' class="MsoNormal"', "#4472c4"))
    .join('<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n');
  return `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--
p.MsoNormal{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif}
--></style></head><body lang="FR" link="#0563C1"><div class="WordSection1">
${body}
<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal"><b><span style="color:#1F3864">${signature.join("</span></b><br><b><span>")}</span></b><o:p></o:p></p>
</div></body></html>`;
}

import { generate } from "lean-qr";
import { colours } from "./rules/colours.ts";
import { measure, page, type Sheet, type Style } from "./sheet.ts";
import type { Block, Column, Paper } from "./views.ts";

const body: Style = { size: 10.5, weight: "text", colour: "text" };
const strong: Style = { ...body, weight: "strong" };
const small: Style = { size: 9.5, weight: "text", colour: "muted" };
const styles = {
  title: { size: 24, weight: "strong", colour: "ink" },
  lead: { size: 12.5, weight: "text", colour: "muted" },
  heading: { size: 14, weight: "strong", colour: "ink" },
  notice: { size: 10.5, weight: "text", colour: "notice" },
  head: { size: 9.5, weight: "strong", colour: "muted" },
  code: { size: 20, weight: "strong", colour: "text", spacing: 0.6 },
} satisfies Record<string, Style>;

/** Space after a block, and inside a cell or a panel. */
const gap = 11;
const pad = 14;
const cell = { x: 8, y: 5 };

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

/** The title of a paper, and what stands under it. */
export function drawTitle(sheet: Sheet, { title, lead }: Paper): void {
  drawText(sheet, "H1", title, styles.title);
  sheet.y += lead === undefined ? gap : 2;
  if (lead === undefined) return;
  drawText(sheet, "P", lead, styles.lead);
  sheet.y += gap + 4;
}

/** Draws one block, and the space after it. */
export function drawBlock(sheet: Sheet, block: Block): void {
  switch (block.kind) {
    case "heading":
      sheet.y += 4;
      // A heading stays with what it heads.
      sheet.room(90);
      drawText(sheet, "H2", block.text, styles.heading);
      sheet.y += 4;
      return;
    case "text":
      drawText(sheet, "P", block.text, body);
      sheet.y += gap;
      return;
    case "notice":
      return drawNotice(sheet, block);
    case "steps":
      return drawList(sheet, block.items, (place) => `${place + 1}.`);
    case "points":
      return drawList(sheet, block.items, () => "•");
    case "facts":
      return drawFacts(sheet, block);
    case "table":
      return drawTable(sheet, block);
    case "way":
      return drawWay(sheet, block);
  }
}

function drawText(sheet: Sheet, type: string, text: string, style: Style): void {
  const element = sheet.open(type);
  for (const line of sheet.lines(text, style, measure)) {
    sheet.room(sheet.heightOf(1, style));
    sheet.y = sheet.write(element, [line], style, { x: page.side, y: sheet.y });
  }
  element.end();
}

function drawNotice(sheet: Sheet, { text }: Of<"notice">): void {
  const lines = sheet.lines(text, styles.notice, measure - 2 * pad - 3);
  const height = sheet.heightOf(lines.length, styles.notice) + 2 * pad - 6;
  sheet.room(height);
  const top = sheet.y;
  sheet.ornament((document) => {
    document.rect(page.side, top, measure, height).fill(colours.noticeSoft);
    document.rect(page.side, top, 3, height).fill(colours.noticeLine);
  });
  const element = sheet.open("P");
  sheet.write(element, lines, styles.notice, { x: page.side + pad + 3, y: top + pad - 4 });
  element.end();
  sheet.y = top + height + gap;
}

function drawList(sheet: Sheet, items: readonly string[], label: (place: number) => string): void {
  const list = sheet.open("L");
  const indent = 20;
  for (const [place, text] of items.entries()) {
    const item = sheet.open("LI", list);
    const lines = sheet.lines(text, body, measure - indent);
    sheet.room(sheet.heightOf(lines.length, body));
    const mark = sheet.open("Lbl", item);
    sheet.write(mark, [label(place)], { ...strong, colour: "ink" }, { x: page.side, y: sheet.y });
    mark.end();
    const said = sheet.open("LBody", item);
    sheet.y = sheet.write(said, lines, body, { x: page.side + indent, y: sheet.y }) + 3;
    said.end();
    item.end();
  }
  list.end();
  sheet.y += gap - 4;
}

function drawFacts(sheet: Sheet, { rows }: Of<"facts">): void {
  const width = 150;
  const table = sheet.open("Table");
  for (const [name, value] of rows) {
    const names = sheet.lines(name, { ...body, colour: "muted" }, width - cell.x);
    const values = sheet.lines(value, body, measure - width);
    const height = sheet.heightOf(Math.max(names.length, values.length), body) + 5;
    sheet.room(height);
    const row = sheet.open("TR", table);
    const head = sheet.open("TH", row, { scope: "Row" });
    sheet.write(head, names, { ...body, colour: "muted" }, { x: page.side, y: sheet.y });
    head.end();
    const data = sheet.open("TD", row);
    sheet.write(data, values, body, { x: page.side + width, y: sheet.y });
    data.end();
    row.end();
    sheet.y += height;
  }
  table.end();
  sheet.y += gap - 4;
}

function drawTable(sheet: Sheet, { columns, rows, empty }: Of<"table">): void {
  if (rows.length === 0) return drawBlock(sheet, { kind: "text", text: empty });
  const places = placesOf(columns);
  const table = sheet.open("Table");
  const titles = columns.map(({ title }) => title);
  let headed = false;
  const draw = (texts: readonly string[], isHead: boolean): void => {
    const style = isHead ? styles.head : { ...body, size: 10 };
    const cells = places.map(({ width }, at) => sheet.lines(texts[at] ?? "", style, width - 2 * cell.x));
    const most = Math.max(...cells.map(({ length }) => length));
    const height = sheet.heightOf(most, style) + 2 * cell.y;
    // The head is seen again on each page, and heard once.
    if (!isHead && sheet.room(height)) drawHeadAgain(sheet, places, titles);
    const top = sheet.y;
    sheet.ornament((document) => {
      if (isHead) document.rect(page.side, top, measure, height).fill(colours.soft);
      document
        .moveTo(page.side, top + height)
        .lineTo(page.side + measure, top + height)
        .lineWidth(0.5)
        .strokeColor(colours.rule)
        .stroke();
    });
    const row = sheet.open("TR", table);
    for (const [at, { x }] of places.entries()) {
      const one = isHead ? sheet.open("TH", row, { scope: "Column" }) : sheet.open("TD", row);
      sheet.write(one, cells[at] ?? [], style, { x: x + cell.x, y: top + cell.y });
      one.end();
    }
    row.end();
    sheet.y = top + height;
  };
  for (const row of rows) {
    if (!headed) sheet.room(60);
    if (!headed) draw(titles, true);
    headed = true;
    draw(row, false);
  }
  table.end();
  sheet.y += gap;
}

function drawHeadAgain(sheet: Sheet, places: Place[], titles: readonly string[]): void {
  const height = sheet.heightOf(1, styles.head) + 2 * cell.y;
  const top = sheet.y;
  sheet.ornament((document) => {
    document.rect(page.side, top, measure, height).fill(colours.soft);
    for (const [at, { x }] of places.entries())
      document
        .font("strong latin")
        .fontSize(styles.head.size)
        .fillColor(colours.muted)
        .text(titles[at] ?? "", x + cell.x, top + cell.y + 1, { lineBreak: false });
  });
  sheet.y = top + height;
}

interface Place {
  x: number;
  width: number;
}

function placesOf(columns: readonly Column[]): Place[] {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  let x = page.side;
  return columns.map(({ share }) => {
    const place = { x, width: (measure * share) / whole };
    x += place.width;
    return place;
  });
}

/** Modules of quiet around a QR code (ISO/IEC 18004 §6.3.8), and its side in points: a phone reads it at arm's length. */
const quiet = 4;
const side = 122;

function drawWay(sheet: Sheet, { rows, code, qr }: Of<"way">): void {
  const width = measure - side - 3 * pad;
  const told = rows.map(([name, value]) => ({ name, lines: sheet.lines(value, strong, width) }));
  const least = told.reduce((sum, { lines }) => sum + 22 + sheet.heightOf(lines.length, strong), 0);
  const height = Math.max(side, least + 14 + sheet.heightOf(1, styles.code)) + 2 * pad;
  sheet.room(height);
  const top = sheet.y;
  sheet.ornament((document) => {
    document.roundedRect(page.side, top, measure, height, 10).fillAndStroke(colours.soft, colours.line);
  });
  let y = top + pad;
  for (const { name, lines } of [...told, { name: code[0], lines: [] }]) {
    const label = sheet.open("P");
    y = sheet.write(label, [name], small, { x: page.side + pad, y });
    label.end();
    const value = sheet.open("P");
    y =
      lines.length > 0
        ? sheet.write(value, lines, strong, { x: page.side + pad, y }) + 8
        : sheet.write(value, [code[1]], styles.code, { x: page.side + pad, y });
    value.end();
  }
  const x = page.side + measure - pad - side;
  const middle = top + (height - side) / 2;
  sheet.ornament((document) => {
    document.rect(x, middle, side, side).fill(colours.paper);
  });
  sheet.figure(qr.alt, [x, middle, x + side, middle + side], (document) => {
    const modules = generate(qr.text);
    const step = side / (modules.size + 2 * quiet);
    const [left, up] = [x + quiet * step, middle + quiet * step];
    for (let row = 0; row < modules.size; row++)
      for (let column = 0; column < modules.size; column++)
        if (modules.get(column, row)) document.rect(left + column * step, up + row * step, step, step);
    document.fill("#000000");
  });
  sheet.y = top + height + gap;
}

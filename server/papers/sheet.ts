import { fontName, type Fonts, type Weight } from "./fonts.ts";
import { colours } from "./rules/colours.ts";
import { breakLines, cutRuns } from "./rules/setting.ts";

type Document = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;
/** What the library takes of an element; its types lack the last two. */
interface Options extends PDFKit.Mixins.StructureElementOptions {
  scope?: "Row" | "Column";
  bbox?: number[];
}

/** How a line of text is set; sizes are points. */
export interface Style {
  size: number;
  weight: Weight;
  colour: keyof typeof colours;
  /** Between letters. */
  spacing?: number;
}

/** A4, with room for a thumb and a hole punch. */
export const page = { width: 595.28, height: 841.89, side: 62, top: 70, bottom: 64 };
export const measure = page.width - 2 * page.side;
/** Of a line, against the size of its letters. */
const leading = 1.32;

/**
 * A document being drawn from top to bottom: every text stands in an element of the structure tree, everything else is
 * an artifact (ISO 14289-1 §7.1), and a line that does not fit goes to the next page.
 */
export class Sheet {
  readonly root: Element;
  readonly #document: Document;
  /** Where the next line begins. */
  y = page.top;

  constructor(document: Document, fonts: Fonts) {
    this.#document = document;
    for (const [name, bytes] of fonts) document.registerFont(name, bytes);
    document.addPage();
    this.root = document.struct("Document");
    document.addStructure(this.root);
  }

  /** A new element, in the order in which it is read. */
  open(type: string, parent: Element = this.root, options: Options = {}): Element {
    const element = this.#document.struct(type, options);
    parent.add(element);
    return element;
  }

  widthOf(text: string, { size, weight, spacing = 0 }: Style): number {
    return cutRuns(text).reduce(
      (sum, run) =>
        sum +
        this.#document
          .font(fontName(weight, run.part))
          .fontSize(size)
          .widthOfString(run.text, { characterSpacing: spacing }),
      0,
    );
  }

  lines(text: string, style: Style, width: number): string[] {
    return breakLines(text, width, (one) => this.widthOf(one, style));
  }

  heightOf(lines: number, style: Style): number {
    return lines * style.size * leading;
  }

  /** Goes to the next page unless so much stands on this one; tells whether it did. */
  room(height: number): boolean {
    if (this.y + height <= page.height - page.bottom) return false;
    this.#document.addPage();
    this.y = page.top;
    return true;
  }

  /** Draws lines from `y` down, each in the element it belongs to; answers where the next would stand. */
  write(element: Element, lines: readonly string[], style: Style, at: { x: number; y: number }): number {
    const { size, weight, colour, spacing = 0 } = style;
    let y = at.y;
    for (const line of lines) {
      element.add(() => {
        let { x } = at;
        for (const run of cutRuns(line)) {
          const options = { lineBreak: false, characterSpacing: spacing };
          this.#document.font(fontName(weight, run.part)).fontSize(size).fillColor(colours[colour]);
          this.#document.text(run.text, x, y + size * 0.1, options);
          x += this.#document.widthOfString(run.text, options);
        }
      });
      y += size * leading;
    }
    return y;
  }

  /** What carries no meaning: grounds and lines. */
  ornament(draw: (document: Document) => void): void {
    this.#document.markContent("Artifact", { type: "Layout" });
    draw(this.#document);
    this.#document.endMarkedContent();
  }

  /** A drawing that does: heard as its text. */
  figure(
    alt: string,
    box: readonly [number, number, number, number],
    draw: (document: Document) => void,
  ): void {
    const element = this.open("Figure", this.root, { alt, bbox: [...box] });
    element.add(() => draw(this.#document));
    element.end();
  }

  /** Head and foot of every page, once all are there. */
  finish(head: string, foot: string): void {
    this.root.end();
    const { start, count } = this.#document.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.#document.switchToPage(start + index);
      this.#document.markContent("Artifact", { type: "Pagination" });
      this.#running(head, { size: 10, weight: "strong", colour: "ink" }, 38, "left");
      this.#document
        .moveTo(page.side, 56)
        .lineTo(page.width - page.side, 56)
        .lineWidth(0.75)
        .strokeColor(colours.line)
        .stroke();
      const style: Style = { size: 9, weight: "text", colour: "muted" };
      this.#running(foot, style, page.height - 44, "left");
      this.#running(`Page ${index + 1} sur ${count}`, style, page.height - 44, "right");
      this.#document.endMarkedContent();
    }
  }

  #running(text: string, style: Style, y: number, side: "left" | "right"): void {
    let x = side === "left" ? page.side : page.width - page.side - this.widthOf(text, style);
    for (const run of cutRuns(text)) {
      this.#document.font(fontName(style.weight, run.part)).fontSize(style.size);
      this.#document.fillColor(colours[style.colour]).text(run.text, x, y, { lineBreak: false });
      x += this.#document.widthOfString(run.text);
    }
  }
}

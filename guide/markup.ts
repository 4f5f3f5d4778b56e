/** HTML that is whole: what is put into it is either such, or a text that is escaped. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | readonly (Markup | string)[];

/** Writes HTML: every text put into it is escaped, whoever wrote it. */
export function html(parts: TemplateStringsArray, ...values: Part[]): Markup {
  return new Markup(parts.map((part, place) => part + write(values[place] ?? "")).join(""));
}

function write(value: Part): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(write).join("");
  return String(value).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

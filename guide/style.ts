/** What the guide is drawn in: ours are those of browser/look/tokens.css; the ink is the operator's where it has one. */
export function colours(accent: string) {
  return {
    ink: accent || "#4a2b70",
    text: "#25202c",
    muted: "#5a5363",
    line: "#ded9d0",
    paper: "#f4f2ee",
    white: "#ffffff",
  };
}

/** What is read on what: 4.5 at least (WCAG 2.1 §1.4.3). */
export const pairs: readonly (readonly [
  keyof ReturnType<typeof colours>,
  keyof ReturnType<typeof colours>,
])[] = [
  ["text", "white"],
  ["text", "paper"],
  ["muted", "white"],
  ["ink", "white"],
  ["white", "ink"],
];

/** The style sheet of the guide: A4, in the operator's colour, which the configuration holds to 4.5 on white. */
export function styleOf(accent: string): string {
  const named = Object.entries(colours(accent)).map(([name, value]) => `--${name}: ${value}`);
  return `
@page { size: A4; margin: 0 }
:root { ${named.join("; ")} }
* { box-sizing: border-box }
html { font: 11pt/1.42 "Guide", "Guide ext", sans-serif; color: var(--text); font-variant-numeric: tabular-nums }
body, h1, h2, h3, p, ol, ul, blockquote { margin: 0 }
b, th, h1, h2, h3, .number { font-weight: 600 }
a { color: var(--ink) }
.page { position: relative; width: 210mm; height: 297mm; padding: 20mm 20mm 24mm; overflow: hidden; break-after: page }
.page:last-child { break-after: auto }
.body { display: flex; flex-direction: column; height: 100%; gap: 4.5mm }
.foot { position: absolute; inset: auto 20mm 11mm; display: flex; justify-content: space-between; padding-top: 2.4mm; border-top: .3mm solid var(--line); font-size: 9pt; color: var(--muted) }
h2 { font-size: 18pt; line-height: 1.22; color: var(--ink); text-wrap: balance }
h3 { font-size: 13.5pt; line-height: 1.25; color: var(--ink) }
.number { margin-right: 1.2mm }
.label { white-space: nowrap }
.lead { font-size: 11.5pt }

.cover { padding: 0; display: flex; flex-direction: column }
.band { display: flex; flex-direction: column; justify-content: flex-end; height: 132mm; padding: 20mm; background: var(--ink); color: var(--white) }
.kind { margin-bottom: auto; font-size: 13pt; font-weight: 600 }
h1 { font-size: 30pt; line-height: 1.16; max-width: 165mm; text-wrap: balance }
.subtitle { margin-top: 6mm; font-size: 16pt }
table { border-collapse: collapse; text-align: left }
th, td { padding: 3.4mm 0; border-bottom: .3mm solid var(--line); vertical-align: top; overflow-wrap: anywhere }
th { padding-right: 6mm }
.facts { width: 170mm; margin: 12mm 20mm 0 }
.facts th { width: 68mm }
.facts th, .facts td { padding-block: 4.6mm }
.cover a { text-decoration: none }
.whose { margin: auto 20mm 18mm; display: flex; align-items: center; gap: 7mm }
.whose img { max-height: 20mm; max-width: 60mm }

.contents { padding: 0; list-style: none; margin-top: 4mm }
.contents a { display: flex; align-items: baseline; gap: 2mm; padding: 2.6mm 0; color: var(--text); text-decoration: none }
.contents .level-1 a { font-weight: 600; border-top: .3mm solid var(--line); margin-top: 2.6mm; padding-top: 4mm }
.contents .level-2 a { padding-left: 9mm }
.contents .number { flex: none; width: 9mm; margin: 0; color: var(--ink) }
.contents .title { max-width: 130mm }
.contents .dots { flex: 1; border-bottom: .3mm dotted var(--muted) }

.steps, .points { padding-left: 7.5mm; display: grid; gap: 2.2mm }
.steps li::marker { color: var(--ink); font-weight: 600 }
.points li::marker { color: var(--ink) }
.url { font-weight: 600; overflow-wrap: anywhere }
.note { padding: 2.6mm 4mm; background: var(--paper); border-left: .9mm solid var(--ink) }
.figure { min-height: 0; flex: 0 1 auto; display: flex; flex-direction: column }
.figure img { display: block; min-height: 0; max-width: 100%; margin: 0 auto; object-fit: contain; border: .3mm solid var(--line); border-radius: 2mm }

.way { display: flex; flex-direction: column; gap: 4.5mm }
.way + .way { margin-top: 5mm; padding-top: 7mm; border-top: .3mm solid var(--line) }
.side { display: grid; grid-template-columns: 1fr 82mm; gap: 8mm; align-items: start }
.side > div { display: grid; gap: 4mm }
.side img { max-height: 108mm }
.halves .side img { max-height: 88mm }
.figure-passkey img, .figure-psc img { border: 0; border-radius: 0 }
.post-title { font-weight: 600; margin-top: 2mm }
.post { padding: 5mm 6mm; border: .3mm solid var(--line); border-radius: 2mm; display: grid; gap: 2.4mm; overflow-wrap: anywhere }
.post-subject { font-weight: 600; font-size: 12pt }
.code { font-size: 17pt; font-weight: 600; letter-spacing: .6mm }
.way-sms .post { padding: 3mm 5mm }

.help th { width: 58mm }
.support { font-size: 12pt }
`;
}

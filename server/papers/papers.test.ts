import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Block, openPapers, type Paper } from "./door.ts";
import { colours, contrastOf, pairs } from "./rules/colours.ts";
import { breakLines, cutRuns } from "./rules/setting.ts";
import { readPaper, testSender } from "./test-papers.ts";

const papers = openPapers(testSender);

function paper(blocks: Block[]): Paper {
  return {
    title: "Essai d’impression",
    lead: "Une phrase.",
    at: Date.UTC(2026, 10, 22),
    foot: "Essai",
    blocks,
  };
}

const every: Block[] = [
  {
    kind: "way",
    rows: [["Identifiant", "org.zoe.sterk@valdebrume.mss.example"]],
    code: ["Code de départ", "BCDF-GHJK-MNPQ-RSTV"],
    qr: {
      text: "https://messagerie.valdebrume.example/premier-acces#BCDF",
      alt: "L’adresse, à photographier",
    },
  },
  { kind: "heading", text: "Pour commencer" },
  { kind: "steps", items: ["Ouvrez.", "Tapez."] },
  { kind: "points", items: ["Un point."] },
  { kind: "facts", rows: [["Référent", "Łukasz Žižka, « Œuvre »\u202f!"]] },
  { kind: "notice", text: "Gardez-la." },
  {
    kind: "table",
    columns: [
      { title: "Boîte", share: 1 },
      { title: "Droit", share: 1 },
    ],
    rows: [["IME", "Lecture"]],
    empty: "Aucune.",
  },
];

suite("papers", () => {
  test("a paper is tagged PDF that says its language, its title and its structure, with its fonts in it", async () => {
    const pdf = await papers.write(paper(every));
    assert.match(pdf.toString("latin1"), /\/Lang \(fr-FR\)/);
    assert.match(pdf.toString("latin1"), /<pdfuaid:part>1</);
    assert.match(pdf.toString("latin1"), /\/DisplayDocTitle true/);
    const { facts, structure, fonts, text } = await readPaper(pdf);
    assert.match(facts, /Tagged: +yes/);
    assert.match(facts, /Title: +Essai d’impression/);
    const tree = structure.split("\n").map((line) => /^( *)([A-Z][A-Za-z0-9]*)\b/.exec(line)?.slice(1));
    const names = tree.flatMap((one) => (one ? [`${(one[0] ?? "").length / 2} ${one[1]}`] : []));
    for (const wanted of ["0 Document", "1 H1", "1 H2", "1 P", "1 L", "2 LI", "3 LBody", "1 Figure"])
      assert.ok(names.includes(wanted), wanted);
    assert.deepEqual(names.slice(names.lastIndexOf("1 Table")), [
      "1 Table",
      "2 TR",
      "3 TH",
      "3 TH",
      "2 TR",
      "3 TD",
      "3 TD",
    ]);
    const embedded = fonts.split("\n").slice(2).filter(Boolean);
    assert.ok(embedded.length > 0 && embedded.every((line) => / yes yes yes /.test(line)), fonts);
    assert.match(text, /Łukasz Žižka, « Œuvre »\s!/);
    assert.match(text, /Page 1 sur 1/);
    assert.match(text, /Messagerie du Val de Brume/);
    // What the eye alone needs is not heard.
    assert.ok(!/Page 1 sur 1|Messagerie du Val/.test(structure));
  });

  test("a long table goes on, its head seen again on each page and heard once", async () => {
    const rows = Array.from({ length: 90 }, (_, at) => [`Ligne ${at + 1}`, "x".repeat(200)]);
    const columns = [
      { title: "Numéro", share: 1 },
      { title: "Signes", share: 2 },
    ];
    const pdf = await papers.write(paper([{ kind: "table", columns, rows, empty: "" }]));
    const { text, structure, facts } = await readPaper(pdf);
    const pages = Number(/Pages: +(\d+)/.exec(facts)?.[1]);
    assert.ok(pages > 3);
    assert.equal(text.match(/Numéro/g)?.length, pages);
    assert.equal(structure.match(/"Numéro"/g)?.length, 1);
    for (const row of [1, 45, 90]) assert.match(text, new RegExp(`Ligne ${row}\\b`));
    assert.match(text, new RegExp(`Page ${pages} sur ${pages}`));
  });

  test("an empty table says so", async () => {
    const columns = [{ title: "Boîte", share: 1 }];
    const { text } = await readPaper(
      await papers.write(paper([{ kind: "table", columns, rows: [], empty: "Aucune boîte." }])),
    );
    assert.match(text, /Aucune boîte\./);
  });

  test("everything is read on its ground with the contrast that WCAG asks for", () => {
    for (const [ink, ground, least] of pairs) {
      const found = contrastOf(colours[ink], colours[ground]);
      assert.ok(found >= least, `${ink} on ${ground}: ${found.toFixed(2)}`);
    }
    assert.equal(contrastOf("#000000", "#ffffff"), 21);
  });

  test("lines break at ordinary spaces, long addresses where they may, and never at a no-break space", () => {
    const tens = (text: string) => text.length;
    assert.deepEqual(breakLines("un deux\u00a0trois quatre", 10, tens), ["un", "deux\u00a0trois", "quatre"]);
    assert.deepEqual(breakLines("prenom.nom@domaine.fr", 12, tens), ["prenom.nom@", "domaine.fr"]);
    assert.deepEqual(breakLines("x".repeat(25), 10, tens), ["x".repeat(10), "x".repeat(10), "xxxxx"]);
    assert.deepEqual(breakLines("a\nb", 10, tens), ["a", "b"]);
  });

  test("names of all of Europe are written; what the font does not have is not left out in silence", () => {
    const runs = [
      { text: "Zo", part: "latin" },
      { text: "ž", part: "latin-ext" },
      { text: "e ?", part: "latin" },
    ];
    assert.deepEqual(cutRuns("Zože 文"), runs);
    assert.deepEqual(cutRuns("e\u0301"), [{ text: "é", part: "latin" }]);
  });
});

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { columns, exampleEmail, mostLines } from "../../../../contracts/administration-arrivals.ts";
import { judge, type KnownPerson, loginsOf } from "./judge.ts";
import { readBoxes, readDay } from "./read-boxes.ts";
import { readFile } from "./read-file.ts";
import { readLine } from "./read-line.ts";

const now = Date.UTC(2026, 10, 22, 8, 2);
const domain = "valdebrume.mss.example";
const head = "Civilité;Prénom;Nom;Fonction;RPPS;Messagerie;Mobile;Identité vérifiée;Boîtes";
const line =
  "Mme;Léa;Le Goff;Éducatrice;;l.legoff@ordinaire.example;06 39 98 77 01;CNI;ime@valdebrume.mss.example : rédaction";
const ground = {
  mailboxes: new Map([
    [`ime@${domain}`, "a1"],
    [`foyer@${domain}`, "a2"],
  ]),
  domains: [domain],
  now,
};

/** The lines of a file that has to be read. */
function linesOf(text: string) {
  const file = readFile(text);
  assert.ok(!("fault" in file), JSON.stringify(file));
  return file.lines;
}

function faultOf(text: string) {
  const file = readFile(text);
  return "fault" in file ? file.fault : null;
}

const read = (text: string) => linesOf(text).map((one) => readLine(one, ground));

/** One line as a map of headings to cells, over a line that is good. */
function one(cells: Record<string, string>) {
  const good = {
    Prénom: "Léa",
    Nom: "Le Goff",
    Messagerie: "l.legoff@ordinaire.example",
    "Identité vérifiée": "CNI",
  };
  const whole = { ...good, ...cells };
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const text = [Object.keys(whole), Object.values(whole)].map((row) => row.map(quote).join(";")).join("\r\n");
  const [first] = read(text);
  assert.ok(first);
  return first;
}

const codes = (cells: Record<string, string>) =>
  one(cells).problems.map(({ code, column }) => `${code} ${column}`);

suite("a file of arrivals", () => {
  test("as Excel writes it: mark, semicolons, CRLF, quotes", () => {
    const [first, second] = linesOf(
      `\uFEFF${head}\r\n${line}\r\n"M.";"Jean ""Jo""";Roux;;;j@o.example;;CPS;\r\n`,
    );
    assert.equal(first?.line, 2);
    assert.equal(first?.cells.givenName, "Léa");
    assert.equal(second?.line, 3);
    assert.equal(second?.cells.givenName, 'Jean "Jo"');
  });

  const same: Record<string, string> = {
    commas: `${head}\n${line}`.replaceAll(";", ","),
    tabs: `${head}\n${line}`.replaceAll(";", "\t"),
    "old Macintosh line ends": `${head}\r${line}\r`,
    "a first line that names the delimiter": `sep=;\r\n${head}\r\n${line}`,
    "empty lines above, between and below": `\n;;;;\n${head}\n\n${line}\n;;;;;;;;\n\n`,
    "letters in two pieces": `${head}\n${line}`.normalize("NFD"),
    "spaces that do not break, and signs that do not show": `${head}\n${line.replace("Le Goff", "\u200bLe\u00a0Goff ")}`,
  };
  for (const [how, text] of Object.entries(same))
    test(`with ${how}: the same line`, () => {
      const [first, ...others] = linesOf(text);
      assert.deepEqual(first?.cells, linesOf(`${head}\n${line}`)[0]?.cells);
      assert.equal(others.length, 0);
    });

  test("headings in any order, case and accents, and by other words", () => {
    const [first] = linesOf(
      "NOM;identite verifiee;PRENOM;e-mail;Téléphone portable\nRoux;cps;Jean;j@o.example;0612345678",
    );
    assert.equal(first?.cells.familyName, "Roux");
    assert.equal(first?.cells.identity, "cps");
    assert.equal(first?.cells.email, "j@o.example");
    assert.equal(first?.cells.mobile, "0612345678");
  });

  test("headings that nobody knows are told, and not read", () => {
    const file = readFile(`${head};Couleur préférée\n${line};bleu`);
    assert.deepEqual("ignored" in file && file.ignored, ["Couleur préférée"]);
  });

  test("every heading of the template is known", () => {
    const file = readFile(`${columns.map(({ heading }) => heading).join(";")}\nMme;A`);
    assert.deepEqual("ignored" in file && file.ignored, []);
  });

  test("a file that cannot be read says why", () => {
    assert.equal(faultOf("")?.code, "empty");
    assert.equal(faultOf("\uFEFF\r\n\r\n")?.code, "empty");
    assert.equal(faultOf(head)?.code, "empty");
    assert.deepEqual(faultOf("Prénom;Nom\nLéa;Le Goff"), {
      code: "headings",
      what: ["Messagerie", "Identité vérifiée"],
    });
    assert.deepEqual(faultOf(`${head};nom\n${line}`), { code: "heading-twice", what: ["nom"] });
    assert.equal(faultOf(`${head}\nMme;"Léa;Le Goff`)?.code, "quotes");
    assert.equal(faultOf(`${head}\n${`${line}\n`.repeat(mostLines + 1)}`)?.code, "too-many-lines");
    assert.equal(faultOf(`${head}\n${"\n".repeat(2 * mostLines)}${line}`)?.code, "too-many-lines");
    assert.equal(faultOf(`${head}\n${";".repeat(100_000)}`)?.code, "too-many-cells");
    assert.equal(faultOf("PK\u0003\u0004 classeur\nExcel")?.code, "headings");
  });

  test("a line with more cells than headings slipped", () => {
    assert.deepEqual(
      read(`${head}\n${line};trop`)[0]?.problems.map(({ code }) => code),
      ["many-cells"],
    );
  });
});

suite("a line of arrivals", () => {
  test("a good one has no problem, and is what « give » takes", () => {
    const { access, problems } = read(`${head}\n${line}`)[0] ?? assert.fail();
    assert.deepEqual(problems, []);
    assert.deepEqual(access, {
      civility: "Mme",
      givenName: "Léa",
      familyName: "Le Goff",
      occupation: "Éducatrice",
      rpps: null,
      email: "l.legoff@ordinaire.example",
      mobile: "+33639987701",
      identity: "identity-card",
      rights: [{ mailboxId: "a1", right: "writer", from: null, until: null }],
      until: null,
    });
  });

  const wrong: [string, Record<string, string>, string[]][] = [
    ["no name", { Nom: "" }, ["missing familyName"]],
    ["a name that is a formula", { Nom: "=HYPERLINK(1)" }, ["name familyName"]],
    ["a name of another alphabet alone", { Prénom: "李" }, ["name givenName"]],
    ["a name too long", { Nom: "a".repeat(81) }, ["long familyName"]],
    ["an occupation that is a formula", { Fonction: "@SUM(A1)" }, ["name occupation"]],
    ["an unknown civility", { Civilité: "Sir" }, ["civility civility"]],
    ["an RPPS with a wrong check", { RPPS: "10001234567" }, ["rpps rpps"]],
    ["an RPPS that a spreadsheet rounded", { RPPS: "1,00012E+10" }, ["rpps rpps"]],
    ["no address", { Messagerie: "" }, ["missing email"]],
    ["an MSSanté address of ours", { Messagerie: `l@${domain}` }, ["email email"]],
    ["two addresses in one", { Messagerie: "a@b.example, c@d.example" }, ["email email"]],
    ["a fixed line", { Mobile: "02 31 00 00 00" }, ["mobile mobile"]],
    ["no proof of identity", { "Identité vérifiée": "" }, ["missing identity"]],
    ["another proof of identity", { "Identité vérifiée": "permis de conduire" }, ["identity identity"]],
    ["a day that is none", { "Dernier jour": "31/02/2027" }, ["day until"]],
    ["a last day in the past", { "Dernier jour": "21/11/2026" }, ["days until"]],
    [
      "a last day before the first",
      { "Premier jour": "02/01/2027", "Dernier jour": "01/01/2027" },
      ["days until"],
    ],
    ["another structure’s mailbox", { Boîtes: "autre@autre.mss.example : lecture" }, ["mailbox boxes"]],
    ["a right that is none", { Boîtes: `ime@${domain} : tout` }, ["right boxes"]],
    ["more mailboxes than anybody has", { Boîtes: `ime@${domain}|`.repeat(51) }, ["many-boxes boxes"]],
    ["a mailbox twice", { Boîtes: `ime@${domain} : lecture | IME@${domain} : gestion` }, ["twice boxes"]],
    [
      "several at once",
      { Nom: "", Mobile: "12", Boîtes: "x" },
      ["missing familyName", "mobile mobile", "mailbox boxes"],
    ],
  ];
  for (const [what, cells, expected] of wrong)
    test(`${what}: ${expected.join(", ")}`, () => assert.deepEqual(codes(cells), expected));

  test("what spreadsheets do to figures is undone", () => {
    assert.equal(one({ Mobile: "639987701" }).access.mobile, "+33639987701");
    assert.equal(one({ RPPS: "10 00 12 34 56 5" }).access.rpps, one({ RPPS: "10001234565" }).access.rpps);
  });

  test("mailboxes with rights and days", () => {
    assert.deepEqual(readBoxes([`ime@${domain}`])[0]?.right, "reader");
    assert.deepEqual(
      readBoxes(["a@b.example:Gestionnaire ", " c@d.example = écriture"]).map(({ right }) => right),
      ["manager", "writer"],
    );
    const cells = {
      Boîtes: `ime@${domain} : lecture du 1/12/2026 au 31/12/2026\nfoyer@${domain} : gestion`,
      "Premier jour": "2026-11-30",
    };
    assert.deepEqual(one(cells).access.rights, [
      { mailboxId: "a1", right: "reader", from: "2026-12-01", until: "2026-12-31" },
      { mailboxId: "a2", right: "manager", from: "2026-11-30", until: null },
    ]);
    assert.deepEqual(codes({ Boîtes: `ime@${domain} : lecture au 31/13/2026` }), ["day boxes"]);
  });

  test("days as people write them", () => {
    for (const typed of ["01/12/2026", "1.12.2026", "1-12-2026", "2026-12-01", "2026-12-01 00:00:00"])
      assert.equal(readDay(typed), "2026-12-01", typed);
    for (const typed of ["12/2026", "01/12/26", "29/02/2027", "46357", "demain", "00/01/2027"])
      assert.equal(readDay(typed), null, typed);
    assert.equal(readDay("29/02/2028"), "2028-02-29");
  });
});

suite("the fate of a line", () => {
  const lea: KnownPerson = {
    givenName: "Léa",
    familyName: "Le Goff",
    login: `org.lea.le-goff@${domain}`,
    rpps: "10001234565",
    email: "l.legoff@ordinaire.example",
  };
  const short = "Prénom;Nom;Messagerie;Identité vérifiée;RPPS;Identifiant";

  function fates(rows: string[], people: KnownPerson[] = []) {
    const lines = read([short, ...rows].join("\n"));
    const asked = new Set(loginsOf(lines, domain));
    const taken = new Set(people.map(({ login }) => login));
    const isTaken = (login: string) => taken.has(login) || !asked.has(login);
    return judge(lines, { domain, people, isTaken }).map(({ checked, access }) => {
      assert.equal(access !== null, checked.fate === "new");
      if (access) assert.equal(access.login, checked.login);
      const why = checked.problems.map(({ code, other }) => [code, other].filter(Boolean).join(" "));
      return [checked.fate, checked.login.split("@")[0], ...why].join(", ");
    });
  }

  test("homonyms get the next identifier, whether they are in the structure or above", () => {
    assert.deepEqual(fates(["Lea;LE GOFF;un@o.example;CNI", "Léa;Le-Goff;deux@o.example;CNI"], [lea]), [
      `new, org.lea.le-goff2, homonym ${lea.login}`,
      `new, org.lea.le-goff3, homonym ${lea.login}`,
    ]);
  });

  test("the same person is there already: by names and address, by RPPS, by identifier", () => {
    const known = `known, org.lea.le-goff, known ${lea.login}`;
    assert.deepEqual(
      fates(
        [
          "LEA;le goff;L.LeGoff@ordinaire.example;CNI",
          "Léa;Mariée;autre@o.example;CNI;10001234565",
          `Léa;Mariée;autre@o.example;CNI;;${lea.login.toUpperCase()}`,
        ],
        [lea],
      ),
      [known, known, known],
    );
  });

  test("the same person twice in the file is made once", () => {
    assert.deepEqual(
      fates([
        "Ana;Roux;a@o.example;CNI;10001234565",
        "Ana;Roux;A@o.example;CNI",
        "Anna;Roux;b@o.example;CNI;10001234565",
        "Zoé;Roux;z@o.example;CNI;;org.zoe.r@valdebrume.mss.example",
        "Zoé;Ruo;y@o.example;CNI;;org.zoe.r@valdebrume.mss.example",
      ]),
      [
        "new, org.ana.roux",
        "refused, , twice 2",
        "refused, , twice 2",
        "new, org.zoe.r",
        "refused, , twice 5",
      ],
    );
  });

  test("two persons who share an address are told of", () => {
    assert.deepEqual(fates(["Ana;Roux;a@o.example;CNI", "Bea;Roux;a@o.example;CNI"]), [
      "new, org.ana.roux",
      "new, org.bea.roux, same-email 2",
    ]);
  });

  test("an identifier that a line asks for is proposed to nobody above it", () => {
    assert.deepEqual(
      fates(["Ana;Roux;a@o.example;CNI", `Ana;Roux;b@o.example;CNI;;org.ana.roux@${domain}`]),
      [`new, org.ana.roux2, homonym org.ana.roux@${domain}`, "new, org.ana.roux"],
    );
  });

  test("an identifier of another form, or domain, is refused", () => {
    assert.deepEqual(
      fates(["Ana;Roux;a@o.example;CNI;;ana", "Ana;Roux;b@o.example;CNI;;org.ana.roux@autre.mss.example"]),
      ["refused, ana, login", "refused, org.ana.roux, login"],
    );
  });

  test("a refused line takes nothing from those below", () => {
    assert.deepEqual(fates(["Ana;Roux;nulle part;CNI", "Ana;Roux;a@o.example;CNI"]), [
      "refused, org.ana.roux, email",
      "new, org.ana.roux",
    ]);
  });

  test("the example of the template is nobody", () => {
    assert.deepEqual(fates([`Camille;Exemple;${exampleEmail};CNI`]), ["example, "]);
  });
});

import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { testEngines } from "../../foundations/database/test-engines.ts";
import { all, bytesOf, day, mailbox, nadege, openTestRoom, yanis } from "../test-room.ts";
import type { SearchedText, SearchQuery, SearchView } from "../views.ts";
import { isShort } from "../store/search.ts";
import { readTerms } from "./terms.ts";
import type { Indexing } from "./indexing.ts";

const base: SearchQuery = {
  ...all,
  texts: [],
  after: null,
  before: null,
  hasAttachment: null,
  withTotal: false,
};
const any = (typed: string): SearchedText[] => [{ typed, part: "any" }];
const start = Date.UTC(2026, 9, 1, 9);

/** The messages that are searched: what is found is told by these names. */
const firstLetters: Record<string, { header?: string; body: string }> = {
  oeuvre: { header: "Subject: Une ŒUVRE de Cœur à l’été\nTo: accueil@a.example", body: "Ça va très bien." },
  report: {
    header:
      "From: Hélène Castaing <h.castaing@ch-b.example>\nSubject: Compte rendu\nCc: Paul <paul@c.example>",
    body: "Le compte fut rendu; l’examen du patient Martin est normal.",
  },
  letter: {
    header: "Subject: Lettre\nTo: paul@c.example",
    body: "Consultation du patient : rendu du compte.",
  },
  html: {
    header: "Subject: HTML\nContent-Type: text/html; charset=utf-8",
    body: "<p>Ordonnance <b>pér</b>indopril</p><script>secretword</script>",
  },
  both: {
    header: 'Subject: Deux\nContent-Type: multipart/mixed; boundary="x"',
    body: [
      '--x\nContent-Type: multipart/alternative; boundary="y"\n',
      "--y\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
      Buffer.from("Voir la synthèse").toString("base64"),
      "--y\nContent-Type: text/html\n\n<p>Voir la synth&egrave;se anatomopathologique</p>\n--y--",
      '--x\nContent-Type: application/pdf; name="Radio_thorax-2026.pdf"\nContent-Disposition: attachment\n\nPDF\n--x--',
    ].join("\n"),
  },
};

test("only one word of any part, from the newest on, is short to search for", () => {
  const query = {
    ...base,
    conditions: [{ field: null, terms: readTerms("bilan") }],
    recipients: [],
    limit: 20,
  };
  assert.ok(isShort(query));
  assert.ok(isShort({ ...query, collapse: true, position: 40 }));
  const long: Partial<typeof query>[] = [
    { conditions: [] },
    { folderId: "f1" },
    { after: 1 },
    { before: 1 },
    { hasAttachment: true },
    { anchor: "m1" },
    { position: -1 },
    { position: 300 },
    { withTotal: true },
    ...["bilan annuel", '"bilan annuel"', "", "anatomopathologique"].map((typed) => ({
      conditions: [{ field: null, terms: readTerms(typed) }],
    })),
  ];
  for (const other of long) assert.equal(isShort({ ...query, ...other }), false, JSON.stringify(other));
  const inSubject = { field: "subject" as const, terms: readTerms("bilan") };
  assert.equal(isShort({ ...query, conditions: [inSubject] }), false);
  const toPaul = { header: "to" as const, terms: readTerms("paul") };
  assert.equal(isShort({ ...query, recipients: [toPaul] }), false);
});

for (const engine of testEngines()) {
  const room = await openTestRoom(engine);
  const { door, box, clock } = room;
  const letters = { ...firstLetters };
  const names = new Map<string, string>();
  let indexing: Indexing | undefined;

  async function bring(name: string, mailboxId = box, at = start + names.size * 3_600_000, folder = "") {
    const { header, body } = letters[name] ?? { body: name };
    const raw = `Message-ID: <${names.size}@x.example>\n${header ?? `Subject: ${name}`}\n\n${body}\n`;
    const into = folder ? { name: folder } : { role: "inbox" as const };
    const brought = { mailboxId, folder: into, receivedAt: at, seen: false, keywords: [] };
    await door.bring(brought, bytesOf(raw), "command");
    const newest = await door.search(nadege, [mailboxId], { ...base, after: at, before: at + 1, limit: 1 });
    assert.ok(newest && typeof newest === "object");
    names.set(newest.found[0]?.messageId ?? "", name);
  }
  async function ask(query: Partial<SearchQuery>, mailboxIds = [box]): Promise<SearchView> {
    const found = await door.search(nadege, mailboxIds, { ...base, ...query });
    assert.ok(found && typeof found === "object", String(found));
    return found;
  }
  const namesOf = ({ found }: SearchView) => found.map(({ messageId }) => names.get(messageId));
  const found = async (texts: SearchedText[], more: Partial<SearchQuery> = {}) =>
    namesOf(await ask({ texts, ...more }));

  suite(`search on ${engine.name}`, () => {
    before(async () => {
      for (const name of Object.keys(letters)) await bring(name);
      const waiting = await ask({ texts: any("patient") });
      assert.deepEqual([waiting.found, waiting.unindexed], [[], 5], "what is not indexed yet is told");
      indexing = door.startIndexing();
      await indexing?.settled();
    });
    after(async () => {
      await indexing?.close();
      await room.close();
    });

    const cases: [typed: string, met: string[]][] = [
      ["oeuvre", ["oeuvre"]],
      ["ŒUVRE coeur", ["oeuvre"]],
      ["ete", ["oeuvre"]],
      ["tres", ["oeuvre"]],
      ["castaing", ["report"]],
      ["helene castaing@ch-b", ["report"]],
      ["patient", ["letter", "report"]],
      ["patient martin", ["report"]],
      ["patients", []],
      ["consul", ["letter"]],
      ["consul patient", []],
      ["c", ["letter", "report", "oeuvre"]],
      ['"compte rendu"', ["report"]],
      ["« Compte  Rendu »", ["report"]],
      ["“rendu du compte”", ["letter"]],
      ['"compte rend"', []],
      ['"compte"', ["letter", "report"]],
      ['patient "compte rendu"', ["report"]],
      ["l'examen", ["report"]],
      ["perindopril", ["html"]],
      ["secretword", []],
      ["synthese", ["both"]],
      ["anatomopathologiqu", ["both"]],
      ["anatomopathologiques", []],
      ["thorax 2026", ["both"]],
      ["2026.pdf", ["both"]],
      ["xyz", []],
    ];
    for (const [typed, met] of cases)
      test(`${typed} finds ${met.join(", ") || "nothing"}`, async () => {
        assert.deepEqual(await found(any(typed)), met);
      });

    test("a part of the message is looked into alone, several conditions together", async () => {
      const inPart = (part: SearchedText["part"], typed: string) => found([{ part, typed }]);
      assert.deepEqual(await inPart("subject", "compte"), ["report"]);
      assert.deepEqual(await inPart("body", "compte"), ["letter", "report"]);
      assert.deepEqual(await inPart("body", "thorax"), ["both"]);
      assert.deepEqual(await inPart("from", "castaing"), ["report"]);
      assert.deepEqual(await inPart("subject", "castaing"), []);
      assert.deepEqual(await inPart("to", "paul@c"), ["letter"]);
      assert.deepEqual(await inPart("cc", "paul"), ["report"]);
      assert.deepEqual(await inPart("bcc", "paul"), []);
      assert.deepEqual(await found([...any("paul"), { part: "subject", typed: "lettre" }]), ["letter"]);
      assert.deepEqual(await inPart("subject", '"l ete"'), ["oeuvre"]);
    });

    test("dates, attachments and the folder narrow, with words or without", async () => {
      const hour = 3_600_000;
      assert.deepEqual(await found([], { hasAttachment: true }), ["both"]);
      assert.deepEqual(await found(any("deux"), { hasAttachment: false }), []);
      assert.deepEqual(await found(any("patient"), { after: start + 2 * hour }), ["letter"]);
      assert.deepEqual(await found(any("patient"), { before: start + 2 * hour }), ["report"]);
      assert.deepEqual(await found([], { after: start + 3 * hour }), ["both", "html"]);
      assert.deepEqual(await found([], { ascending: true, limit: 2 }), ["oeuvre", "report"]);
      const inbox = await room.inbox();
      assert.deepEqual(await found(any("patient"), { folderId: inbox.id }), ["letter", "report"]);
      const other = (await door.folders(nadege, box, null))?.folders.find(({ role }) => role === "trash");
      assert.deepEqual(await found(any("patient"), { folderId: other?.id ?? "" }), []);
      assert.equal(
        await door.search(nadege, [box], { ...base, texts: any("x"), folderId: "fnone" }),
        "folder-not-found",
      );
    });

    test("several mailboxes are one list; a mailbox without a right is none at all", async () => {
      const second = (await door.putMailbox(mailbox("second@a.example"), "command")).mailboxId;
      const give = (endsAt: number | null) =>
        door.putMembership(
          { mailboxId: second, personId: nadege.personId, right: "reader", startsAt: 0, endsAt },
          "command",
        );
      await give(null);
      await bring("patient d’ailleurs", second);
      await bring("report", box, start + day);
      await indexing?.settled();
      assert.deepEqual(namesOf(await ask({ texts: any("patient") }, [box, second])), [
        "report",
        "patient d’ailleurs",
        "letter",
        "report",
      ]);
      assert.deepEqual(namesOf(await ask({ texts: any("ailleurs") })), [], "words stay in their mailbox");
      assert.equal(await door.search(yanis, [box, second], { ...base, texts: any("patient") }), null);
      assert.equal(await door.snippets(yanis, second, [], any("patient")), null);
      assert.deepEqual((await ask({ texts: any("patient") }, [])).found, []);
      await give(clock.now());
      assert.equal(await door.search(nadege, [second], { ...base, texts: any("patient") }), null);
    });

    test("pages follow one another by position and by anchor, conversations collapsed or not, in both directions", async () => {
      for (let number = 0; number < 40; number++) {
        const at = start + 20 * day + (number % 4) * day;
        letters[`page ${number}`] = {
          header: `Subject: Page ${number % 25}\nIn-Reply-To: <first${number % 25}@x.example>`,
          body: "Une page",
        };
        await bring(`page ${number}`, box, at, "Pages");
      }
      await indexing?.settled();
      const texts = any("page");
      for (const ascending of [false, true])
        for (const collapse of [false, true]) {
          const order = { texts, ascending, collapse };
          const whole = await ask({ ...order, limit: 500, withTotal: true });
          const count = collapse ? 25 : 40;
          assert.deepEqual([whole.found.length, whole.total], [count, count]);
          for (const position of [0, 7, count - 2, count]) {
            const part = await ask({ ...order, position, limit: 6 });
            assert.deepEqual(part.found, whole.found.slice(position, position + 6));
            assert.equal(part.total, null);
          }
          const anchor = whole.found[11]?.messageId ?? "";
          const near = await ask({ ...order, anchor, anchorOffset: -2, limit: 5 });
          assert.deepEqual([near.position, near.found], [9, whole.found.slice(9, 14)]);
          assert.deepEqual((await ask({ ...order, position: -3 })).found, whole.found.slice(-3));
        }
      const none = await door.search(nadege, [box], { ...base, texts, anchor: "mnone" });
      assert.equal(none, "anchor-not-found");
    });

    test("a first page that takes a longer walk than others may wait for is walked for apart", async () => {
      const asked = {
        ...base,
        limit: 2,
        recipients: [],
        conditions: [{ field: null, terms: readTerms("patient ") }],
      };
      const given = { personId: nadege.personId, mailboxIds: [box], now: clock.now() };
      const here = (most: number) => room.store.read("mailboxes.searchHere", { ...given, most, asked });
      assert.equal(await here(1), "goes-on");
      assert.deepEqual(await here(2), await ask({ texts: any("patient "), limit: 2 }));
    });

    test("matches are marked in subject and text, in the order asked", async () => {
      const idOf = (wanted: string) => [...names].find(([, name]) => name === wanted)?.[0] ?? "";
      const [report, letter] = [idOf("report"), idOf("letter")];
      const marked = await door.snippets(
        nadege,
        box,
        [letter, "mnone", report],
        any("« compte rendu » exam"),
      );
      assert.deepEqual(marked, [
        { messageId: letter, subject: null, preview: null },
        {
          messageId: report,
          subject: "<mark>Compte</mark> <mark>rendu</mark>",
          preview: "Le compte fut rendu; l’<mark>examen</mark> du patient Martin est normal.",
        },
      ]);
      assert.deepEqual(await door.snippets(nadege, box, [letter], [{ part: "from", typed: "lettre" }]), [
        { messageId: letter, subject: null, preview: null },
      ]);
    });

    test("a match far in a long text is marked where it stands", async () => {
      letters["long"] = { body: `${"Rien ici. ".repeat(30_000 / 10)}Enfin la quetsche <b>.` };
      await bring("long");
      await indexing?.settled();
      const { found: met } = await ask({ texts: any("quetsche") });
      const [view] = (await door.snippets(nadege, box, [met[0]?.messageId ?? ""], any("quetsche"))) ?? [];
      assert.match(view?.preview ?? "", /^(Rien ici\. ){3}Enfin la <mark>quetsche<\/mark> &lt;b&gt;\.$/);
    });

    test("a match is marked without the message's file, from a text that is sealed", async () => {
      letters["kept"] = { body: `${"Rien ici. ".repeat(100)}Enfin la questche.` };
      await bring("kept");
      await indexing?.settled();
      const [{ messageId = "" } = {}] = (await ask({ texts: any("questche") })).found;
      const asked = { personId: nadege.personId, mailboxId: box, now: clock.now(), ids: [messageId] };
      const before = await room.store.read("mailboxes.foundTexts", asked);
      const [{ sealed = Buffer.alloc(0) } = {}] = before as { sealed: Uint8Array }[];
      assert.ok(sealed.length > 1000 && !Buffer.from(sealed).includes("questche"));
      const { blobId = "" } = (await door.messages(nadege, box, [messageId]))?.messages[0] ?? {};
      await room.blobs.remove(blobId);
      const [view] = (await door.snippets(nadege, box, [messageId], any("questche"))) ?? [];
      assert.match(view?.preview ?? "", /^(Rien ici\. ){3}Enfin la <mark>questche<\/mark>\.$/);
    });

    test("what arrives is found a moment later", async () => {
      await room.receive("Subject: Mirabelle\n\nUn mot rare.\n");
      await indexing?.settled();
      const { found: arrived, unindexed } = await ask({ texts: any("mirabelle rare") });
      assert.deepEqual([arrived.length, unindexed], [1, 0]);
    });

    test("words that a stop left unwritten are written after the next start", async () => {
      await indexing?.close();
      await bring("reineclaude");
      const waiting = await ask({ texts: any("reineclaude") });
      assert.deepEqual([waiting.found, waiting.unindexed], [[], 1]);
      assert.notEqual(
        waiting.state,
        (await ask({})).state,
        "a list that is not whole has a state of its own",
      );
      indexing = door.startIndexing();
      await indexing?.settled();
      assert.deepEqual(await found(any("reineclaude")), ["reineclaude"]);
    });
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMimeParser } from "../../formats/mime/parser.ts";
import { readText } from "./read-text.ts";

async function textOf(...lines: string[]): Promise<{ text: string; read: number; opened: number }> {
  const raw = Buffer.from(lines.join("\r\n"));
  const parser = createMimeParser();
  parser.write(raw);
  let read = 0;
  let opened = 0;
  const text = await readText(parser.end().root, async function* (start, end) {
    opened++;
    for (let at = start; at < end; at += 1000) {
      read += Math.min(end, at + 1000) - at;
      yield raw.subarray(at, Math.min(end, at + 1000));
    }
  });
  return { text, read, opened };
}

const alternative = (plain: string, html: string) => [
  'Content-Type: multipart/alternative; boundary="x"',
  "",
  "--x",
  "Content-Type: text/plain; charset=utf-8",
  "",
  plain,
  "--x",
  "Content-Type: text/html; charset=utf-8",
  "",
  html,
  "--x--",
];

test("a transfer encoding and a charset are undone", async () => {
  const head = [
    "Content-Type: text/plain; charset=iso-8859-1",
    "Content-Transfer-Encoding: quoted-printable",
    "",
  ];
  assert.equal((await textOf(...head, "caf=E9 cr=", "=E8me")).text, "café crème");
});

test("HTML that says the same as its text is left aside; HTML that says more is added", async () => {
  assert.equal(
    (await textOf(...alternative("Bonjour à tous", "<p>Bonjour <b>à</b> tous</p>"))).text,
    "Bonjour à tous",
  );
  assert.match(
    (await textOf(...alternative("Voir la page", "<p>Le bilan</p>"))).text,
    /^Voir la page\n\s*Le bilan/,
  );
  assert.match((await textOf(...alternative("Les bilans", "<p>s bilan</p>"))).text, /\n\s*s bilan/);
  assert.match((await textOf(...alternative("Les bilans", "<p>les bilan</p>"))).text, /\n\s*les bilan/);
  assert.equal(
    (await textOf(...alternative("Un\r\nbilan  de Léa", "<p>Un bilan</p>\r\n <p>de</p>"))).text,
    "Un\nbilan  de Léa",
  );
});

test("a message with several parts is opened once; one without text never", async () => {
  assert.equal((await textOf(...alternative("Bonjour", "<p>Au revoir</p>"))).opened, 1);
  assert.equal((await textOf("Content-Type: image/png", "", "PNG")).opened, 0);
});

test("an attached text is not the message's own", async () => {
  const { text } = await textOf(
    'Content-Type: multipart/mixed; boundary="x"',
    "",
    "--x",
    "",
    "Bonjour",
    "--x",
    'Content-Type: text/plain; name="a.txt"',
    "Content-Disposition: attachment",
    "",
    "secret",
    "--x--",
  );
  assert.equal(text, "Bonjour");
});

test("a long text is read no further than the bound", async () => {
  const { text, read } = await textOf("", "mot ".repeat(200_000));
  assert.equal(text.length, 256 * 1024);
  assert.ok(read < 256 * 1024 + 2000);
});

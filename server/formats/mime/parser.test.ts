import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createMimeParser } from "./parser.ts";
import type { MimeLimits, MimePart, ParsedMessage } from "./types.ts";

function parse(text: string, limits?: Partial<MimeLimits>): ParsedMessage {
  const parser = createMimeParser(limits);
  parser.write(Buffer.from(text, "latin1"));
  return parser.end();
}

function body(text: string, part: MimePart | undefined): string {
  assert.ok(part);
  return text.slice(part.bodyStart, part.bodyEnd);
}

function multipart(...parts: string[]): string {
  const content = parts.map((part) => `--b\r\n${part}\r\n`).join("");
  return `Content-Type: multipart/mixed; boundary=b\r\n\r\n${content}--b--\r\n`;
}

test("offsets cut the message where header and body are", () => {
  const text = multipart("Content-Type: text/html\r\n\r\n<p>un</p>", "\r\ndeux");
  const { root } = parse(text);
  assert.deepEqual(
    root.parts.map((part) => [text.slice(part.headerStart, part.headerEnd), body(text, part), part.partId]),
    [
      ["Content-Type: text/html\r\n", "<p>un</p>", "1"],
      ["", "deux", "2"],
    ],
  );
  assert.equal(
    text.slice(root.headerStart, root.bodyStart),
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
  );
});

test("chunks of any size give the same result, and may be reused", () => {
  const text = multipart("\r\nune ligne\r\n-\r\n--\r\n--c\r\n\r\n", "Content-Type: text/plain\r\n\r\n=\r\n");
  const whole = parse(text);
  for (let size = 1; size < 20; size++) {
    const parser = createMimeParser();
    const chunk = Buffer.alloc(size);
    for (let at = 0; at < text.length; at += size)
      parser.write(chunk.subarray(0, chunk.write(text.slice(at, at + size), "latin1")));
    assert.deepEqual(parser.end(), whole, `chunks of ${size}`);
  }
});

test("a part that begins at its boundary's next line has no header", () => {
  const text = multipart("Content-Type: text/plain\r\n--b\r\n\r\nsuite");
  const { root } = parse(text);
  assert.deepEqual(
    root.parts.map((part) => body(text, part)),
    ["", "suite"],
  );
});

test("beyond the depth, a multipart is one opaque leaf", () => {
  const inner = "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--";
  const { root, problems } = parse(multipart(inner), { depth: 1 });
  assert.deepEqual(problems, ["too-deep"]);
  assert.equal(root.parts[0]?.type, "application/octet-stream");
  assert.equal(root.parts[0].size, "--c\r\n\r\nx\r\n--c--".length);
});

test("beyond the number of parts, the rest is one opaque leaf", () => {
  const text = multipart("\r\nun", "\r\ndeux", "\r\ntrois", "\r\nquatre");
  const { root, problems } = parse(text, { parts: 3 });
  assert.ok(problems.includes("too-many-parts"));
  assert.deepEqual(
    root.parts.map((part) => part.type),
    ["text/plain", "text/plain", "application/octet-stream"],
  );
  assert.equal(body(text, root.parts[2]), "\r\ntrois\r\n--b\r\n\r\nquatre\r\n--b--\r\n");
});

test("a header block beyond its limit is cut there", () => {
  const text = multipart(`Content-Type: text/html\r\nX-Long: ${"x".repeat(200)}\r\n\r\ncorps`, "\r\nsuite");
  const { root, problems } = parse(text, { partHeaderBytes: 100 });
  assert.deepEqual(problems, ["header-too-long"]);
  const [first, second] = root.parts;
  assert.equal(first?.headerEnd, first!.headerStart + 100);
  assert.equal(first?.type, "application/octet-stream");
  assert.ok(body(text, first).endsWith("\r\n\r\ncorps"));
  assert.equal(body(text, second), "suite");
});

test("a long text without blank line is a text, not a header too long", () => {
  const text = `Subject: x\r\n${"Bonjour, ceci est le texte.\r\n".repeat(20)}`;
  const { root, problems, preview } = parse(text, { headerBytes: 200 });
  assert.deepEqual(problems, ["missing-blank-line"]);
  assert.equal(root.size, text.length - "Subject: x\r\n".length);
  assert.ok(preview.startsWith("Bonjour"));
});

test("a header block of too many fields is cut after the first too many", () => {
  const text = `${"X: y\r\n".repeat(5)}\r\ncorps`;
  assert.deepEqual(parse(text, { headerFields: 5 }).problems, []);
  const { root, problems, header } = parse(text, { headerFields: 4 });
  assert.deepEqual(problems, ["header-too-long"]);
  assert.equal(header.fields.length, 5);
  assert.equal(body(text, root), "\r\ncorps");
});

test("a line that is no field begins the text, unless fields of mail follow", () => {
  for (const text of [
    "Bonjour\r\nDate: 12 mars\r\n\r\nfin",
    `Bonjour\r\n${"Tel: 0\r\n".repeat(40)}Subject: x\r\nTo: y\r\n`,
  ]) {
    const { root, header, problems } = parse(`Subject: s\r\n${text}`);
    assert.deepEqual(problems, ["missing-blank-line"]);
    assert.equal(root.size, text.length);
    assert.equal(header.fields.length, 1);
  }
  const { header, problems } = parse(
    "Subject: un\r\ndeux\r\nTo: a@b.example\r\nFrom: c@d.example\r\n\r\ntexte",
  );
  assert.deepEqual(problems, ["malformed-header-line"]);
  assert.equal(header.fields.length, 3);
});

test("a message of 25 MB is never held", () => {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  assert.ok(typeof collect === "function");
  const memory = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const parser = createMimeParser();
  parser.write(
    Buffer.from(
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n",
    ),
  );
  const chunk = Buffer.from(`${"QUJD".repeat(19)}\r\n`.repeat(800));
  parser.write(chunk);
  const before = memory();
  for (let sent = 0; sent < 25_000_000; sent += chunk.length) parser.write(chunk);
  assert.ok(memory() - before < 1_000_000);
  assert.ok(parser.end().size > 25_000_000);
});

test("a boundary longer than the limit makes an opaque leaf", () => {
  const { root, problems } = parse(multipart("\r\nx").replaceAll(/(?<==|--)b/g, "b".repeat(20)), {
    boundaryBytes: 10,
  });
  assert.deepEqual(problems, ["boundary-too-long"]);
  assert.equal(root.type, "application/octet-stream");
  assert.equal(root.partId, "1");
});

test("a boundary line may end in blanks, but not in other text nor in blanks without end", () => {
  const text = multipart("\r\nun").replace("--b\r\n", `--b x\r\n--b${" ".repeat(300)}\r\n--b \t\r\n`);
  assert.deepEqual(
    parse(text).root.parts.map((part) => body(text, part)),
    ["un"],
  );
});

test("the result survives JSON", () => {
  const { root } = parse(
    multipart("Content-Type: image/png; name=a.png\r\nContent-ID: <a@b.example>\r\n\r\nx"),
  );
  assert.deepEqual(JSON.parse(JSON.stringify(root)), root);
});

test("the preview is the text's beginning, quotes and attachments left out", () => {
  const attached = "Content-Disposition: attachment\r\n\r\npas moi";
  const html = "Content-Type: text/html\r\n\r\n<p>ni moi</p>";
  assert.equal(parse(multipart(attached, html, "\r\n> cit\xe9\r\nmoi\r\n")).preview, "moi");
  assert.equal(parse(multipart("\r\n \r\n", html)).preview, "ni moi");
  assert.equal(parse(`\r\n${"\xe9 ".repeat(500)}`).preview.length, 255);
});

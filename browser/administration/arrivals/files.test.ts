import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readBytes } from "./read-bytes.ts";
import { writeCsv, writeTemplate } from "./write-csv.ts";

suite("a file as spreadsheets save it", () => {
  const said = "Prénom;Nœud € \r\nLéa;Le Goff";
  const pairs = Buffer.from(`\uFEFF${said}`, "utf16le");
  const ways: Record<string, Uint8Array> = {
    "UTF-8": Buffer.from(said),
    "UTF-8 with its mark": Buffer.from(`\uFEFF${said}`),
    "UTF-16": pairs,
    "UTF-16, the other way round": Buffer.from(pairs).swap16(),
    "Windows-1252": Buffer.from(said.replace("œ", "\x9c").replace("€", "\x80"), "latin1"),
  };
  for (const [way, bytes] of Object.entries(ways))
    test(`${way} is read`, () => assert.equal(readBytes(bytes)?.replace(/^\uFEFF/, ""), said));

  test("a workbook is no text", () => {
    assert.equal(readBytes(Buffer.from("PK\u0003\u0004\u0014\0\u0006\0")), null);
  });
});

suite("a file that we write", () => {
  test("holds no formula, and keeps its cells apart", () => {
    const cells = ["=1+1", "+33639", "-1", "@SUM(A1)", "\t=1", " =1", "Le Goff", 'a;"b"', "deux\nlignes", ""];
    assert.equal(
      writeCsv([cells]),
      `\uFEFF'=1+1;'+33639;'-1;'@SUM(A1);"'\t=1";' =1;Le Goff;"a;""b""";"deux\nlignes";\r\n`,
    );
  });

  test("the template has two lines, and names mailboxes of the structure", () => {
    const lines = writeTemplate(["ime@valdebrume.mss.example"], "valdebrume.mss.example").split("\r\n");
    assert.equal(lines.length, 3);
    assert.match(lines[0] ?? "", /^\uFEFFCivilité;Prénom;Nom;/);
    assert.match(lines[1] ?? "", /;ime@valdebrume\.mss\.example : rédaction;/);
  });
});

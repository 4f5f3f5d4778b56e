import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asAddresses,
  asDate,
  asGroupedAddresses,
  asMessageIds,
  asRaw,
  asText,
  asURLs,
  formAllowed,
} from "./header-forms.ts";
import { allFields, lastField, scanHeader } from "./header.ts";

const raw = (text: string) => Buffer.from(text, "utf8");

test("fields are found with their folds, whatever stands between", () => {
  const header = scanHeader(
    raw("From a b\nSubject : un\r\n deux\r\n\ttrois\r\npas un champ\r\n suite\r\nX-Vide:\r\nsubject:b"),
  );
  assert.deepEqual(
    header.fields.map((field) => field.name),
    ["Subject", "X-Vide", "subject"],
  );
  assert.deepEqual(allFields(header, "SUBJECT").map(asRaw), [" un\r\n deux\r\n\ttrois", "b"]);
  assert.equal(asRaw(lastField(header, "x-vide")!), "");
  assert.equal(lastField(header, "to"), null);
});

test("asRaw keeps the folds and replaces what is no UTF-8", () => {
  assert.equal(asRaw(Buffer.from(" a\r\n\tb\0\xe9", "latin1")), " a\r\n\tb\ufffd");
});

test("asText unfolds, decodes and composes", () => {
  assert.equal(asText(raw(" =?utf-8?Q?Re=CC=81ponse?=\r\n =?utf-8?Q?_=C3=A0?=  tous")), "Réponse à  tous");
  assert.equal(asText(Buffer.from(" D\xe9j\xe0 vu", "latin1")), "Déjà vu");
});

test("asAddresses opens groups and takes a comment for a name", () => {
  const text =
    'Grp: "Doe, J" <j@x.example>, k@x.example (Kay);, =?utf-8?Q?=C3=89lise,_m=2ED=2E?= <e@x.example>';
  const addresses = [
    { name: "Doe, J", email: "j@x.example" },
    { name: "Kay", email: "k@x.example" },
    { name: "Élise, m.D.", email: "e@x.example" },
  ];
  assert.deepEqual(asAddresses(raw(text)), addresses);
  assert.deepEqual(asGroupedAddresses(raw(text)), [
    { name: "Grp", addresses: addresses.slice(0, 2) },
    { name: null, addresses: addresses.slice(2) },
  ]);
});

test("no name can pass for an address", () => {
  for (const name of [
    "=?utf-8?Q?chef@x.example?=",
    "=?utf-8?Q?=3Cchef=40x.example=3E,?=",
    '"chef@x.example"',
    "chef@x.example",
    "(chef@x.example)",
  ]) {
    assert.deepEqual(
      asAddresses(raw(`${name} <autre@y.example>`)).map((one) => one.email),
      ["autre@y.example"],
      name,
    );
  }
  assert.deepEqual(asAddresses(raw("=?utf-8?Q?chef=40x.example?=")), [
    { name: null, email: "chef@x.example" },
  ]);
});

test("addresses in the forms of former times", () => {
  assert.deepEqual(asAddresses(raw("<@a.example,@b.example:c@d.example>")), [
    { name: null, email: "c@d.example" },
  ]);
  assert.deepEqual(asAddresses(raw("J <j (x) . d @ machine . example>")), [
    { name: "J", email: "j.d@machine.example" },
  ]);
  assert.deepEqual(asAddresses(raw("undisclosed-recipients:;")), []);
  assert.deepEqual(asGroupedAddresses(raw("undisclosed-recipients:;")), [
    { name: "undisclosed-recipients", addresses: [] },
  ]);
  assert.deepEqual(asAddresses(raw(" , ,")), []);
});

test("asMessageIds gives ids without brackets, comments and blanks", () => {
  assert.deepEqual(asMessageIds(raw(" <a@b> (vu <c@d>)\r\n\t<1 @ (x) e . f>")), ["a@b", "1@e.f"]);
  assert.deepEqual(asMessageIds(raw(" nu@b.example")), ["nu@b.example"]);
  assert.equal(asMessageIds(raw(" aucun")), null);
});

test("asURLs gives what stands between brackets", () => {
  assert.deepEqual(asURLs(raw("<mailto:a@b?subject=(x)>, (web) <https://b.example/\r\n c>")), [
    "mailto:a@b?subject=(x)",
    "https://b.example/c",
  ]);
  assert.equal(asURLs(raw("NO (closed)")), null);
});

test("asDate keeps the offset", () => {
  const dates: [string, string | null][] = [
    ["Mon, 2 Mar 2026 09:15:00 +0100", "2026-03-02T09:15:00+01:00"],
    ["2 Mar 26 09:15 EST", "2026-03-02T09:15:00-05:00"],
    ["Fri, 21 Nov 97 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"],
    ["Mon, 02 Mar 2026 20:00:00 GMT", "2026-03-02T20:00:00Z"],
    ["Mon, 02 Mar 2026 20:00:60 -0000 (UTC)", "2026-03-02T20:00:59Z"],
    ["2026-03-02T20:00:00.123+05:30", "2026-03-02T20:00:00+05:30"],
    ["Mon, 29 Feb 2027 20:00:00 +0100", null],
    ["31 Dec 2026 24:00:00 +0100", null],
    ["demain", null],
    ["", null],
  ];
  for (const [written, date] of dates) assert.equal(asDate(raw(written)), date, written);
});

test("forms are allowed where RFC 8621 §4.1.2 says so", () => {
  assert.ok(formAllowed("Subject", "asText") && !formAllowed("subject", "asAddresses"));
  assert.ok(formAllowed("Resent-To", "asGroupedAddresses") && !formAllowed("To", "asText"));
  assert.ok(
    formAllowed("References", "asMessageIds") &&
      formAllowed("Date", "asDate") &&
      formAllowed("List-Post", "asURLs"),
  );
  assert.ok(formAllowed("Received", "asRaw") && !formAllowed("Received", "asText"));
  assert.ok(
    formAllowed("X-Any", "asURLs") && formAllowed("__proto__", "asDate") && formAllowed("List-Id", "asText"),
  );
});

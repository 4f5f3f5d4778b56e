import assert from "node:assert/strict";
import { test } from "node:test";
import { buildReceived, type TraceFacts } from "./data.ts";

const facts: TraceFacts = {
  helo: "mss.ch-portbrume.example",
  peer: "mss.ch-portbrume.example",
  ip: "2001:db8::25",
  hostname: "mss.caducee.example",
  protocol: "ESMTPS",
  tls: "TLSv1.3 TLS_AES_256_GCM_SHA384",
  id: "abc.1",
  at: Date.UTC(2026, 0, 5, 7, 3, 9),
};

test("a Received field names an IPv6 peer as a literal and gives the time in UTC", () => {
  assert.equal(
    buildReceived(facts, "accueil.ime@valdebrume.mss.example"),
    "Received: from mss.ch-portbrume.example (mss.ch-portbrume.example [IPv6:2001:db8::25])\r\n" +
      "\tby mss.caducee.example with ESMTPS (TLSv1.3 TLS_AES_256_GCM_SHA384)\r\n" +
      "\tid abc.1 for <accueil.ime@valdebrume.mss.example>;\r\n" +
      "\tMon, 05 Jan 2026 07:03:09 +0000\r\n",
  );
});

test("what a peer says of itself cannot forge a header", () => {
  for (const helo of ["a(b", "a;b", "a\r\nX-Forged: yes", "é.example", "x".repeat(256), ""])
    assert.match(buildReceived({ ...facts, helo }, "a@b.example"), /^Received: from unknown \(/);
  assert.match(
    buildReceived({ ...facts, helo: "[192.0.2.1]" }, "a@b.example"),
    /^Received: from \[192\.0\.2\.1\] \(/,
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { isRpps, readEmail, readMobile } from "./contacts.ts";
import { dayOf, endOfDay, startOfDay } from "./days.ts";
import { isLogin, listLogins } from "./login.ts";

const domain = "valdebrume.mss.example";

test("an identifier is made of folded names, homonyms by number", () => {
  const first = (given: string, family: string) => listLogins(given, family, domain)[0];
  assert.equal(first("Léa", "Le Goff"), `org.lea.le-goff@${domain}`);
  assert.equal(first("Jean-Noël", "D’Aubigné"), `org.jean-noel.daubigne@${domain}`);
  assert.equal(first("Œdipe", "Ægir Çelik"), `org.oedipe.aegir-celik@${domain}`);
  assert.equal(first("Zoé", "王"), undefined);
  assert.equal(listLogins("Léa", "Roy", domain)[2], `org.lea.roy3@${domain}`);
  const long = first("Anne-Charlotte-Marie-Bénédicte", "de la Rochefoucauld-Montmorency-Beaumont");
  assert.ok(long && isLogin(long, domain) && long.indexOf("@") <= 64);
});

test("an identifier is of the form asked for, in the structure’s domain", () => {
  for (const login of [`org.lea.roy@${domain}`, `org.lea.le-goff2@${domain}`])
    assert.ok(isLogin(login, domain), login);
  for (const login of [
    `lea.roy@${domain}`,
    `org.lea@${domain}`,
    `org.léa.roy@${domain}`,
    `org.lea..roy@${domain}`,
    `org.lea.roy-@${domain}`,
    "org.lea.roy@autre.mss.example",
    `org.lea.roy@${domain}@${domain}`,
    `org.lea. roy@${domain}`,
  ])
    assert.ok(!isLogin(login, domain), login);
});

test("an RPPS has its check digit", () => {
  assert.ok(isRpps("99700218896"));
  assert.ok(!isRpps("99700218895"));
  assert.ok(!isRpps("9970021889"));
  assert.ok(!isRpps("9970021889a"));
});

test("mobiles are read as people write them, and land lines are not mobiles", () => {
  assert.equal(readMobile("06 39 98 77 01"), "+33639987701");
  assert.equal(readMobile("+33 7 39.98.77.01"), "+33739987701");
  assert.equal(readMobile("0033639987701"), "+33639987701");
  assert.equal(readMobile("+32 470 12 34 56"), "+32470123456");
  for (const typed of ["02 61 91 12 40", "+33261911240", "06 39 98 77", "portable", ""])
    assert.equal(readMobile(typed), null, typed);
});

test("an ordinary address is not one of ours, and holds nothing that a header would read", () => {
  assert.equal(readEmail(" l.legoff@ordinaire.example ", [domain]), "l.legoff@ordinaire.example");
  for (const typed of [
    `lea@${domain}`,
    `lea@${domain.toUpperCase()}`,
    "lea@x",
    "a b@x.fr",
    "a@x.fr\nBcc: b@x.fr",
    "<a@x.fr>",
    "a@x.fr, b@x.fr",
  ])
    assert.equal(readEmail(typed, [domain]), null, typed);
});

test("days are French, summer and winter", () => {
  assert.equal(startOfDay("2026-11-22"), Date.UTC(2026, 10, 21, 23));
  assert.equal(startOfDay("2026-07-14"), Date.UTC(2026, 6, 13, 22));
  // The clocks change in the night of 25 October, after midnight.
  assert.equal(startOfDay("2026-10-25"), Date.UTC(2026, 9, 24, 22));
  assert.equal(endOfDay("2026-10-25"), Date.UTC(2026, 9, 25, 23));
  assert.equal(dayOf(endOfDay("2026-12-31") - 1), "2026-12-31");
  assert.equal(dayOf(endOfDay("2026-12-31")), "2027-01-01");
});

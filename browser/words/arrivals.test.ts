import assert from "node:assert/strict";
import { test } from "node:test";
import { arrivalsEn } from "./accesses-arrivals-en.ts";
import { arrivalsFr } from "./accesses-arrivals-fr.ts";

test("one line left out of a file is told as one, not as « les 1 autres lignes »", () => {
  assert.equal(arrivalsFr.beginText(11, 0), "Un lien partira à 11\u00a0personnes.");
  assert.match(arrivalsFr.beginText(11, 1), / L’autre ligne est laissée de côté\.$/);
  assert.match(arrivalsFr.beginText(11, 2), / Les 2\u00a0autres lignes sont laissées de côté\.$/);
  assert.match(arrivalsEn.beginText(11, 1), / The other line is left out\.$/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { GuideMethod, GuideSubject } from "../server/administration/door.ts";
import { testSubject } from "../server/administration/guide/test-guide.ts";
import { contrast, parseColour } from "../server/configuration/accent.ts";
import { findChromium } from "./chromium.ts";
import { composeGuide, type Material } from "./compose.ts";
import { pagesOf, planGuide } from "./plan.ts";
import { colours, pairs } from "./style.ts";

const all: readonly GuideMethod[] = ["email", "sms", "totp", "passkey", "psc"];
const at = Date.UTC(2026, 10, 22, 8, 2);

/** Every set of methods but none. */
const policies = Array.from({ length: 31 }, (_, bits) =>
  all.filter((_one, place) => ((bits + 1) >> place) & 1),
);

function material(changed: Partial<GuideSubject> = {}): Material {
  const screens = ["door", ...all, "mailbox", "reading"];
  return {
    subject: { ...testSubject, ...changed },
    pictures: {
      screens: new Map(screens.map((name) => [name, Buffer.from(name)])),
      texts: new Map([
        ["email", { subject: "Connexion", text: "Connexion\n\nBonjour,\n\n123456\n" }],
        ["sms", { subject: "", text: "654321 est votre code." }],
      ]),
    },
    marks: { logo: null, picture: null },
    at,
  };
}

/** Without the blanks between tags, and what only keeps words together. */
const compose = (changed: Partial<GuideSubject> = {}) =>
  composeGuide(material(changed), "")
    .replaceAll(/\n\s*/g, "")
    .replaceAll(/<span class="label">(.*?)<\/span>/g, "$1");

test("each accepted method has its section, in the guides' order, and no other has", () => {
  for (const methods of policies) {
    const sections = planGuide({ methods }).flat();
    const ways = sections.filter(({ id }) => all.includes(id as GuideMethod));
    assert.deepEqual(
      ways.map(({ id, number }) => [id, number]),
      methods.map((method, place) => [method, `1.${place + 1}`]),
    );
    assert.deepEqual(
      sections.filter((one) => !ways.includes(one)).map(({ id, number }) => [id, number]),
      [
        ["sign-in", "1"],
        ["mailbox", "2"],
        ["reading", "2.1"],
        ["help", "3"],
      ],
    );
  }
});

test("sections stand where the contents say, two methods to a page but for e-mail", () => {
  for (const methods of policies) {
    const leaves = planGuide({ methods });
    for (const [place, leaf] of leaves.entries()) {
      assert.ok(leaf.length > 0 && leaf.length <= 2, methods.join());
      assert.ok(leaf.every(({ page }) => page === place + 3));
      if (leaf.length === 2) assert.ok(!leaf.some(({ id }) => id === "email"), methods.join());
    }
    const html = compose({ methods });
    assert.equal(html.match(/class="page( cover)?"/g)?.length, pagesOf(leaves));
    assert.match(html, new RegExp(`<th scope="row">Nb de pages.:</th><td>${pagesOf(leaves)}</td>`));
    for (const { id, title } of leaves.flat()) {
      assert.equal(html.split(` id="${id}"`).length, 2, id);
      assert.ok(html.includes(`href="#${id}"`) && html.includes(title), id);
    }
  }
});

test("what is forbidden is not spoken of", () => {
  for (const layout of ["2024", "2022"] as const) {
    const without = compose({ layout, methods: ["email", "totp"] });
    assert.doesNotMatch(without.replace(/<style>[^]*<\/style>/, ""), /SMS|clé d’accès|PRO SANTÉ/i);
    assert.match(compose({ layout, methods: all }), /SMS[^]*clé d’accès[^]*PRO SANTÉ/);
    const card = compose({ layout, methods: ["psc"] });
    assert.doesNotMatch(card, /Mot de passe|second moyen|e-mail de notification|« Email »|Google/);
  }
  assert.match(compose({ methods: ["email"] }), /laissez «\u00a0Email\u00a0» sélectionné/);
});

test("each layout is told in its own words", () => {
  const [first, second] = [compose({ layout: "2024" }), compose({ layout: "2022" })];
  assert.match(first, /«\u00a0Utilisateur\u00a0»[^]*Authentification à deux facteurs[^]*«\u00a0Ok\u00a0»/);
  assert.doesNotMatch(first, /Identifiant\u00a0»|Type de Vérification/);
  assert.match(second, /«\u00a0Identifiant\u00a0»[^]*Type de Vérification[^]*Code de vérification e-mail/);
  assert.doesNotMatch(second, /Utilisateur\u00a0»|«\u00a0Ok\u00a0»|Authentification à deux facteurs/);
});

test("the operator's data stand on it, and nothing of it is taken for markup", () => {
  const html = compose({
    operator: "Santé & <i>Brume</i>",
    legalName: "Brume SCIC",
    address: "1 rue d’Ici",
    accent: "#00552a",
    emailUntil: Date.UTC(2026, 11, 31, 23),
    lockMinutes: 0,
    trustMinutes: 120,
  });
  assert.ok(html.includes("Santé &#38; &#60;i&#62;Brume&#60;/i&#62;") && !html.includes("<i>Brume"));
  for (const one of [
    "Brume SCIC",
    "1 rue d’Ici",
    "#00552a",
    "22/11/2026",
    "02\u00a061\u00a091\u00a012\u00a040",
  ])
    assert.ok(html.includes(one), one);
  assert.ok(html.includes("org.prenom.nom@valdebrume.mss.example"));
  assert.ok(html.includes("À partir du 1er janvier 2027"));
  assert.ok(html.includes("la session se termine") && html.includes("pendant 2\u00a0h"));
});

test("French spaces stand where they must, whatever the policy", () => {
  for (const methods of policies)
    for (const layout of ["2024", "2022"] as const) {
      const text = compose({ methods, layout, trustMinutes: 240 })
        .replaceAll(/<style>[^]*<\/style>/g, "")
        .replaceAll(/<[^>]+>/g, "\n")
        .replaceAll("S&#39;identifier", "S’identifier");
      assert.doesNotMatch(text, / [:;!?»]|« |\d (h|min|minutes|secondes|essais)\b|&#39;/);
    }
});

test("every text of the guide can be read on its ground", () => {
  for (const accent of ["", "#767600", "#00552a"])
    for (const [text, ground] of pairs) {
      const found = colours(accent);
      const [one, other] = [parseColour(found[text]), parseColour(found[ground])];
      assert.ok(one && other && contrast(one, other) >= 4.5, `${accent} ${text} on ${ground}`);
    }
});

test("Chromium is looked for in the PATH", () => {
  assert.equal(findChromium(""), null);
  assert.equal(findChromium("/nowhere:/proc"), null);
});

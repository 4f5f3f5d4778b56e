import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { administrator } from "../../sandbox/people.ts";
import type { DirectoryStore } from "../../server/directory/door.ts";
import { remoteChanges } from "../../server/foundations/database/operation.ts";
import { codeSentTo } from "../attacks/visitor.ts";
import { openScene, type Scene } from "./browser.ts";

// What each role finds of « Accès » in its menu, and at the addresses that are not its own. What the API answers to each
// stands in server/web/administration-rights.test.ts.

const day = 86_400_000;
const password = "galet-tisane-horizon";
const addresses = {
  Personnes: "/acces",
  Arrivées: "/acces/arrivees",
  Boîtes: "/acces/boites",
  Règles: "/acces/regles",
  Santé: "/acces/sante",
  Traces: "/acces/traces",
  Copies: "/acces/copies",
  Structures: "/acces/structures",
  Guide: "/acces/guide",
};
type Name = keyof typeof addresses;
const names = Object.keys(addresses) as Name[]; // Its keys are the names.
const structure: Name[] = ["Personnes", "Arrivées", "Boîtes", "Règles", "Santé", "Traces", "Copies"];
const operator: Name[] = ["Structures", "Règles", "Guide", "Traces"];
const nobody = "Vous n’avez ni structure ni opérateur à votre charge.";

interface Role {
  structureId: "valdebrume" | "estuaire";
  /** When the charge of référent begins and ends, in days from now; null: there is none. */
  charge: { from: number | null; until: number | null } | null;
  menu: Name[];
}
const always = { from: null, until: null };
const roles: Record<string, Role> = {
  person: { structureId: "valdebrume", charge: null, menu: [] },
  référent: { structureId: "valdebrume", charge: always, menu: structure },
  "other référent": { structureId: "estuaire", charge: always, menu: structure },
  "ended yesterday": { structureId: "valdebrume", charge: { from: null, until: -1 }, menu: [] },
  "starts tomorrow": { structureId: "valdebrume", charge: { from: 1, until: null }, menu: [] },
};

let scene: Scene;
before(async () => {
  scene = await openScene();
  const { directory } = scene.house.house.rooms;
  const estuaire = { id: "estuaire", name: "EHPAD de l’Estuaire", finess: "440000018" };
  await directory.putStructure(estuaire, "command:test");
});
after(() => scene.close());

/** Somebody of this role. */
async function put(name: string, { structureId, charge }: Role) {
  const { directory, signIn, store } = scene.house.house.rooms;
  const plain = name.replaceAll(" ", "-").replaceAll("é", "e");
  const login = `org.${plain}@${structureId}.mss.example`;
  const email = `${plain}@ordinaire.example`;
  const person = { structureId, login, givenName: "Camille", familyName: "Essai", occupation: "" };
  const contacts = { email, mobile: null, verified: true, referent: charge !== null };
  const made = await directory.putPerson({ ...person, ...contacts }, "command:test");
  const found = await directory.findByLogin(login);
  assert.ok(typeof made === "object" && found);
  assert.equal(await signIn.setPassword(found, password, "command:test"), "set");
  const now = scene.house.clock.now();
  const at = (days: number | null) => (days === null ? null : now + days * day);
  await remoteChanges<DirectoryStore["changes"]>(store, "directory").setReferent({
    person: found,
    charge: charge && { from: at(charge.from), until: at(charge.until) },
    deed: { actor: "command:test", at: now },
  });
  return { login, email, password };
}

/** A page of somebody who has signed in: how its forms do it is told elsewhere. */
async function enter(who: { login: string; email: string; password: string }): Promise<Page> {
  const { page } = await scene.visit();
  const ask = (operation: string, body: object) =>
    page.evaluate(
      async ([path, text]) => {
        const headers = { "Content-Type": "application/json" };
        return (await fetch(path, { method: "POST", headers, body: text })).json();
      },
      [`/api/sign-in/${operation}`, JSON.stringify(body)] as const,
    );
  const { challenge } = await ask("begin", { login: who.login, password: who.password, method: "email" });
  await ask("code", { challenge, code: codeSentTo(scene.house, who.email) });
  return page;
}

async function menuOf(page: Page): Promise<string[]> {
  return page.getByRole("navigation", { name: "Pages des accès" }).getByRole("link").allInnerTexts();
}

/** What a page of another role's is called nowhere: its own first one stands there, or nothing at all. */
async function tryAddresses(page: Page, menu: readonly Name[]): Promise<void> {
  // A mailbox's copy is whoever manages it to take: the page asks for itself, and shows what is hers.
  for (const name of names.filter((one) => !menu.includes(one) && one !== "Copies")) {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(addresses[name]);
    const [first] = menu;
    if (first) {
      await page.getByRole("link", { name: first, exact: true }).waitFor();
      assert.deepEqual(await menuOf(page), menu);
    } else {
      await page.getByText(nobody).waitFor();
      assert.deepEqual(
        asked.filter((path) => path.startsWith("/api/administration/")),
        [],
        name,
      );
    }
    assert.equal(await page.getByRole("heading", { level: 1, name, exact: true }).count(), 0, name);
    page.removeAllListeners("request");
  }
}

for (const [name, role] of Object.entries(roles))
  test(`${name}: the pages of the menu, and no other by its address`, async () => {
    const page = await enter(await put(name, role));
    if (role.menu.length > 0) {
      await page.goto("/acces");
      await page.getByRole("heading", { level: 1, name: "Accès" }).waitFor();
      assert.deepEqual(await menuOf(page), role.menu);
    }
    await tryAddresses(page, role.menu);
    await page.context().close();
  });

test("operator: the pages of the menu, and no other by its address", async () => {
  const page = await enter(administrator);
  await page.goto("/acces/structures");
  await page.getByRole("heading", { level: 1, name: "Structures" }).waitFor();
  assert.deepEqual(await menuOf(page), operator);
  await tryAddresses(page, operator);
  await page.context().close();
});

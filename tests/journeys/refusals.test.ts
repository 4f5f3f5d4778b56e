import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import {
  askForCode,
  codesSent,
  giveCode,
  knock,
  openScene,
  personNamed,
  type Scene,
  signIn,
} from "./browser.ts";

const wrongLogin = "Utilisateur ou mot de passe incorrect. Vérifiez la touche Majuscule, puis réessayez.";
const minute = 60_000;

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

test("nothing typed: each field says what is missing", async () => {
  const { page } = await scene.visit();
  await page.getByRole("button", { name: "Connexion" }).click();
  await expectRefusal(page, "Indiquez votre identifiant, par exemple org.prenom.nom@domaine.");
  await page.locator("#login:focus").fill("org.nadege.faure@valdebrume.mss.example");
  await page.getByRole("button", { name: "Connexion" }).click();
  await expectRefusal(page, "Indiquez votre mot de passe.");
  assert.match(await page.title(), /^Erreur : /);
});

test("a wrong password and an unknown user read the same, and no mail leaves", async () => {
  const { page } = await scene.visit();
  const { login } = personNamed("Yanis");
  const sent = codesSent(scene.house);
  for (const wrong of [login, "org.personne.inconnue@valdebrume.mss.example"]) {
    await knock(page, { login: wrong, password: "ce-n-est-pas-le-bon" });
    await expectRefusal(page, wrongLogin);
    assert.equal(await page.getByLabel("Utilisateur", { exact: true }).inputValue(), wrong);
    await page.reload();
  }
  assert.equal(codesSent(scene.house), sent);
});

test("five wrong passwords make one wait, the right one too, and it says until when", async () => {
  const { page } = await scene.visit();
  const solene = personNamed("Solène");
  for (let tries = 0; tries < 5; tries++) {
    await knock(page, { ...solene, password: `essai-numero-${tries}` });
    await expectRefusal(page, wrongLogin);
  }
  await knock(page, solene);
  await expectRefusal(
    page,
    "Trop d’essais. Votre compte est protégé : réessayez à partir de 9\u00a0h\u00a003.",
  );
  await scene.pass(65_000);
  await signIn(page, scene.house, solene);
});

test("a wrong code says how many tries are left, until there are none", async () => {
  const { page } = await scene.visit();
  const marie = personNamed("Marie");
  const code = await askForCode(page, scene.house, marie);
  await giveCode(page, "12 34");
  await expectRefusal(page, "Le code compte 6 chiffres. Recopiez-le tel qu’il est dans votre messagerie.");
  for (const left of ["4 essais", "3 essais", "2 essais", "1 essai"]) {
    await giveCode(page, wrongCode(code));
    await expectRefusal(page, `Ce code n’est pas le bon. Il vous reste ${left}.`);
  }
  const over =
    "Trop d’essais pour ce code. Annulez, puis connectez-vous à nouveau pour en recevoir un autre.";
  await giveCode(page, wrongCode(code));
  await expectRefusal(page, over);
  await giveCode(page, code);
  await expectRefusal(page, over);
  assert.equal(await page.getByLabel("Code à 6 chiffres").getAttribute("aria-invalid"), "true");
  // « Annuler », and the next code opens.
  await page.getByRole("button", { name: "Annuler" }).click();
  await signIn(page, scene.house, marie);
});

test("an expired code", async () => {
  const { page } = await scene.visit();
  const code = await askForCode(page, scene.house, personNamed("Marie"));
  await scene.pass(10 * minute);
  await giveCode(page, code);
  await expectRefusal(
    page,
    "Ce code a expiré. Annulez, puis connectez-vous à nouveau pour en recevoir un autre.",
  );
});

test("a code that has served opens nothing more, in the same browser either", async () => {
  const { page, context } = await scene.visit();
  const begun = page.waitForResponse("**/api/sign-in/begin");
  const code = await askForCode(page, scene.house, personNamed("Odile"));
  const { challenge } = await (await begun).json();
  const other = await context.newPage();
  await other.goto("/");
  assert.equal(await post(other, "/api/sign-in/code", { challenge, code }), 200);
  await giveCode(page, code);
  await expectRefusal(
    page,
    "Ce code a déjà servi. Annulez, puis connectez-vous à nouveau pour en recevoir un autre.",
  );
});

test("the code is of no use in another browser, nor the challenge", async () => {
  const [mine, theirs] = [await scene.visit(), await scene.visit()];
  const begun = mine.page.waitForResponse("**/api/sign-in/begin");
  const code = await askForCode(mine.page, scene.house, personNamed("Odile"));
  const { challenge } = await (await begun).json();
  // Another browser that has a request of its own, so that it holds a door cookie too.
  await askForCode(theirs.page, scene.house, personNamed("Odile"));
  assert.equal(await post(theirs.page, "/api/sign-in/code", { challenge, code }), 404);
  assert.equal(await post(theirs.page, "/api/sign-in/sending", { challenge }), 404);
  await giveCode(theirs.page, code);
  await expectRefusal(theirs.page, "Ce code n’est pas le bon. Il vous reste 4 essais.");
  await giveCode(mine.page, code);
  await mine.page.getByRole("heading", { level: 1, name: "Accueil IME" }).waitFor();
});

test("between password and code nothing is open: second tab, direct address, direct call", async () => {
  const { page, context } = await scene.visit();
  await askForCode(page, scene.house, personNamed("Nadège"));
  assert.deepEqual(
    (await context.cookies()).map(({ name }) => name),
    ["__Host-door"],
  );
  const tab = await context.newPage();
  for (const address of ["/", "/boites/1", `/boites/${await accueilIme()}`]) {
    await tab.goto(address);
    await tab.getByLabel("Utilisateur", { exact: true }).waitFor();
  }
  assert.deepEqual(await knockEverywhere(tab), everywhere401);
});

test("a forged cookie is no cookie", async () => {
  const { page, context } = await scene.visit();
  await signIn(page, scene.house, personNamed("Nadège"));
  const held = (await context.cookies()).find(({ name }) => name === "__Host-session");
  assert.ok(held?.httpOnly && held.secure && held.sameSite === "Lax" && held.expires === -1);
  const { value } = held;
  const changed = value.slice(0, 10) + (value[10] === "A" ? "B" : "A") + value.slice(11);
  const { page: door, context: theirs } = await scene.visit();
  for (const forged of [changed, value.slice(0, -1), "A".repeat(43), "' or 1=1 --"]) {
    await theirs.addCookies([{ ...held, value: forged }]);
    await door.goto("/");
    await door.getByLabel("Utilisateur", { exact: true }).waitFor();
    assert.deepEqual(await knockEverywhere(door), everywhere401, forged);
  }
  // The true one is the session, there too: what was forged made the difference.
  await theirs.addCookies([held]);
  assert.equal(await post(door, "/api/sign-in/session", {}), 200);
});

test("without a session, nothing but the door answers", async () => {
  const { page } = await scene.visit();
  assert.deepEqual(await knockEverywhere(page), everywhere401);
});

const guarded = [
  "POST /api/sign-in/session",
  "POST /jmap/api",
  "GET /jmap/session",
  "GET /jmap/eventsource?types=*&closeafter=no&ping=30",
  "GET /jmap/download/a/b/c.pdf",
  "POST /jmap/upload/a",
];
const everywhere401 = guarded.map((call) => `${call}: 401`);

/** Makes each guarded call from inside a page, with the cookies that it has. */
function knockEverywhere(page: Page): Promise<string[]> {
  return page.evaluate(async (calls) => {
    const answers: string[] = [];
    for (const call of calls) {
      const [method = "", path = ""] = call.split(" ");
      const init = method === "POST" ? { body: "{}", headers: { "Content-Type": "application/json" } } : {};
      const { status } = await fetch(path, { method, ...init });
      answers.push(`${call}: ${status}`);
    }
    return answers;
  }, guarded);
}

function post(page: Page, path: string, body: object): Promise<number> {
  return page.evaluate(
    async ([address, text]) => {
      const headers = { "Content-Type": "application/json" };
      return (await fetch(address, { method: "POST", headers, body: text })).status;
    },
    [path, JSON.stringify(body)] as const,
  );
}

async function accueilIme(): Promise<string> {
  const found = await scene.house.house.rooms.mailboxes.findByAddress("accueil.ime@valdebrume.mss.example");
  if (!found) throw new Error("the mailbox is missing");
  return found.id;
}

/** The sentence shows as an alert, and the focus is in a field. */
async function expectRefusal(page: Page, sentence: string): Promise<void> {
  await page.getByRole("alert").filter({ hasText: sentence }).waitFor();
  await page.locator("input:focus").waitFor();
}

function wrongCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, "0");
}

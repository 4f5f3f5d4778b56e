import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { knock, openScene, personNamed, type Scene, signIn, until } from "./browser.ts";
import { lookAt } from "./look.ts";
import { dresses, putOn } from "./walk.ts";

const nadege = personNamed("Nadège");
const marie = personNamed("Marie");
const chosen = "barque-cuivre-verger";
const hour = 3_600_000;

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.close());

/** The mails of a person, by subject. */
function mailsTo(email: string, subject: string) {
  return scene.house.relay.messages.filter((one) => one.to === email && one.subject.startsWith(subject));
}

async function askLink(page: Page, login: string): Promise<void> {
  await page.getByRole("link", { name: "Mot de passe oublié ?" }).click();
  await page.getByLabel("Utilisateur", { exact: true }).fill(login);
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await page.getByRole("heading", { level: 1, name: "Regardez votre messagerie ordinaire" }).waitFor();
}

/** Asks for a link, and reads it in the mail. */
async function getLink(page: Page, { login, email }: { login: string; email: string }): Promise<string> {
  const before = mailsTo(email, "Mot de passe oublié").length;
  await page.goto("/");
  await askLink(page, login);
  await until(() => mailsTo(email, "Mot de passe oublié").length > before, "the mail with the link");
  const link = /^http\S+#\S{43}$/m.exec(mailsTo(email, "Mot de passe oublié").at(-1)?.text ?? "");
  assert.ok(link);
  return link[0];
}

async function choose(page: Page, password: string): Promise<void> {
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Enregistrer" }).click();
}

/** Looks at the page wide and light, narrow and dark. */
async function look(page: Page, name: string): Promise<void> {
  const worn = dresses.filter((dress) => dress.name === "1280-light" || dress.name === "390-dark");
  assert.deepEqual(await lookAt(page, `forgotten-${name}`, worn), []);
  await putOn(page, { width: 1280, height: 800, colorScheme: "light" });
}

test("by keyboard: a link, on another device a new password, the notice, and the code still to give", async () => {
  const { page, complaints } = await scene.visit();
  await signIn((await scene.visit()).page, scene.house, nadege);
  await page.getByLabel("Utilisateur", { exact: true }).focus();
  await page.keyboard.press("Tab");
  await page.locator("#password:focus").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Mot de passe oublié" }).waitFor();
  await look(page, "ask");
  await page.getByLabel("Utilisateur", { exact: true }).focus();
  await page.keyboard.type(nadege.login);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Regardez votre messagerie ordinaire" }).waitFor();
  await page.locator("h1:focus").waitFor();
  await look(page, "asked");
  await until(() => mailsTo(nadege.email, "Mot de passe oublié").length === 1, "the mail with the link");
  const link =
    /^http\S+#\S{43}$/m.exec(mailsTo(nadege.email, "Mot de passe oublié")[0]?.text ?? "")?.[0] ?? "";

  const other = await scene.visit();
  const phone = other.page;
  await phone.goto(link);
  await phone.getByRole("heading", { level: 1, name: "Nouveau mot de passe" }).waitFor();
  const secret = link.slice(-43);
  assert.ok(!phone.url().includes("#"), "the secret stays in no address");
  await look(phone, "new");
  const field = phone.getByLabel("Nouveau mot de passe", { exact: true });
  assert.equal(await field.getAttribute("autocomplete"), "new-password");
  await field.focus();
  for (const [typed, said] of [
    ["court", "Encore 7\u00a0caractères au moins."],
    ["motdepasse2026", "Trop facile à deviner\u00a0: ajoutez un mot ou deux."],
    [chosen, "Très bon."],
  ] as const) {
    await phone.keyboard.press("Control+a");
    await phone.keyboard.type(typed);
    await phone.getByRole("status").filter({ hasText: said }).waitFor();
  }
  await phone.keyboard.press("Enter");
  await phone.getByRole("heading", { level: 1, name: "Votre mot de passe a changé" }).waitFor();
  await look(phone, "set");
  await until(() => mailsTo(nadege.email, "Le mot de passe").length === 1, "the notice");
  const notice = mailsTo(nadege.email, "Le mot de passe")[0]?.text ?? "";
  assert.match(notice, /^Quand : 22 novembre 2026 à 9\u00a0h\u00a002 \(heure de Paris\)$/m);
  assert.match(notice, /^Avec : Chrome, Linux$/m);
  assert.match(notice, /02 61 91 12 40/);

  // No session came of it: the door, and behind it the code.
  assert.ok(!(await other.context.cookies()).some(({ name }) => name === "__Host-session"));
  await phone.getByRole("link", { name: "Se connecter" }).click();
  await signIn(phone, scene.house, { ...nadege, password: chosen });
  for (const request of other.requests)
    assert.ok(
      !request.url().includes(secret) && !(request.headers()["referer"] ?? "").includes(secret),
      request.url(),
    );
  assert.ok(scene.house.lines.every((line) => !line.includes(secret)));
  assert.deepEqual([...complaints, ...other.complaints], []);
});

test("the former password opens nothing, and the mailbox open elsewhere is shut", async () => {
  const { page } = await scene.visit();
  const desk = await scene.visit();
  await signIn(desk.page, scene.house, marie);
  await page.goto(await getLink(page, marie));
  await choose(page, chosen);
  await page.getByRole("heading", { name: "Votre mot de passe a changé" }).waitFor();
  await desk.page.getByText("Votre session est terminée").first().waitFor();
  await desk.page.goto("/");
  await knock(desk.page, marie);
  await desk.page.getByRole("alert").filter({ hasText: "Utilisateur ou mot de passe incorrect." }).waitFor();
});

test("nothing typed, an unknown user: the page says the one thing, tells nothing of the other, and no mail leaves", async () => {
  const { page } = await scene.visit();
  const links = () => scene.house.relay.messages.filter(({ text }) => text.includes("/mot-de-passe-oublie#"));
  const sent = links().length;
  await page.getByRole("link", { name: "Mot de passe oublié ?" }).click();
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await page.getByRole("alert").filter({ hasText: "Indiquez votre identifiant" }).waitFor();
  await page.locator("#login:focus").waitFor();
  const unknown = "org.personne.inconnue@valdebrume.mss.example";
  await page.goto("/");
  await askLink(page, unknown);
  const told = await page.getByRole("main").innerText();
  await page.goto("/");
  await askLink(page, personNamed("Yanis").login);
  assert.equal(await page.getByRole("main").innerText(), told);
  await until(() => links().length > sent, "the one mail");
  await page.waitForTimeout(500);
  assert.deepEqual(
    links()
      .slice(sent)
      .map(({ to }) => to),
    [personNamed("Yanis").email],
  );
});

test("looking uses nothing up; a replayed link, a second tab, a late one and a cut one are told so", async () => {
  const solene = personNamed("Solène");
  const { page, context } = await scene.visit();
  const link = await getLink(page, solene);
  // A scanner of mails follows every link, scripts and all.
  for (let looks = 0; looks < 2; looks++) await (await scene.visit()).page.goto(link);
  const tab = await context.newPage();
  await page.goto(link);
  await tab.goto(link);
  await choose(page, "solene-sous-la-pluie");
  await page.getByRole("alert").filter({ hasText: "contient votre nom ou votre identifiant" }).waitFor();
  await page.locator("#password:focus").waitFor();
  await look(page, "error");
  await choose(page, chosen);
  await page.getByRole("heading", { name: "Votre mot de passe a changé" }).waitFor();
  await choose(tab, "autre-galet-tisane");
  await tab.getByRole("heading", { level: 1, name: "Ce lien ne sert plus" }).waitFor();
  await look(tab, "over");
  await tab.goto("/");
  await signIn(tab, scene.house, { ...solene, password: chosen });

  const { page: later } = await scene.visit();
  const late = await getLink(later, solene);
  await scene.pass(hour);
  // In the tab that asked for it, which stands on the page already.
  await later.goto(late);
  await choose(later, "autre-galet-tisane");
  await later.getByRole("heading", { name: "Ce lien ne sert plus" }).waitFor();
  await later.goto(late.slice(0, -3));
  await later.getByRole("heading", { name: "Ce lien ne sert plus" }).waitFor();
  await later.getByRole("button", { name: "Demander un autre lien" }).click();
  await later.getByRole("heading", { name: "Mot de passe oublié" }).waitFor();
});

test("in English, by its own words", async () => {
  const { page } = await scene.visit();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await page.getByRole("heading", { level: 1, name: "Forgotten password" }).waitFor();
  await page.getByLabel("User", { exact: true }).fill("org.personne@valdebrume.mss.example");
  await page.getByRole("button", { name: "Get the link" }).click();
  await page.getByRole("heading", { level: 1, name: "Look in your ordinary mailbox" }).waitFor();
  await page.goto(`/mot-de-passe-oublie#${"A".repeat(43)}`);
  await page.getByLabel("New password", { exact: true }).fill(chosen);
  await page.getByText("Very good.").waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "This link is of no more use" }).waitFor();
});

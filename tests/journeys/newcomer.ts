import type { Page } from "playwright-core";
import { freeDomain } from "../../sandbox/people.ts";
import type { TestHouse } from "../house.ts";
import { until } from "./browser.ts";
import { shownBy } from "./devices.ts";

/** Somebody whom a référent gave an access: where she is reached, and the password that she is about to choose. */
export interface Newcomer {
  givenName: string;
  familyName: string;
  login: string;
  email: string;
  /** E.164; null: no mobile was written down. */
  mobile: string | null;
  password: string;
}

/** Somebody of the new structure, whose names are given; she has an ordinary mailbox, and no mobile. */
export function newcomer(givenName: string, password: string, familyName = "Rivière"): Newcomer {
  const plain = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const person = `${plain(givenName)}.${plain(familyName)}`;
  const login = `org.${person}@${freeDomain}`;
  return { givenName, familyName, login, email: `${person}@ordinaire.example`, mobile: null, password };
}

/** What came to an ordinary mailbox, oldest first. */
export function mailsOf({ relay }: TestHouse, email: string) {
  return relay.messages.filter(({ to }) => to === email);
}

/** What came to a phone, oldest first. */
export function textsOf({ gateway }: TestHouse, mobile: string) {
  return gateway.messages.filter(({ to }) => to === mobile);
}

/** The newest link of a first access that came to an ordinary mailbox; waits for the first. */
export async function linkOf(house: TestHouse, email: string): Promise<string> {
  const find = () =>
    mailsOf(house, email)
      .map(({ text }) => /^http\S+\/premier-acces#\S{43}$/m.exec(text)?.[0])
      .findLast((link) => link !== undefined);
  await until(() => find() !== undefined, `the link at ${email}`);
  return find() ?? "";
}

/** The newest code among what came after the first `before`; waits for it. */
export async function codeAmong(list: () => readonly { text: string }[], before = 0): Promise<string> {
  const find = () =>
    list()
      .slice(before)
      .map(({ text }) => /\b\d{6}\b/.exec(text)?.[0])
      .findLast((code) => code !== undefined);
  await until(() => find() !== undefined, "a code");
  return find() ?? "";
}

/** The first two steps of a first access, link in hand: contacts proved by codes, conditions, password. */
export async function beginAccess(page: Page, house: TestHouse, person: Newcomer): Promise<void> {
  const { givenName, email, mobile, password } = person;
  await page.goto(await linkOf(house, email));
  await page.getByRole("heading", { level: 1, name: `Bienvenue, ${givenName}` }).waitFor();
  const prove = async (contact: string, field: string, list: () => readonly { text: string }[]) => {
    const before = list().length;
    await page.getByRole("button", { name: `Envoyer un code : ${contact}` }).click();
    await page.getByLabel(field).fill(await codeAmong(list, before));
    await page.getByRole("button", { name: "Vérifier" }).click();
    await page.getByLabel(field).waitFor({ state: "detached" });
  };
  await prove("Adresse e-mail", "Code reçu par e-mail", () => mailsOf(house, email));
  if (mobile) await prove("Téléphone mobile", "Code reçu par SMS", () => textsOf(house, mobile));
  await page.getByLabel("J’accepte ces conditions").check();
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByLabel("Nouveau mot de passe").fill(password);
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("heading", { level: 1, name: "Ajoutez une seconde méthode" }).waitFor();
}

/** An application of codes, added in the third step of a first access; its key in base32. */
export async function addApp(page: Page, house: TestHouse): Promise<string> {
  await page.getByRole("img", { name: "Code à scanner avec l’application" }).waitFor();
  const key = await page.locator("code.key").innerText();
  await page.getByLabel("Saisissez le code affiché").fill(shownBy(key, house));
  await page.getByRole("button", { name: "Terminer" }).click();
  return key;
}

/** The end of a first access: ten codes on paper, and the mailbox. */
export async function endAccess(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Imprimez vos codes de secours" }).waitFor();
  await page
    .getByRole("listitem")
    .filter({ hasText: /^\d{4} \d{4} \d{4}$/ })
    .nth(9)
    .waitFor();
  await page.getByRole("button", { name: "Ouvrir ma boîte" }).click();
}

/** Up to the dialog of the code, by a method of the first screen. */
export async function knockBy(page: Page, method: string, { login, password }: Newcomer): Promise<void> {
  await page.getByLabel("Utilisateur", { exact: true }).fill(login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("radio", { name: method }).check();
  await page.getByRole("button", { name: "Connexion" }).click();
}

import type { Page } from "playwright-core";
import type { TestHouse } from "../house.ts";
import { until } from "./browser.ts";

/** Somebody whom a référent gave an access: where she is reached, and the password that she is about to choose. */
export interface Newcomer {
  givenName: string;
  email: string;
  /** E.164; null: no mobile was written down. */
  mobile: string | null;
  password: string;
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
export async function beginAccess(page: Page, house: TestHouse, newcomer: Newcomer): Promise<void> {
  const { givenName, email, mobile, password } = newcomer;
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

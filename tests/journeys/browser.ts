import { setTimeout as sleep } from "node:timers/promises";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Request,
} from "playwright-core";
import type { SandboxPerson } from "../../sandbox/people.ts";
import { people } from "../../sandbox/people.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { openBrowser } from "./chromium.ts";

/** A person of the association, by her given name. */
export function personNamed(givenName: string): SandboxPerson {
  const person = people.find((one) => one.givenName === givenName);
  if (!person) throw new Error(`nobody is called ${givenName}`);
  return person;
}

/** One browser of one person: what it asked for, and what it complained of. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Every request of the context, other tabs and frames included, in the order they left. */
  requests: Request[];
  /** Errors thrown in the pages, and what their policies refused. */
  complaints: string[];
}

export interface Scene {
  house: TestHouse;
  browser: Browser;
  /** A browser of its own: no cookie, no cache, no page of another; it stands at the door. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /** Lets time pass on the server and in every page. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The house, and Chromium before it. One clock for both, which stands still until `pass`; `settings` are environment
 * variables of the house.
 */
export async function openScene(settings: Record<string, string> = {}): Promise<Scene> {
  const [house, browser] = await Promise.all([openTestHouse(settings), openBrowser()]);
  return {
    house,
    browser,
    async visit(options = {}) {
      const context = await browser.newContext({
        baseURL: house.publicUrl,
        locale: "fr-FR",
        timezoneId: "Europe/Paris",
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      await context.clock.setFixedTime(house.clock.now());
      const seen: Pick<Visit, "requests" | "complaints"> = { requests: [], complaints: [] };
      context.on("request", (request) => seen.requests.push(request));
      context.on("weberror", (error) => seen.complaints.push(String(error.error())));
      context.on("console", (message) => {
        // That an answer was a refusal is not a complaint of the page.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          seen.complaints.push(message.text());
      });
      // Waited for in full only by what fails.
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      await page.goto("/");
      return { context, page, ...seen };
    },
    async pass(ms) {
      house.clock.advance(ms);
      for (const context of browser.contexts()) await context.clock.setFixedTime(house.clock.now());
    },
    async close() {
      await browser.close();
      await house.close();
    },
  };
}

/** The first screen of the 2024 guide, filled in and sent; « Email » is left selected. */
export async function knock(page: Page, { login, password }: Pick<SandboxPerson, "login" | "password">) {
  await page.getByLabel("Utilisateur", { exact: true }).fill(login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Connexion" }).click();
}

/** Up to the dialog of the 2024 guide; gives the code that came to the person's ordinary mailbox. */
export async function askForCode(page: Page, house: TestHouse, person: SandboxPerson): Promise<string> {
  const before = mailsTo(house, person).length;
  await knock(page, person);
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  return readCode(house, person, before);
}

/** The code of the mail that came after the first `before`: the relay takes it before the dialog says so. */
export async function readCode(house: TestHouse, person: SandboxPerson, before = 0): Promise<string> {
  // Notices come to the same mailbox, when they like.
  const find = () =>
    mailsTo(house, person)
      .slice(before)
      .map(codeIn)
      .findLast((code) => code !== undefined);
  await until(() => find() !== undefined, "the mail with the code");
  return find() ?? "";
}

/** How many codes have left by mail so far: notices come to the same mailboxes, when they like. */
export function codesSent(house: TestHouse): number {
  return house.relay.messages.filter((mail) => codeIn(mail) !== undefined).length;
}

function codeIn({ text }: { text: string }): string | undefined {
  return /^\d{6}$/m.exec(text)?.[0];
}

function mailsTo(house: TestHouse, { email }: SandboxPerson) {
  return house.relay.messages.filter(({ to }) => to === email);
}

/** Types the code in the dialog, and « Ok ». */
export async function giveCode(page: Page, code: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Code à 6 chiffres").fill(code);
  await dialog.getByRole("button", { name: "Ok" }).click();
}

/** The whole journey of the 2024 guide, until the mailbox says how many conversations it holds. */
export async function signIn(page: Page, house: TestHouse, person: SandboxPerson): Promise<void> {
  await giveCode(page, await askForCode(page, house, person));
  await page.getByText(/^\d+ conversations?$/).waitFor();
}

/** Opens the panel of the account, and leaves. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
}

/** Waits until something that no page shows is so; what it is stands in the error when it never is. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 2400; tries++) {
    if (await isSo()) return;
    await sleep(25);
  }
  throw new Error(`never came: ${what}`);
}

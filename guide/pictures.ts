import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { people } from "../sandbox/people.ts";
import type { GuideMethod, GuideSubject } from "../server/administration/door.ts";
import type { Stage } from "./stage.ts";

/** What the guide shows: PNG, and the text of the mail and of the SMS that came with a code. */
export interface Pictures {
  /** PNG by the name of the screen: `door`, a method, `mailbox`, `reading`. */
  screens: ReadonlyMap<string, Buffer>;
  texts: ReadonlyMap<"email" | "sms", { subject: string; text: string }>;
}

type CodeMethod = "email" | "sms" | "totp";

/** Of screens in print: three points of the picture for two of the page. */
const scale = 2;
const radios: Record<GuideSubject["layout"], Record<CodeMethod, string>> = {
  "2024": { email: "Email", sms: "SMS", totp: "Google Authenticator" },
  "2022": { email: "e-mail", sms: "SMS", totp: "Google" },
};
const handed = {
  email: "Remis au serveur de votre messagerie",
  sms: "Remis à l’opérateur de SMS",
  totp: null,
} as const;
/** The code of the 2024 guide, in the place of one that served. */
const shownCode = "175373";
/** Milliseconds that a loaded machine may take to draw a page. */
const patience = 60_000;

/** Visits the stage as its people would, and takes a picture of each screen. */
export async function takePictures(browser: Browser, stage: Stage, subject: GuideSubject): Promise<Pictures> {
  const screens = new Map<string, Buffer>();
  const texts = new Map<"email" | "sms", { subject: string; text: string }>();
  const codes = codesOf(subject.methods);

  await visit(browser, stage, { width: 1180, height: 830 }, async (page) => {
    if (codes.length > 0) {
      await fill(page, subject.layout, "Nadège");
      // No field is where one is: all of them are to be filled in.
      await page.getByLabel("Mot de passe", { exact: true }).blur();
    } else await page.locator(".door-form .btn").first().waitFor();
    screens.set("door", await shoot(page, page));
    for (const [method, name] of [
      ["passkey", "Se connecter avec une clé d’accès"],
      ["psc", "S'identifier avec PRO SANTÉ CONNECT"],
    ] as const)
      if (subject.methods.includes(method))
        screens.set(method, await shoot(page, page.getByRole("button", { name })));
  });
  for (const method of codes)
    await visit(browser, stage, { width: 760, height: 900 }, async (page) => {
      const before = stage.posts.length;
      const shown = await ask(page, subject.layout, method);
      screens.set(method, await shoot(page, shown, subject.layout === "2022" ? around : 0));
      if (method === "totp") return;
      const { subject: title, text } = await codePost(stage, before);
      texts.set(method, { subject: title, text: text.replace(codeIn(text), shownCode) });
    });
  // Inside, nothing depends on how one came in.
  if (!codes.includes("email")) await stage.accept(["email"]);
  await visit(browser, stage, { width: 1200, height: 860 }, async (page) => {
    const before = stage.posts.length;
    await ask(page, subject.layout, "email");
    await enter(page, subject.layout, codeIn((await codePost(stage, before)).text));
    await page.getByRole("option").nth(6).waitFor();
    screens.set("mailbox", await shoot(page, page));
    await page
      .getByRole("option")
      .filter({ hasText: /conversation de [2-9] messages/ })
      .first()
      .click();
    await page.getByRole("article").locator(".msg-body, .msg-frame").last().waitFor();
    screens.set("reading", await shoot(page, page));
  });
  return { screens, texts };
}

/** The ways to sign in with a password and a code. */
export function codesOf(methods: readonly GuideMethod[]): CodeMethod[] {
  return (["email", "sms", "totp"] as const).filter((one) => methods.includes(one));
}

async function visit(
  browser: Browser,
  stage: Stage,
  viewport: { width: number; height: number },
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await browser.newContext({
    baseURL: stage.publicUrl,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    colorScheme: "light",
    reducedMotion: "reduce",
    viewport,
    deviceScaleFactor: scale,
  });
  try {
    context.setDefaultTimeout(patience);
    await context.clock.setFixedTime(stage.at);
    const page = await context.newPage();
    await page.goto("/");
    await look(page);
  } finally {
    await context.close();
  }
}

async function fill(page: Page, layout: GuideSubject["layout"], givenName: string): Promise<void> {
  const person = people.find((one) => one.givenName === givenName);
  if (!person) throw new Error(`nobody is called ${givenName}`);
  const login = layout === "2022" ? "Identifiant" : "Utilisateur";
  await page.getByLabel(login, { exact: true }).fill(person.login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(person.password);
}

/** Up to where the code is typed; answers what shows it. An app's code is asked of whoever has one. */
async function ask(page: Page, layout: GuideSubject["layout"], method: CodeMethod): Promise<Locator> {
  await fill(page, layout, method === "totp" ? "Odile" : "Nadège");
  const radio = () => page.getByRole("radio", { name: radios[layout][method], exact: true });
  if (layout === "2024") await radio().check();
  await page.getByRole("button", { name: "Connexion" }).click();
  if (layout === "2022") {
    await page.getByRole("group", { name: "Type de Vérification" }).waitFor();
    if (!(await radio().isChecked())) await page.getByText(radios[layout][method], { exact: true }).click();
  }
  const shown = layout === "2024" ? page.getByRole("dialog") : page.locator("form.door-form");
  await shown.getByRole("textbox").waitFor();
  if (handed[method]) await shown.getByText(handed[method]).waitFor();
  return shown;
}

async function enter(page: Page, layout: GuideSubject["layout"], code: string): Promise<void> {
  const field = layout === "2024" ? "Code à 6 chiffres" : "Code de vérification e-mail";
  await page.getByLabel(field).fill(code);
  await page.getByRole("button", { name: layout === "2024" ? "Ok" : "Connexion", exact: true }).click();
}

/** What came with a code after the first `before`: notices come when they like. */
async function codePost(stage: Stage, before: number) {
  for (let tries = 0; tries < 600; tries++) {
    const found = stage.posts.slice(before).find(({ text }) => codeIn(text) !== "");
    if (found) return found;
    await sleep(100);
  }
  throw new Error("the code never came");
}

function codeIn(text: string): string {
  return /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? "";
}

/** Of the page around a form, in pixels: it has no ground of its own. */
const around = 20;

/** Takes a picture once the pointer is away and letters and drawings are there, `edge` pixels around a part of a page. */
async function shoot(page: Page, what: Page | Locator, edge = 0): Promise<Buffer> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const still = { animations: "disabled", caret: "hide" } as const;
  const box = "boundingBox" in what && edge > 0 ? await what.boundingBox() : null;
  if (!box) return what.screenshot(still);
  const { x, y, width, height } = box;
  const clip = { x: x - edge, y: y - edge, width: width + 2 * edge, height: height + 2 * edge };
  return page.screenshot({ ...still, clip });
}

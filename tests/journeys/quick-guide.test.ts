import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { composeGuide } from "../../guide/compose.ts";
import { administrator } from "../../sandbox/people.ts";
import { testSubject } from "../../server/administration/guide/test-guide.ts";
import { parseCommandLine } from "../../server/commands/door.ts";
import { readPaper } from "../../server/papers/test-papers.ts";
import { askForCode, giveCode, openScene, personNamed, type Scene } from "./browser.ts";
import { findViolations, lookAt } from "./look.ts";
import { dresses } from "./walk.ts";

// The operator's quick guide: the command itself, beside the running program, and the page that offers it.

const root = fileURLToPath(new URL("../../", import.meta.url));
const drawn = join(root, "tests/.out/quick-guide");
/** SMS is set up, and not accepted. */
const settings = {
  CADUCEE_OPERATOR_NAME: "Santé Littoral",
  CADUCEE_OPERATOR_LEGAL_NAME: "Santé Littoral SCIC",
  CADUCEE_OPERATOR_ADDRESS: "3 quai des Phares, 14000 Port-Brume",
  CADUCEE_OPERATOR_ACCENT: "#00552a",
  CADUCEE_SIGN_IN_METHODS: "email,totp",
};

let scene: Scene;
before(async () => {
  scene = await openScene(settings);
});
after(() => scene.close());

/** The command as a person runs it: its own process, which reads the same settings. */
async function runGuide(path = process.env["PATH"]): Promise<{ code: number; said: string }> {
  const { environment, folder } = scene.house;
  const options = { cwd: folder, env: { ...process.env, ...environment, PATH: path } };
  return promisify(execFile)(process.execPath, [join(root, "server/command.ts"), "guide"], options).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );
}

test("without Chromium, one sentence says what to install", async () => {
  const { code, said } = await runGuide("/nowhere");
  assert.equal(code, 1);
  assert.match(said, /^Chromium manque sur cette machine.*apt-get install chromium.*\n$/);
  assert.match(String(parseCommandLine(["keep-guide", "a", "1", "b"], "/")), /n’est pas une commande connue/);
});

test("the guide is made, tagged, of the operator's settings alone; the page offers it until they change", async () => {
  const { page, complaints } = await scene.visit();
  await giveCode(page, await askForCode(page, scene.house, { ...personNamed("Odile"), ...administrator }));
  await page.getByRole("link", { name: "Guide", exact: true }).click();
  await page.getByText("Aucun guide encore.").waitFor();

  const { code, said } = await runGuide();
  assert.equal(code, 0, said);
  await page.reload();
  await page.getByText("Il dit vos réglages d’aujourd’hui.").waitFor();
  const [response] = await Promise.all([
    page.waitForResponse("/api/administration/guide-paper"),
    page.getByRole("button", { name: "Préparer le PDF" }).click(),
  ]);
  const pdf = Buffer.from((await response.json()).pdf, "base64");
  await page.getByRole("link", { name: "Ouvrir le guide (PDF)" }).waitFor();
  await mkdir(drawn, { recursive: true });
  await writeFile(join(drawn, "guide.pdf"), pdf);

  const { facts, text, structure } = await readPaper(pdf);
  assert.match(facts, /Title: +Guide de connexion rapide · Santé Littoral\n/);
  assert.match(facts, /Tagged: +yes/);
  const pages = /Pages: +(\d+)/.exec(facts)?.[1];
  assert.match(text, new RegExp(`Nb de pages.: +${pages}\n`));
  assert.match(said, new RegExp(`Le guide est fait.: ${pages}.pages`));
  assert.equal(text.split("\f").length - 1, Number(pages));
  assert.match(text, /Santé Littoral SCIC\n *3 quai des Phares/);
  assert.match(text, /Avec un code reçu par e-mail[^]*Avec une application d’authentification/);
  assert.doesNotMatch(text, /SMS|clé d’accès|PRO SANTÉ/i);
  // The mail is the stage's own, the operator's name in it or not; its code opens nothing.
  assert.match(text, /Connexion à votre compte MSSanté[^]*175373/);
  assert.match(structure, /H1[^]*TH[^]*H2[^]*Link[^]*H2[^]*Figure[^]*LI/);
  // The door, a window for each of the two methods, the mailbox and a conversation, each with its alternative.
  assert.equal(structure.match(/^ *Figure/gm)?.length, 5);
  assert.equal(pdf.toString("latin1").match(/\/Alt\b/g)?.length, 5);
  const deeds = await scene.house.house.rooms.audit.countDeeds({
    actions: ["guide.made"],
    from: 0,
    until: scene.house.clock.now() + 1,
  });
  assert.deepEqual(
    deeds.map(({ count }) => count),
    [1],
  );

  await scene.pass(60_000);
  const { guide } = scene.house.house.rooms.administration;
  await guide.keep({ pdf, pages: Number(pages), digest: "0".repeat(64) });
  await page.reload();
  await page.getByText("Les réglages ont changé depuis ce guide.").waitFor();
  const worn = dresses.filter(({ name }) => name === "1280-light" || name === "390-dark");
  assert.deepEqual(await lookAt(page, "quick-guide", worn), []);
  assert.deepEqual(complaints, []);
});

test("nothing on its pages breaks WCAG, in either layout", async () => {
  const { page } = await scene.visit();
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const names = ["door", "email", "sms", "totp", "passkey", "psc", "mailbox", "reading"];
  for (const layout of ["2024", "2022"] as const) {
    const methods = ["email", "sms", "totp", "passkey", "psc"] as const;
    const pictures = {
      screens: new Map(names.map((name) => [name, png])),
      texts: new Map([["email", { subject: "Connexion", text: "Bonjour,\n\n175373\n" }] as const]),
    };
    const subject = { ...testSubject, layout, methods };
    const at = scene.house.clock.now();
    await page.goto("about:blank");
    await page.setContent(composeGuide({ subject, pictures, marks: { logo: null, picture: null }, at }, ""));
    assert.deepEqual(await findViolations(page), []);
  }
});

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { AuditEntry } from "../../server/audit/door.ts";
import { openScene, personNamed, type Scene, signIn, until } from "./browser.ts";
import { lookAt } from "./look.ts";

const odile = personNamed("Odile");
const day = 86_400_000;

let scene: Scene;
let folder: string;
before(async () => {
  [scene, folder] = await Promise.all([openScene(), mkdtemp(join(tmpdir(), "caducee-traces-"))]);
});
after(async () => {
  await scene.close();
  await rm(folder, { recursive: true });
});

/** Three months of sign-ins, as the program would have left them. */
async function livePast(): Promise<void> {
  const { rooms } = scene.house.house;
  const [structure] = await rooms.directory.structureIds();
  const nadege = await rooms.directory.findByLogin(personNamed("Nadège").login);
  const row = { chain: `structure:${structure}`, object: nadege?.id ?? "" } as const;
  const entries: AuditEntry[] = [];
  for (let ago = 89; ago > 0; ago--) {
    const at = scene.house.clock.now() - ago * day;
    const isWeekend = [0, 6].includes(new Date(at).getDay());
    const many = isWeekend ? ago % 2 : 6 + ((ago * 7) % 9);
    for (let count = 0; count < many; count++)
      entries.push({
        ...row,
        at: at + count,
        actor: `person:${nadege?.id}`,
        action: "session.opened",
        outcome: "done",
        facts: { method: ["email", "totp", "totp", "psc", "passkey"][count % 5] ?? "email" },
      } as const);
    if (ago % 9 === 0)
      for (let count = 0; count < ago % 4; count++)
        entries.push({
          ...row,
          at,
          actor: "program",
          action: count % 2 === 0 ? "password.refused" : "code.refused",
          outcome: "refused",
          facts: {},
        } as const);
  }
  await Promise.all(entries.map((entry) => rooms.audit.record(entry)));
}

test("a référent sees what wants doing and mends it, then finds in the trace what she did, and takes it with her", async () => {
  await livePast();
  const { page, complaints } = await scene.visit({ acceptDownloads: true });
  await signIn(page, scene.house, odile);
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("link", { name: "Accès de la structure" }).click();
  await page.getByRole("link", { name: "Santé" }).click();
  await page.getByRole("heading", { level: 1, name: "Santé" }).waitFor();

  // A figure leads to those it counts, by keyboard as well.
  const figure = page.getByRole("button", { name: "sans seconde méthode" });
  await figure.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 2, name: /^sans seconde méthode/ }).waitFor();
  const plot = page.getByRole("img", { name: "Connexions par jour" });
  await plot.waitFor();
  await page.getByText("Voir les chiffres").click();
  const rows = page.getByRole("table", { name: "Connexions et refus de chaque jour" }).getByRole("row");
  assert.equal(await rows.count(), 91);
  await page.getByText("Voir les chiffres").click();
  assert.deepEqual(await lookAt(page, "health"), []);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("button", { name: "Ouvrir l’accès de Nadège Faure" }).click();
  await page.getByRole("dialog", { name: "Nadège Faure" }).getByRole("button", { name: "Suspendre" }).click();
  await page.getByText("L’accès de Nadège Faure est suspendu.").waitFor();
  await until(
    async () => (await page.getByRole("button", { name: "Ouvrir l’accès de Nadège Faure" }).count()) === 0,
    "her figure counts her no more",
  );

  await page.getByRole("link", { name: "Traces" }).click();
  await page.getByRole("heading", { level: 1, name: "Traces" }).waitFor();
  await page.getByRole("cell", { name: "Odile Marchetti a consulté les traces." }).first().waitFor();
  const form = page.getByRole("search", { name: "Chercher dans les traces" });
  await form.getByLabel("Personne").selectOption({ label: "Nadège Faure" });
  await form.getByLabel("Actions").selectOption({ label: "Accès" });
  await form.getByRole("button", { name: "Chercher" }).click();
  await page.getByRole("cell", { name: "Odile Marchetti a suspendu l’accès de Nadège Faure." }).waitFor();
  assert.equal(await page.getByRole("cell", { name: /a consulté les traces/ }).count(), 0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Exporter en CSV" }).click();
  const file = join(folder, "traces.csv");
  await (await download).saveAs(file);
  const text = await readFile(file, "utf8");
  assert.match(text, /^\uFEFF"Date";"Heure";"Qui"/);
  assert.match(text, /Odile Marchetti a suspendu l’accès de Nadège Faure\./);

  await form.getByRole("button", { name: "Tout effacer" }).click();
  await page.getByRole("cell", { name: "Odile Marchetti a exporté des traces." }).first().waitFor();
  const found = page.getByRole("table", { name: "Traces trouvées" }).getByRole("row");
  const older = page.getByRole("button", { name: "Traces plus anciennes" });
  // Each search is a trace more: a page is full after some.
  for (let tries = 0; (await older.count()) === 0; tries++) {
    assert.ok(tries < 60, "a page of traces is never full");
    await form.getByRole("button", { name: "Chercher" }).click();
    await form.getByRole("button", { name: "Chercher" }).and(page.locator(":enabled")).waitFor();
  }
  const first = await found.count();
  await older.click();
  await until(async () => (await found.count()) > first, "older traces");
  assert.deepEqual(await lookAt(page, "traces"), []);
  assert.deepEqual(complaints, []);
});

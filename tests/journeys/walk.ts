import type { Page } from "playwright-core";
import { giveCode, knock, personNamed, readCode, type Scene } from "./browser.ts";
import { importHistory, sendLetter } from "./letters.ts";

/** What a page looks like depends on these. */
export interface Dress {
  name: string;
  width: number;
  height: number;
  colorScheme: "light" | "dark";
}

const wide: Dress = { name: "1280-light", width: 1280, height: 800, colorScheme: "light" };

/** Every dress a page is looked at in. */
export const dresses: readonly Dress[] = [
  wide,
  { name: "1280-dark", width: 1280, height: 800, colorScheme: "dark" },
  { name: "390-light", width: 390, height: 844, colorScheme: "light" },
  { name: "390-dark", width: 390, height: 844, colorScheme: "dark" },
];

/** Gives the page another size and theme, and waits until it has drawn itself so. */
export async function putOn(page: Page, { width, height, colorScheme }: Omit<Dress, "name">): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

/**
 * Walks through the screens, from the door to an empty folder, with the sandbox's mail of 90 days; `look` is called at
 * each with its name. It may change the page's size: each screen is reached at 1280 px.
 */
export async function walk(scene: Scene, page: Page, look: (screen: string) => Promise<void>): Promise<void> {
  const { house } = scene;
  const nadege = personNamed("Nadège");
  const at = async (screen: string) => {
    await page.mouse.move(0, 0);
    await look(screen);
    await putOn(page, wide);
  };
  await importHistory(house);
  await sendLetter(house, {
    subject: "Compte rendu de consultation",
    text: "Bonjour,\n\nVoici le compte rendu demandé.\n\nBien à vous",
    html: "<h3>Compte rendu</h3><p>Bonjour, <b>voici</b> le compte rendu demandé.</p><img src=https://ailleurs.example/x.png>",
    attachments: [
      { filename: "compte-rendu.pdf", content: Buffer.alloc(81_234), contentType: "application/pdf" },
    ],
  });
  await scene.pass(9 * 60_000);

  await page.getByLabel("Utilisateur", { exact: true }).waitFor();
  await at("door");
  await knock(page, { ...nadege, password: "ce-n-est-pas-le-bon" });
  await page.getByRole("alert").waitFor();
  await at("door-error");
  const sent = house.relay.messages.length;
  await knock(page, nadege);
  await page.getByRole("dialog").getByText("Remis au serveur de votre messagerie").waitFor();
  const code = await readCode(house, nadege);
  if (house.relay.messages.length !== sent + 1) throw new Error("one code was to be sent");
  await at("dialog");
  await giveCode(page, code === "000000" ? "111111" : "000000");
  await page.getByRole("alert").waitFor();
  await at("dialog-error");
  await giveCode(page, code);
  await page.getByRole("option").nth(8).waitFor();
  await at("list");
  await page.getByRole("option", { name: "Compte rendu de consultation" }).click();
  await page.frameLocator("iframe").getByText("voici").waitFor();
  await at("conversation-html");
  await page
    .getByRole("option")
    .filter({ hasText: /conversation de [3-9] messages/ })
    .first()
    .click();
  await page.getByRole("article").nth(2).waitFor();
  await page.getByRole("article").locator(".msg-body, .msg-frame").last().waitFor();
  await at("conversation");
  await page.getByRole("button", { name: "Répondre", exact: true }).click();
  await page.getByRole("textbox", { name: "Texte du message" }).fill("Bonjour,\n\nC’est noté.");
  await page.getByRole("button", { name: "Cc, Cci" }).click();
  await page.getByRole("textbox", { name: "Cc", exact: true }).fill("pas une adresse");
  await page.getByRole("textbox", { name: "Cc", exact: true }).press("Enter");
  await page.getByText("Brouillon enregistré à").waitFor();
  await at("reply");
  await page.getByRole("button", { name: "Jeter le brouillon" }).click();
  await page.getByText("Brouillon mis à la corbeille.").waitFor();
  await page.getByRole("button", { name: "Fermer cet avis" }).click();
  await page.getByRole("link", { name: "Réception" }).first().click();
  await page.getByText("Aucune conversation ouverte").waitFor();
  await page.getByRole("option").nth(1).locator(".face").click();
  await page.getByRole("option").nth(2).locator(".face").click();
  await page.getByText("2 choisies").waitFor();
  await at("chosen");
  await page.getByRole("button", { name: "Ne plus choisir" }).click();
  await page.keyboard.press("/");
  await page.getByRole("searchbox").fill("taxi");
  await page.locator("mark").first().waitFor();
  await at("search");
  await page.getByRole("searchbox").press("Escape");
  await page.getByRole("button", { name: "Touches du clavier" }).click();
  await page.getByRole("dialog", { name: "Touches du clavier" }).waitFor();
  await at("keys");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "mon compte" }).click();
  await page.getByRole("button", { name: "Se déconnecter" }).waitFor();
  await at("account");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Indésirables" }).first().click();
  await page.getByText("Aucun indésirable").waitFor();
  await at("empty-folder");
}

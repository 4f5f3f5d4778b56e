import { execFileSync } from "node:child_process";
import type { CDPSession, Page } from "playwright-core";
import type { TestHouse } from "../house.ts";

/** What an authenticator app with this key (base32) shows now, by the house's clock: made by another program. */
export function shownBy(key: string, { clock }: Pick<TestHouse, "clock">): string {
  const now = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
  const args = ["--totp", "--base32", `--now=${now}`, key.replaceAll(" ", "")];
  return execFileSync("oathtool", args).toString().trim();
}

/** Gives the page a device that holds passkeys and knows its person; `authenticatorId` names it. */
export async function plugIn(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

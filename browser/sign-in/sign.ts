import type { PasskeyAnswer, PasskeyQuestion } from "../../contracts/passkeys.ts";
import { words } from "../words/words.ts";

/** Loads what speaks with the person's device; null when the network lost it. */
export function loadDevice() {
  return import("../passkeys/device.ts").catch(() => null);
}

/** Asks for the signature of a passkey; a sentence for the person where there is none. */
export async function sign(question: PasskeyQuestion): Promise<PasskeyAnswer | string> {
  const device = await loadDevice();
  if (!device) return words.offline;
  const signed = await device.sign(question);
  return typeof signed === "string" ? words.passkey[signed] : signed;
}

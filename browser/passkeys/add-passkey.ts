import type { NewPasskey } from "../../contracts/passkeys.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Factors } from "../../contracts/security.ts";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { sentenceOf } from "../sign-in/sentence.ts";
import { loadDevice } from "../sign-in/sign.ts";
import { words } from "../words/words.ts";

/** Has the device make a passkey and the server take it; a sentence for the person where it did not. */
export async function addPasskey(name: string, cancelled: string): Promise<Factors | string> {
  const [device, asked] = await Promise.all([loadDevice(), ask<NewPasskey>("new-passkey", {})]);
  if (isUnreachable(asked) || isRefusal(asked)) return sentenceOf(asked);
  if (!device) return words.offline;
  const passkey = await device.make(asked.offer);
  if (passkey === "cancelled") return cancelled;
  if (typeof passkey === "string") return words.passkey[passkey];
  const added = await ask<Factors>("add-passkey", { passkey, name });
  return isUnreachable(added) || isRefusal(added) ? sentenceOf(added) : added;
}

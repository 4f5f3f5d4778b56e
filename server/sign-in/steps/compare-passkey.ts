import { refuse } from "../../../contracts/refusals.ts";
import type { Answered, Compared } from "./read-code.ts";
import type { Step } from "./step.ts";

/** What a passkey signed, against the challenge's own and the keys of its person. Nothing signed costs no try. */
export const comparePasskey: Step<Answered, Compared> = async ({ reads, passkeys }, given) => {
  const { challenge, passkey: answer } = given;
  if (!answer) return refuse("malformed");
  const mine = await reads.passkeys({ personId: challenge.person_id });
  const passkey = mine.find((one) => one.credential_id === answer.id);
  const state = passkey && (await passkeys.verifySecond(answer, passkey, challenge));
  const signed = passkey && state ? { id: passkey.id, state } : null;
  return { ...given, right: signed !== null, app: null, signed };
};

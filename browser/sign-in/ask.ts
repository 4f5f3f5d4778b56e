import type { Refusal } from "../../contracts/refusals.ts";
import { addresses } from "../addresses.ts";

/** Nobody answered, or something that is not ours did. */
export interface Unreachable {
  unreachable: true;
}

/** Asks one operation of the sign-in. Never throws: no answer is an answer too. */
export function ask<Answer>(
  operation: Parameters<typeof addresses.signIn>[0],
  question: object,
): Promise<Answer | Refusal | Unreachable> {
  return post<Answer>(addresses.signIn(operation), question);
}

/** The same of another room, by its address. */
export async function post<Answer>(
  address: string,
  question: object,
): Promise<Answer | Refusal | Unreachable> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(question),
    });
    // The server promises these shapes (contracts/sign-in.ts); the door shows what it is given and trusts nothing to it.
    return (await response.json()) as Answer | Refusal;
  } catch {
    return { unreachable: true };
  }
}

/** Whether nobody answered. */
export function isUnreachable(answer: object): answer is Unreachable {
  return "unreachable" in answer;
}

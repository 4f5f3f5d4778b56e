import { type RefusalCode, refusalParameter, refusals, refuse } from "../../contracts/refusals.ts";
import { type Factors, provenParameter } from "../../contracts/security.ts";
import { clockTime } from "../controls/clock-time.ts";
import { sentenceOf } from "../sign-in/sentence.ts";
import { words } from "./words.ts";

/** What became of a proof at Pro Santé Connect: a refusal, or that it was given; null when the browser is not back from there. */
export type Returned = RefusalCode | "proven" | null;

/** Reads it from the address that the server sent the browser to; a reload says it no more. */
export function takeReturned(): Returned {
  const query = new URLSearchParams(location.search);
  const code = query.get(refusalParameter);
  if (code === null && !query.has(provenParameter)) return null;
  history.replaceState(null, "", location.pathname);
  if (code === null) return "proven";
  // Its keys are the codes.
  return Object.hasOwn(refusals, code) ? (code as RefusalCode) : null;
}

/** What the page says of it, and whether that is a refusal; null when there is nothing to say. */
export function tellReturned(
  returned: Returned,
  { provenUntil }: Pick<Factors, "provenUntil">,
): { sentence: string; isLate: boolean } | null {
  if (returned === null) return null;
  if (returned !== "proven") return { sentence: sentenceOfProof(returned), isLate: true };
  // An address says what it likes; the session is asked.
  if (provenUntil === null) return null;
  const time = clockTime(provenUntil, document.documentElement.lang);
  return { sentence: words.proof.confirmed(time), isLate: false };
}

/** Why Pro Santé Connect proved nothing, as this page says it: the door has other ways to propose. */
export function sentenceOfProof(code: RefusalCode): string {
  const own: Partial<Record<RefusalCode, string>> = words.proof.refused;
  return own[code] ?? sentenceOf(refuse(code));
}

import { type Refusal, type RefusalCode, isRefusal } from "../../contracts/refusals.ts";
import { clockTime } from "../controls/clock-time.ts";
import { words } from "../words/words.ts";
import type { Unreachable } from "./ask.ts";

/** The sentence of a refusal or of a silence, in the page's language. */
export function sentenceOf(answer: Refusal | Unreachable): string {
  if (!isRefusal(answer)) return words.offline;
  const { code, retryAt, ...facts } = answer.refusal;
  const time = retryAt === undefined ? undefined : clockTime(retryAt, document.documentElement.lang);
  // Those of accesses are told by their own pages.
  const known: Partial<Record<RefusalCode, typeof words.refusals.defect>> = words.refusals;
  const sentence = known[code] ?? words.refusals.defect;
  return sentence({ ...facts, retryAt: time });
}

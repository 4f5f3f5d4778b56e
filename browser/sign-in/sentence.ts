import { type Refusal, type RefusalCode, isRefusal } from "../../contracts/refusals.ts";
import { clockTime } from "../controls/clock-time.ts";
import type { Sentence } from "../words/fr.ts";
import { words } from "../words/words.ts";
import type { Unreachable } from "./ask.ts";

/** Sentences that a page brings along, for what is refused there alone. */
const brought: Partial<Record<RefusalCode, Sentence>> = {};

export function bringSentences(more: Partial<Record<RefusalCode, Sentence>>): void {
  Object.assign(brought, more);
}

/** The sentence of a refusal or of a silence, in the page's language. */
export function sentenceOf(answer: Refusal | Unreachable): string {
  if (!isRefusal(answer)) return words.offline;
  const { code, retryAt, ...facts } = answer.refusal;
  const time = retryAt === undefined ? undefined : clockTime(retryAt, document.documentElement.lang);
  const known: Partial<Record<RefusalCode, Sentence>> = words.refusals;
  const sentence = known[code] ?? brought[code] ?? words.refusals.defect;
  return sentence({ ...facts, retryAt: time });
}

import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { Unreachable } from "../ask.ts";
import { sentenceOf } from "../sentence.ts";
import { words } from "./words.ts";

/** Why an answer is none, in the words of these pages first. */
export function sayWhy(answer: Refusal | Unreachable): string {
  return (isRefusal(answer) && words.refusals[answer.refusal.code]) || sentenceOf(answer);
}

import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import { addresses } from "../addresses.ts";
import { post, type Unreachable } from "../sign-in/ask.ts";
import { sentenceOf } from "../sign-in/sentence.ts";
import { words } from "./words.ts";

/** Asks one operation of the administration; no answer is an answer too. */
export function askAccess<Answer extends object>(
  operation: Parameters<typeof addresses.administration>[0],
  question: object,
): Promise<Answer | Refusal | Unreachable> {
  return post<Answer>(addresses.administration(operation), question);
}

/** Why there is no answer, in this page's words first. */
export function sayWhy(answer: Refusal | Unreachable): string {
  return (isRefusal(answer) && words.refusals[answer.refusal.code]) || sentenceOf(answer);
}

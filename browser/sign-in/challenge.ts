import type { PasskeyAnswer } from "../../contracts/passkeys.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { CodeStep, Method } from "../../contracts/sign-in.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { words } from "../words/words.ts";
import { ask, isUnreachable } from "./ask.ts";
import { sentenceOf } from "./sentence.ts";
import { sign } from "./sign.ts";

const pollMs = 1000;

/** What is given for a challenge: the code that was typed, or what the person's device signs; or a sentence. */
async function giveAnswer(
  { passkey: question }: CodeStep,
  code: string,
): Promise<{ code: string } | { passkey: PasskeyAnswer } | string> {
  if (!question || code) return { code };
  const passkey = await sign(question);
  return typeof passkey === "string" ? passkey : { passkey };
}

/** A one-time code being asked for: what the page shows of it, and what the person can do. */
export function useChallenge<Answer extends object>(props: {
  step: CodeStep;
  /** What is asked with the code. */
  operation: Parameters<typeof ask>[0];
  onStep(step: CodeStep): void;
  onAnswer(answer: Answer): void;
}) {
  const { step } = props;
  const [error, setError] = useState<string | null>(null);
  /** What became of the last wish to send again or elsewhere. */
  const [note, setNote] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (step.sending?.state !== "sending") return;
    const timer = setInterval(async () => {
      const answer = await ask<CodeStep>("sending", { challenge: step.challenge });
      if (!isUnreachable(answer) && !isRefusal(answer)) props.onStep(answer);
    }, pollMs);
    return () => clearInterval(timer);
  }, [step]);

  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    const given = await giveAnswer(step, field.current?.value ?? "");
    if (typeof given === "string") {
      setBusy(false);
      return setError(given);
    }
    const answer = await ask<Answer>(props.operation, { challenge: step.challenge, ...given });
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return props.onAnswer(answer);
    setError(sentenceOf(answer));
    field.current?.focus();
    field.current?.select();
  };
  /** Pasting the six digits is enough; typing them leaves the person the time to look once more. */
  const pasted = (event: InputEvent) => {
    if (event.inputType === "insertFromPaste" && /^\D*(\d\D*){6}$/.test(field.current?.value ?? ""))
      void submit();
  };
  const goOn = async (operation: "resend" | "change", question: object, said: string | null) => {
    if (busy) return;
    setBusy(true);
    const answer = await ask<CodeStep>(operation, { challenge: step.challenge, ...question });
    setBusy(false);
    if (isUnreachable(answer) || isRefusal(answer)) return setNote(sentenceOf(answer));
    setError(null);
    setNote(said);
    props.onStep(answer);
    field.current?.focus();
  };
  return {
    error,
    note,
    busy,
    field,
    submit,
    pasted,
    resend: () => goOn("resend", {}, words.code.resent),
    change: (method: Method) => goOn("change", { method }, null),
  };
}

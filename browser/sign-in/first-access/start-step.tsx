import type { FirstAccessState } from "../../../contracts/first-access.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { readStartCode } from "../../../contracts/start-code.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../controls/icon.tsx";
import { addresses } from "../../addresses.ts";
import { ask, isUnreachable } from "../ask.ts";
import { sayWhy } from "./say-why.ts";
import { words } from "./words.ts";

/** Somebody with a « fiche d'accès » in hand types its start code. */
export function StartStep({ onStart }: { onStart(link: string, access: FirstAccessState): void }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  function fail(sentence: string): void {
    setError(sentence);
    field.current?.focus();
    field.current?.select();
  }

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const link = readStartCode(field.current?.value ?? "");
    if (link === null) return fail(words.startMalformed);
    setBusy(true);
    const answer = await ask<FirstAccessState>("first-access", { link });
    setBusy(false);
    if (!isUnreachable(answer) && !isRefusal(answer)) return onStart(link, answer);
    const isOver = isRefusal(answer) && answer.refusal.code === "link-over";
    fail(isOver ? words.startOver : sayWhy(answer));
  };

  return (
    <form noValidate onSubmit={submit}>
      <h1>{words.startTitle}</h1>
      <p class="muted mt-2">{words.startLead}</p>
      <div class="field mt-5">
        <label class="label" for="start-code">
          {words.startCode}
        </label>
        <input
          class="input input-code input-start"
          id="start-code"
          ref={field}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={40}
          aria-invalid={error !== null}
          aria-describedby={error ? "start-error start-hint" : "start-hint"}
        />
        {error && (
          <p class="error" id="start-error" role="alert">
            <Icon name="late" small />
            <span>{error}</span>
          </p>
        )}
        <p class="hint" id="start-hint">
          {words.startHint}
        </p>
      </div>
      <div class="dialog-acts">
        <a class="btn btn-quiet" href={addresses.door}>
          {words.signIn}
        </a>
        <button type="submit" class="btn btn-main btn-l" aria-busy={busy}>
          {words.next}
        </button>
      </div>
    </form>
  );
}

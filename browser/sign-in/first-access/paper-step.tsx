import { isRefusal } from "../../../contracts/refusals.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../controls/icon.tsx";
import { ask, isUnreachable } from "../ask.ts";
import { sayWhy } from "./say-why.ts";
import { words } from "./words.ts";

/** Ten codes to print: each replaces one code of a sign-in, the day when nothing else is at hand. */
export function PaperStep({ onDone }: { onDone(): void }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    const make = async () => {
      const answer = await ask<{ codes: string[] }>("recovery-codes", {});
      if (isUnreachable(answer) || isRefusal(answer)) return setError(sayWhy(answer));
      setCodes(answer.codes);
    };
    void make();
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {words.paperTitle}
      </h1>
      <p class="muted mt-2">{words.paperLead}</p>
      {codes && (
        <ol class="codes mt-4">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      )}
      {error && (
        <p class="error mt-4" role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
      <p class="hint mt-3">{words.paperHint}</p>
      <div class="dialog-acts">
        <button type="button" class="btn" disabled={!codes} onClick={() => print()}>
          {words.print}
        </button>
        <button type="button" class="btn btn-main btn-l" onClick={onDone}>
          {words.enter}
        </button>
      </div>
    </>
  );
}

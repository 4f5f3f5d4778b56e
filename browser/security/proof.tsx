import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Factors, Proven } from "../../contracts/security.ts";
import type { CodeStep, Leave } from "../../contracts/sign-in.ts";
import type { ask } from "../sign-in/ask.ts";
import { CodeDialog } from "../sign-in/code-dialog.tsx";
import { OtherWay } from "../sign-in/other-way.tsx";
import { words as doorWords } from "../words/words.ts";
import { bestFactor } from "./best-factor.ts";
import { words } from "./words.ts";

/** Asks an operation; null once the page has said why there is no answer. */
export type Get = <Answer extends object>(
  operation: Parameters<typeof ask>[0],
  question: object,
) => Promise<Answer | null>;

/** A second factor given anew before a change: `asking` is its dialog, while it is open. */
export function useProof(get: Get): {
  whenProved(change: () => void): Promise<void>;
  asking: ComponentChildren;
} {
  const [asked, setAsked] = useState<{ step: CodeStep; psc: boolean; change(): void } | null>(null);

  async function whenProved(change: () => void): Promise<void> {
    const now = await get<Factors>("factors", {});
    if (!now) return;
    if (now.provenUntil !== null) return change();
    const method = bestFactor(now);
    if (method === "psc") return leave();
    const step = await get<CodeStep>("prove", { method });
    setAsked(step && { step, psc: now.psc, change });
  }

  /** To Pro Santé Connect: the browser is back on this page, and the change is asked for once more. */
  async function leave(): Promise<void> {
    const answer = await get<Leave>("prove-psc", {});
    if (answer) location.assign(answer.location);
    else setAsked(null);
  }

  useEffect(() => {
    if (!asked) document.title = words.pageTitle;
  }, [asked === null]);

  const asking = asked && (
    <CodeDialog<Proven>
      step={asked.step}
      operation="proof"
      elsewhere={asked.psc && <ByProSanteConnect onPress={leave} />}
      onStep={(step) => setAsked({ ...asked, step })}
      onCancel={() => setAsked(null)}
      onAnswer={() => {
        setAsked(null);
        asked.change();
      }}
    />
  );
  return { whenProved, asking };
}

/** As it stands at the door. */
function ByProSanteConnect({ onPress }: { onPress(): Promise<void> }) {
  const [busy, setBusy] = useState(false);
  async function press(): Promise<void> {
    if (busy) return;
    setBusy(true);
    await onPress();
    setBusy(false);
  }
  return (
    <div class="mt-3">
      <OtherWay id="psc-proof" icon="lock" busy={busy} error={null} onClick={() => void press()}>
        {doorWords.psc.with} <b>PRO SANTÉ CONNECT</b>
      </OtherWay>
    </div>
  );
}

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Factors, Proven } from "../../contracts/security.ts";
import type { CodeStep, Leave, Method } from "../../contracts/sign-in.ts";
import { Icon } from "../controls/icon.tsx";
import type { ask } from "../sign-in/ask.ts";
import { CodeDialog } from "../sign-in/code-dialog.tsx";
import { words as doorWords } from "../words/words.ts";
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
    const method = bestOf(now);
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
      elsewhere={asked.psc && <ByProSanteConnect onPress={() => void leave()} />}
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

function ByProSanteConnect({ onPress }: { onPress(): void }) {
  return (
    <button type="button" class="btn btn-s" onClick={onPress}>
      <Icon name="lock" small />
      <span>
        {doorWords.psc.with} <b>PRO SANTÉ CONNECT</b>
      </span>
    </button>
  );
}

/**
 * What the person has at hand; any other way is one press away in the dialog. Pro Santé Connect comes last, for it leaves
 * the page, and after the codes on paper, which only the dialog takes.
 */
function bestOf({ passkeys, apps, methods, email, mobile, psc, spares }: Factors): Method | "psc" {
  if (passkeys.length > 0 && methods.includes("passkey")) return "passkey";
  if (apps.length > 0 && methods.includes("totp")) return "totp";
  const sent = methods.filter((method) => method === "email" || method === "sms");
  const reached = sent.find((method) => (method === "email" ? email : mobile) !== null);
  if (reached) return reached;
  if (psc && !spares?.left) return "psc";
  return sent[0] ?? "email";
}

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Factors, Proven } from "../../contracts/security.ts";
import type { CodeStep, Method } from "../../contracts/sign-in.ts";
import type { ask } from "../sign-in/ask.ts";
import { CodeDialog } from "../sign-in/code-dialog.tsx";
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
  const [asked, setAsked] = useState<{ step: CodeStep; change(): void } | null>(null);

  async function whenProved(change: () => void): Promise<void> {
    const now = await get<Factors>("factors", {});
    if (!now) return;
    if (now.provenUntil !== null) return change();
    const step = await get<CodeStep>("prove", { method: bestOf(now) });
    setAsked(step && { step, change });
  }

  useEffect(() => {
    if (!asked) document.title = words.pageTitle;
  }, [asked === null]);

  const asking = asked && (
    <CodeDialog<Proven>
      step={asked.step}
      operation="proof"
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

/** What the person has at hand; any other way is one press away in the dialog. */
function bestOf({ passkeys, apps, methods }: Factors): Method {
  if (passkeys.length > 0 && methods.includes("passkey")) return "passkey";
  if (apps.length > 0 && methods.includes("totp")) return "totp";
  return methods.find((method) => method === "email" || method === "sms") ?? "email";
}

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CodeStep, Open, Operator } from "../../contracts/sign-in.ts";
import { NoticeLinks } from "../controls/notice-links.tsx";
import { CodeDialog } from "../sign-in/code-dialog.tsx";
import { SignInForm } from "../sign-in/form.tsx";
import { useSecondScreen } from "../sign-in/second-screen.ts";
import { words } from "./words.ts";

/** The whole sign-in over a covered page whose session is over. Whoever signs in: what is behind is one person's only. */
export function SignInAgain(props: { login: string; operator: Operator; onOpen(open: Open): void }) {
  const { login, operator, onOpen } = props;
  const [step, setStep] = useState<CodeStep | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const steps = { onStep: setStep, onCancel: () => setStep(null), onAnswer: onOpen };
  const Screen = useSecondScreen(operator);
  return (
    <dialog
      class="dialog shut"
      ref={dialog}
      aria-labelledby="shut-title"
      onCancel={(event) => event.preventDefault()}
    >
      <h1 id="shut-title">{words.againTitle}</h1>
      <p class="shut-lead">{words.againText}</p>
      {step && Screen ? (
        <Screen operator={operator} {...steps} step={step} />
      ) : (
        <SignInForm
          operator={operator}
          over={{ login }}
          notice={null}
          refused={null}
          onCode={setStep}
          onWaiting={() => undefined}
          onOpen={onOpen}
        />
      )}
      <NoticeLinks isApart />
      {step && !Screen && <CodeDialog<Open> {...steps} step={step} operation="code" />}
    </dialog>
  );
}

import { isRefusal, type RefusalCode } from "../../contracts/refusals.ts";
import type { Leave as LeaveStep, Operator } from "../../contracts/sign-in.ts";
import { useEffect, useState } from "preact/hooks";
import { addresses } from "../addresses.ts";
import { words } from "../words/words.ts";
import { ask, isUnreachable } from "./ask.ts";
import { OtherWay } from "./other-way.tsx";
import { sentenceOf } from "./sentence.ts";

/** The button of Pro Santé Connect: the browser leaves for it, and comes back signed in or refused. */
export function ProSanteConnect({ refused, isApart }: { refused: RefusalCode | null; isApart: boolean }) {
  return <Leave again={false} refused={refused} isApart={isApart} />;
}

function Leave(props: {
  again: boolean;
  refused: RefusalCode | null;
  /** In another tab: this one keeps a page that waits. */
  isApart?: boolean;
}) {
  const { again, refused, isApart = false } = props;
  const [error, setError] = useState(refused && sentenceOf({ refusal: { code: refused } }));
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    // « Back » from there finds the page as it was left.
    const shown = () => setBusy(false);
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, []);
  useEffect(() => {
    if (error) document.title = words.door.errorTitle;
  }, [error]);

  const leave = async () => {
    if (busy) return;
    setError(null);
    setBusy(true);
    const answer = await ask<LeaveStep>("psc", { again });
    if (!isUnreachable(answer) && !isRefusal(answer)) {
      if (!isApart) return location.assign(answer.location);
      setBusy(false);
      return open(answer.location, "_blank") ? undefined : setError(words.psc.blocked);
    }
    setBusy(false);
    setError(sentenceOf(answer));
  };
  return (
    <OtherWay id="psc" icon="lock" busy={busy} error={error} onClick={() => void leave()}>
      {words.psc.with} <b>PRO SANTÉ CONNECT</b>
    </OtherWay>
  );
}

/** Identified by Pro Santé Connect, but without an access here: whom to ask. The ways to the support stand below. */
export function NoAccess({ operator }: { operator: Operator }) {
  useEffect(() => {
    document.title = words.psc.noAccessTitle;
  }, []);
  return (
    <div class="door-form">
      <h1>{words.psc.noAccess}</h1>
      <p class="mt-4">{words.psc.known}</p>
      <p class="mt-4">{words.psc.whomToAsk(operator.name)}</p>
      <p class="mt-5">{words.psc.other}</p>
      <Leave again refused={null} />
      <p class="mt-5">
        <a href={addresses.door}>{words.psc.back}</a>
      </p>
    </div>
  );
}

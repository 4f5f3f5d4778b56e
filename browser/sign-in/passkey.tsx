import type { PasskeyAnswer, PasskeyStep } from "../../contracts/passkeys.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { Open } from "../../contracts/sign-in.ts";
import { useEffect, useState } from "preact/hooks";
import { words } from "../words/words.ts";
import { ask, isUnreachable } from "./ask.ts";
import { keepPasskey, keptPasskey } from "./kept.ts";
import { OtherWay } from "./other-way.tsx";
import { sentenceOf } from "./sentence.ts";
import { loadDevice, sign } from "./sign.ts";

/** « Se connecter avec une clé d’accès »; in a browser where one served, it is proposed under the identifier too. */
export function Passkey(props: { onWaiting(): void; onOpen(open: Open): void }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const open = async (passkey: PasskeyAnswer) => {
    const answer = await ask<Open>("open-passkey", { passkey });
    if (isUnreachable(answer) || isRefusal(answer)) return setError(sentenceOf(answer));
    keepPasskey();
    props.onOpen(answer);
  };
  const enter = async () => {
    if (busy) return;
    setError(null);
    setBusy(true);
    props.onWaiting();
    const asked = await ask<PasskeyStep>("passkey", {});
    const signed = isUnreachable(asked) || isRefusal(asked) ? sentenceOf(asked) : await sign(asked.question);
    if (typeof signed === "string") setError(signed);
    else await open(signed);
    setBusy(false);
  };
  useEffect(() => {
    if (!keptPasskey()) return;
    const left = new AbortController();
    const findQuestion = async () => {
      const asked = await ask<PasskeyStep>("passkey", {});
      return isUnreachable(asked) || isRefusal(asked) ? null : asked.question;
    };
    const propose = async () => {
      const device = await loadDevice();
      const signed = device && (await device.signQuietly(findQuestion, left.signal));
      if (signed) await open(signed);
    };
    void propose();
    return () => left.abort();
  }, []);
  useEffect(() => {
    if (error) document.title = words.door.errorTitle;
  }, [error]);

  return (
    <OtherWay id="passkey" icon="key" quiet busy={busy} error={error} onClick={() => void enter()}>
      {words.passkey.enter}
    </OtherWay>
  );
}

import { useState } from "preact/hooks";
import { Icon } from "../../controls/icon.tsx";
import { addPasskey } from "../../passkeys/add-passkey.ts";
import { words } from "./words.ts";

/** A passkey of the very device that the person holds: nothing to copy, and both factors at once from then on. */
export function OwnDevice({ onDone }: { onDone(): void }) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const added = await addPasskey("", words.passkeyCancelled);
    setBusy(false);
    if (typeof added === "string") return setError(added);
    onDone();
  };
  return (
    <div class="own-device mt-4">
      <p>
        <b>{words.passkey}</b>
        <br />
        <span class="small muted">{words.passkeyHint}</span>
      </p>
      <button type="button" class="btn mt-3" aria-busy={busy} onClick={() => void add()}>
        {busy ? <span class="spin" aria-hidden="true" /> : <Icon name="key" small />}
        {words.addPasskey}
      </button>
      {error && (
        <p class="error mt-2" role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

import { Icon } from "../controls/icon.tsx";
import { words } from "../words/words.ts";

/** What stands in the place of the code's field when a passkey is asked for. */
export function PasskeyAsked({ error }: { error: string | null }) {
  return (
    <>
      <p class="mt-3">{words.passkey.text}</p>
      {error && (
        <p class="error mt-2" role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
    </>
  );
}

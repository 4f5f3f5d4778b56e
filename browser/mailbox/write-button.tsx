import type { Mail } from "../data/mail.ts";
import { Icon } from "./icons.tsx";
import { words } from "./words.ts";

/** « Écrire », from the mailbox on the page, where the person may. */
export function WriteButton({ mail, onChosen }: { mail: Mail; onChosen?: (() => void) | undefined }) {
  const accountId = mail.place.value?.accountId;
  if (!accountId || !mail.canWrite(accountId)) return null;
  return (
    <button
      class="btn btn-main btn-wide rail-write"
      type="button"
      title={words.write}
      onClick={() => {
        onChosen?.();
        mail.write({ kind: "new", accountId });
      }}
    >
      <Icon name="draft" />
      <span>{words.write}</span>
    </button>
  );
}

import { useEffect, useState } from "preact/hooks";
import { type AccessView, identityProofs } from "../../../contracts/administration.ts";
import type { IdentityView } from "../../../contracts/administration-reminders.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess } from "../ask.ts";
import { tellDay } from "../days.ts";
import { words } from "../words.ts";

/** How a person's identity was checked, each time; and that it was seen again, today. */
export function Identity(props: { person: AccessView; onChecked(how: string): Promise<void> }) {
  const { person } = props;
  const [view, setView] = useState<IdentityView | null>(null);
  const [how, setHow] = useState("");
  useEffect(() => {
    const load = async () => {
      const answer = await askAccess<IdentityView>("identity", { personId: person.id });
      if (!isUnreachable(answer) && !isRefusal(answer)) setView(answer);
    };
    void load();
  }, [person.id]);
  if (!view) return null;
  const canCheck = !person.self && person.state !== "left";
  return (
    <section class="mt-5" aria-labelledby="identity-title">
      <h3 id="identity-title">{words.identityTitle}</h3>
      <ul class="small muted mt-2">
        {view.checks.length === 0 && <li>{words.identityNever}</li>}
        {view.checks.map((check) => (
          <li key={check.at}>
            {words.identityChecked(tellDay(check.at), words.proofs[check.how], check.by)}
          </li>
        ))}
        {view.dueAt !== null && <li>{words.identityNext(tellDay(view.dueAt), view.dueAt <= Date.now())}</li>}
      </ul>
      {canCheck && (
        <form
          class="line-form line-form-wide mt-3"
          onSubmit={(event) => {
            event.preventDefault();
            void props.onChecked(how);
          }}
        >
          <div class="field">
            <label class="label" for="identity-how">
              {words.identityHow}
            </label>
            <select
              class="input"
              id="identity-how"
              value={how}
              required
              onChange={(event) => setHow(event.currentTarget.value)}
            >
              <option value="">{words.identityChoose}</option>
              {identityProofs.map((proof) => (
                <option key={proof} value={proof}>
                  {words.proofs[proof]}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="btn">
            {words.identityAgain}
          </button>
        </form>
      )}
    </section>
  );
}

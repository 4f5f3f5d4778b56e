import { useEffect, useState } from "preact/hooks";
import type { RescueRequests } from "../../../contracts/administration-rescue.ts";
import { isRefusal } from "../../../contracts/refusals.ts";
import { clockTime } from "../../controls/clock-time.ts";
import { Icon } from "../../controls/icon.tsx";
import { isUnreachable } from "../../sign-in/ask.ts";
import { askAccess, sayWhy } from "../ask.ts";
import { words } from "../words.ts";

type Request = RescueRequests["requests"][number];

/** While one waits for a colleague, the answer is looked for so often, in milliseconds. */
const pollMs = 10_000;

/** The « codes de dépannage » that wait for an agreement: others’ to answer, one’s own to wait for. */
export function RescueAgreements(props: { round: number; onSaid(sentence: string): void }) {
  const [requests, setRequests] = useState<Request[]>([]);
  const [error, setError] = useState<string | null>(null);
  const load = async () => {
    const answer = await askAccess<RescueRequests>("rescue-requests", {});
    if (!isUnreachable(answer) && !isRefusal(answer)) setRequests(answer.requests);
  };
  useEffect(() => void load(), [props.round]);
  const waits = requests.some(({ mine, state }) => mine && state === "asked");
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void load(), pollMs);
    return () => clearInterval(timer);
  }, [waits]);

  async function decide({ id, person }: Request, agrees: boolean): Promise<void> {
    const answer = await askAccess("decide-rescue", { id, agrees });
    if (isUnreachable(answer) || isRefusal(answer)) setError(sayWhy(answer));
    else props.onSaid(agrees ? words.agreed(person) : words.disagreed(person));
    await load();
  }
  const shown = requests.filter(
    ({ mine, hers, state }) => !hers && (mine ? state !== "given" : state === "asked"),
  );
  if (shown.length === 0) return null;
  return (
    <section class="mt-4" aria-label={words.agreements}>
      {shown.map((one) => (
        <div key={one.id} class="say agreement mt-3">
          <Icon name="wait" />
          <span>{tell(one)}</span>
          {!one.mine && (
            <span class="line">
              <button type="button" class="btn btn-s" onClick={() => void decide(one, true)}>
                {words.agree}
              </button>
              <button type="button" class="btn btn-s btn-danger" onClick={() => void decide(one, false)}>
                {words.disagree}
              </button>
            </span>
          )}
        </div>
      ))}
      {error && (
        <p class="error mt-2" role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
    </section>
  );
}

function tell({ mine, person, by, until, state }: Request): string {
  const time = clockTime(until, document.documentElement.lang);
  if (!mine) return words.agreementAsked(by, person, time);
  if (state === "agreed") return words.agreementGiven(person, time);
  return state === "refused" ? words.agreementRefused(person) : words.agreementWaits(person, time);
}

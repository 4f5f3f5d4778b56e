import type { AccessView } from "../../../contracts/administration.ts";
import type { HealthKind, HealthList } from "../../../contracts/administration-health.ts";
import { tellDay } from "../days.ts";
import { words } from "./words.ts";

type Right = HealthList["rights"][number];

/** Whom or what a figure counts, each with what mends it. */
export function FigureList(props: {
  kind: HealthKind;
  list: HealthList;
  onOpen(person: AccessView): void;
  onProlong(right: Right): void;
  onResend(person: AccessView): Promise<void>;
}) {
  const { kind, list } = props;
  const { people, rights, mailboxes } = list;
  return (
    <ul class="health-rows">
      {people.map((person) => (
        <li key={person.id}>
          <Told name={person.name} why={tellWhy(kind, person)} />
          {canResend(kind, person) && (
            <button
              type="button"
              class="btn btn-s"
              aria-label={words.resendTo(person.name)}
              onClick={() => void props.onResend(person)}
            >
              {words.resend}
            </button>
          )}
          <button
            type="button"
            class="btn btn-s"
            aria-haspopup="dialog"
            aria-label={words.lookAt(person.name)}
            onClick={() => props.onOpen(person)}
          >
            {words.look}
          </button>
        </li>
      ))}
      {rights.map((right) => (
        <li key={`${right.personId} ${right.mailboxId}`}>
          <Told
            name={`${right.person} · ${right.mailbox}`}
            why={`${words.rights[right.right]}, ${words.until(tellDay(right.until))}`}
          />
          <button
            type="button"
            class="btn btn-s"
            aria-haspopup="dialog"
            aria-label={words.prolongOf(right.person, right.mailbox)}
            onClick={() => props.onProlong(right)}
          >
            {words.prolong}
          </button>
        </li>
      ))}
      {mailboxes.map((mailbox) => (
        <li key={mailbox.id}>
          <Told
            name={mailbox.name}
            why={`${mailbox.address}, ${
              kind === "full"
                ? words.fill(Math.floor((100 * mailbox.usedBytes) / mailbox.quotaBytes))
                : words.noResponsible
            }`}
          />
          {/* NOTE: the page of mailboxes, where room is made and a responsible person named, is linked here. */}
        </li>
      ))}
    </ul>
  );
}

function Told({ name, why }: { name: string; why: string }) {
  return (
    <span class="health-told">
      <b>{name}</b>
      <small>{why}</small>
    </span>
  );
}

/** A link leaves again as long as none has served. */
function canResend(kind: HealthKind, { self, link }: AccessView): boolean {
  return !self && (kind === "links-over" || (kind === "never" && link !== null));
}

function tellWhy(kind: HealthKind, { lastAt, link, until }: AccessView): string {
  if (kind === "accesses-ending" && until) return words.until(tellDay(until));
  if (kind === "single") return words.oneMethod;
  if (link && (kind === "links-over" || kind === "never")) return words.linkSent(tellDay(link.at));
  return lastAt === null ? words.neverSeen : words.lastSeen(tellDay(lastAt));
}

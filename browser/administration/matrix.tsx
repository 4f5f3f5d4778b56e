import type { AccessView, GivenRight, PeopleView } from "../../contracts/administration.ts";
import { Icon } from "../controls/icon.tsx";
import { isToday, tellDay } from "./days.ts";
import type { Cell, Cells } from "./pending.tsx";
import { words } from "./words.ts";

type Mailbox = PeopleView["mailboxes"][number];
const rights = ["reader", "writer", "manager"] as const;

/** Persons × mailboxes. A right is chosen in its cell, or for every person shown at the head of its column. */
export function Matrix(props: {
  view: PeopleView;
  search: string;
  cells: Cells;
  onSearch(search: string): void;
  onCells(cells: Cells): void;
  onChoose(person: AccessView): void;
}) {
  const { view, cells, onCells } = props;
  const { mailboxes, people } = view;

  function change(changed: readonly { person: AccessView; mailbox: Mailbox }[], right: GivenRight | null) {
    const next = new Map(cells);
    for (const { person, mailbox } of changed) {
      const key = `${person.id} ${mailbox.id}`;
      if (rightOf(person, mailbox)?.right === (right ?? undefined)) next.delete(key);
      else next.set(key, cellOf(person, mailbox, right));
    }
    onCells(next);
  }

  return (
    <div class="card scroll-x mt-3 matrix-card" tabIndex={0} role="region" aria-label={words.matrixName}>
      <table class="matrix">
        <caption class="sr">{words.matrixCaption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="sr">{words.person}</span>
              <input
                class="input matrix-search"
                type="search"
                aria-label={words.search}
                placeholder={words.searchShort}
                value={props.search}
                maxLength={120}
                onInput={(event) => props.onSearch(event.currentTarget.value)}
              />
            </th>
            {mailboxes.map((mailbox, place) => (
              <th scope="col" key={mailbox.id}>
                <span
                  class={`tile tile-s tile-${(place % 6) + 1}`}
                  data-t={lettersOf(mailbox.name)}
                  aria-hidden="true"
                />
                <span class="matrix-box">{mailbox.name}</span>
                <small>{words.people(mailbox.people)}</small>
                <ForAll
                  mailbox={mailbox}
                  onRight={(right) =>
                    change(
                      people.filter(({ state }) => state !== "left").map((person) => ({ person, mailbox })),
                      right,
                    )
                  }
                />
              </th>
            ))}
            <th scope="col">
              <span class="sr">{words.actionsColumn}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <Who person={person} />
              </th>
              {mailboxes.map((mailbox) => (
                <td key={mailbox.id} data-box={mailbox.name}>
                  <RightCell
                    person={person}
                    mailbox={mailbox}
                    cell={cells.get(`${person.id} ${mailbox.id}`) ?? null}
                    onRight={(right) => change([{ person, mailbox }], right)}
                  />
                </td>
              ))}
              <td>
                <button
                  type="button"
                  class="btn btn-icon btn-s"
                  aria-label={words.actions(person.name)}
                  title={words.actions(person.name)}
                  aria-haspopup="dialog"
                  onClick={() => props.onChoose(person)}
                >
                  <Icon name="more" />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {people.length === 0 && (
        <div class="accesses-empty">
          <p>
            <b>{words.nobody}</b>
          </p>
          <p class="muted">{words.nobodyText}</p>
        </div>
      )}
    </div>
  );
}

function rightOf(person: AccessView, mailbox: Mailbox) {
  return person.rights.find(({ mailboxId }) => mailboxId === mailbox.id);
}

function cellOf(person: AccessView, mailbox: Mailbox, right: GivenRight | null): Cell {
  const { id: personId, givenName } = person;
  return { personId, givenName, mailboxId: mailbox.id, mailbox: mailbox.name, right };
}

function ForAll({ mailbox, onRight }: { mailbox: Mailbox; onRight(right: GivenRight | null): void }) {
  return (
    <select
      class="for-all"
      aria-label={words.rightForAll(mailbox.name)}
      value=""
      onChange={(event) => {
        const { value } = event.currentTarget;
        event.currentTarget.value = "";
        if (value !== "") onRight(readRight(value));
      }}
    >
      <option value="">{words.forAll}</option>
      <Choices />
    </select>
  );
}

function Choices() {
  return (
    <>
      <option value="none">{words.rights.none}</option>
      {rights.map((right) => (
        <option key={right} value={right}>
          {words.rights[right]}
        </option>
      ))}
    </>
  );
}

function readRight(value: string): GivenRight | null {
  return rights.find((right) => right === value) ?? null;
}

/** One right: bars and a word, its days below; inked while it waits to be confirmed. */
function RightCell(props: {
  person: AccessView;
  mailbox: Mailbox;
  cell: Cell | null;
  onRight(right: GivenRight | null): void;
}) {
  const { person, mailbox, cell } = props;
  const kept = rightOf(person, mailbox);
  const right = cell ? cell.right : (kept?.right ?? null);
  const dress = cell ? "right-new" : right ? "right-on" : "right-none";
  const days = [
    ...(kept?.from ? [words.from(tellDay(kept.from))] : []),
    ...(kept?.until ? [words.until(tellDay(kept.until))] : []),
  ].join(", ");
  const note = cell ? words.was(words.rights[kept?.right ?? "none"]) : days;
  const level = right === null ? 0 : rights.indexOf(right) + 1;
  return (
    <span class={`right ${dress}`}>
      {right && (
        <span class="power" aria-hidden="true">
          {rights.map((_, place) => (
            <b key={place} class={place < level ? "on" : ""} />
          ))}
        </span>
      )}
      <select
        aria-label={words.right(person.name, mailbox.name)}
        value={right ?? "none"}
        disabled={person.state === "left"}
        onChange={(event) => props.onRight(readRight(event.currentTarget.value))}
      >
        <Choices />
      </select>
      {note && <small>{note}</small>}
    </span>
  );
}

function Who({ person }: { person: AccessView }) {
  const warning = warn(person);
  const seen =
    person.lastAt === null
      ? null
      : isToday(person.lastAt)
        ? words.seenToday
        : words.seen(tellDay(person.lastAt));
  const told = [person.referent ? words.referent : person.occupation, seen].filter(Boolean).join(" · ");
  return (
    <div class="who">
      <span class="face" data-t={lettersOf(person.name)} aria-hidden="true" />
      <span>
        <b>{[person.civility, person.name].filter(Boolean).join("\u00a0")}</b>
        {warning ? (
          <small class="warn">
            <Icon name="late" small />
            <span>{warning}</span>
          </small>
        ) : (
          <small>{told}</small>
        )}
      </span>
    </div>
  );
}

/** What presses most about a person; null when nothing does. */
function warn({ state, until, link, single, silentMonths, identityDue }: AccessView): string | null {
  if (state === "waiting" || state === "never") {
    const sent = link && tellLink(link);
    return [words.states[state], ...(sent ? [sent] : [])].join(" · ");
  }
  if (state === "ending" && until) return words.lastDay(tellDay(until));
  if (state !== "active") return words.states[state];
  if (silentMonths !== null) return words.silent(silentMonths);
  if (identityDue !== null) return words.identityDue(tellDay(identityDue), identityDue <= Date.now());
  return single ? words.single : null;
}

/** Longer than any try to send it. */
const sendingMs = 600_000;

function tellLink(link: NonNullable<AccessView["link"]>): string {
  if (link.state === "failed") return words.linkFailed;
  // The program stopped while it left: nobody knows whether it did.
  if (link.state === "sending")
    return Date.now() - link.at > sendingMs ? words.linkUnsure : words.linkSending;
  if (link.until <= Date.now()) return words.linkOver;
  return link.state === "printed" ? words.linkPrinted(tellDay(link.at)) : words.linkSent(tellDay(link.at));
}

/** The first letters of the first and last words: the names are our own, typed by a référent. */
function lettersOf(name: string): string {
  const parts = name.split(/[\s-]+/).filter((part) => part !== "");
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""]
    .map((part) => part?.[0] ?? "")
    .join("")
    .toUpperCase();
}

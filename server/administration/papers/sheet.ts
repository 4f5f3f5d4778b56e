import type { FirstAccessState } from "../../../contracts/first-access.ts";
import { writeMoment } from "../../foundations/french-moment.ts";
import type { Paper, Sender } from "../../papers/door.ts";
import { dayOf } from "../rules/days.ts";
import type { SheetFacts } from "./sheets.ts";
import { rightNames, sheetWords as words, tellDay } from "./words.ts";

type Contacts = Pick<FirstAccessState, "email" | "mobile" | "until">;

/** The « fiche d'accès » of a person: one page for somebody who has never been here. `code` as it is printed. */
export function composeSheet(
  { person, civility, referent, structure, mailboxes }: SheetFacts,
  { email, mobile, until }: Contacts,
  code: string,
  sender: Sender,
  at: number,
): Paper {
  const address = `${sender.publicUrl}/premier-acces`;
  const name = [civility, person.name].filter(Boolean).join("\u00a0");
  return {
    title: words.title,
    lead: words.lead(name),
    at,
    foot: words.foot(structure, tellDay(at)),
    blocks: [
      {
        kind: "way",
        rows: [
          [words.login, person.login],
          [words.address, address],
        ],
        code: [words.code(writeMoment(until)), code],
        qr: { text: `${address}#${code}`, alt: words.qr(address) },
      },
      { kind: "heading", text: words.begin },
      { kind: "steps", items: words.steps(mobile !== null) },
      { kind: "heading", text: words.needs },
      { kind: "points", items: words.needed(email?.masked ?? null, mobile?.masked ?? null) },
      { kind: "heading", text: words.mailboxes },
      {
        kind: "table",
        columns: [
          { title: words.mailbox, share: 3 },
          { title: words.mailboxAddress, share: 5 },
          { title: words.right, share: 4 },
        ],
        rows: mailboxes.map((one) => [one.name, one.address, tellRight(one, at)]),
        empty: words.noMailbox,
      },
      { kind: "heading", text: words.help },
      {
        kind: "facts",
        rows: [
          [words.referent, `${referent}, ${structure}`],
          [words.support, `${sender.supportPhone}, ${sender.supportEmail}\n${sender.supportHours}`],
        ],
      },
      { kind: "notice", text: words.keep },
    ],
  };
}

/** The name of its file: whose it is and of which day, nothing that opens. */
export function nameSheet({ person }: SheetFacts, at: number): string {
  const local = person.login.slice(0, person.login.indexOf("@")).replace(/[^a-z0-9.-]/g, "");
  return `fiche-acces-${local}-${dayOf(at)}.pdf`;
}

function tellRight({ right, from, until }: SheetFacts["mailboxes"][number], at: number): string {
  const days = [
    ...(from > at ? [words.from(tellDay(from))] : []),
    // The last day, not the first instant after it.
    ...(until === null ? [] : [words.until(tellDay(until - 1))]),
  ];
  return [rightNames[right], ...days].join(", ");
}

import { isRefusal, refuse } from "../../contracts/refusals.ts";
import {
  type AppPasswordList,
  type AppPasswordMade,
  newAppPasswordSchema,
  removeAppPasswordSchema,
} from "../../contracts/app-passwords.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import type { Session, SignInDoor } from "../sign-in/door.ts";
import { answer, answerRefusal } from "./answers.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";

export interface AppPasswordRouteParts {
  signIn: Pick<SignInDoor, "appPasswords">;
  mailboxes: Pick<MailboxesDoor, "listMailboxes">;
  /** Null where the operator has them off. */
  programs: { mostDays: number } | null;
  /** The origin of the pages. */
  publicUrl: string;
}

/** `POST /api/sign-in/<operation>` inside a session, as contracts/app-passwords.ts has them. */
export function addAppPasswordRoutes(routes: Routes, parts: AppPasswordRouteParts): void {
  const { appPasswords } = parts.signIn;

  async function list({ person }: Session): Promise<AppPasswordList> {
    const [mine, open] = await Promise.all([
      appPasswords.list(person),
      parts.mailboxes.listMailboxes(person.id),
    ]);
    return {
      passwords: mine.map(({ mailboxId, address, ...password }) => ({
        ...password,
        mailbox: open.find(({ id }) => id === mailboxId)?.name ?? address,
      })),
      mailboxes: open.map(({ id, name, address }) => ({ id, name, address })),
      mostDays: parts.programs?.mostDays ?? 0,
    };
  }

  routes.post("/api/sign-in/app-passwords", "session", async (_, session) =>
    parts.programs ? answer(await list(session)) : answerRefusal("not-found"),
  );

  routes.post("/api/sign-in/new-app-password", "session", async (c, session) => {
    const read = await readJson(c.req.raw, newAppPasswordSchema);
    if (isRefusal(read)) return answer(read);
    const { mailbox: id, name, days } = read.body;
    const open = await parts.mailboxes.listMailboxes(session.person.id);
    const mailbox = open.find((one) => one.id === id);
    if (!parts.programs || !mailbox) return answer(refuse("not-found"));
    const made = await appPasswords.make(session, { mailbox, name, days });
    if (isRefusal(made)) return answer(made);
    return answer({
      ...made,
      session: `${parts.publicUrl}/.well-known/jmap`,
      user: session.person.login,
    } satisfies AppPasswordMade);
  });

  // Also where they are off: what was made before they were can still be taken back.
  routes.post("/api/sign-in/remove-app-password", "session", async (c, session) => {
    const read = await readJson(c.req.raw, removeAppPasswordSchema);
    if (isRefusal(read)) return answer(read);
    const removed = await appPasswords.remove(session, read.body.id);
    return answer(removed ?? (await list(session)));
  });
}

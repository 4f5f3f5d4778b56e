import * as v from "valibot";
import { openPasskeySchema, type PasskeyStep } from "../../contracts/passkeys.ts";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import {
  beginSchema,
  challengeSchema,
  changeSchema,
  codeSchema,
  type Open,
  type Out,
} from "../../contracts/sign-in.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { Chance } from "../foundations/chance.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import type { LetIn, Session, SignInDoor } from "../sign-in/door.ts";
import { answer } from "./answers.ts";
import { cookies, giveCookie, giveCookies, newSecret, readCookie, takeCookie } from "./cookies.ts";
import { addLockRoutes } from "./lock-routes.ts";
import { addPscRoutes } from "./psc-routes.ts";
import { mailboxName } from "./mailbox-name.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";
import type { ReadVisitor } from "./visitor.ts";

export interface SignInRouteParts {
  signIn: Pick<
    SignInDoor,
    | "security"
    | "begin"
    | "enter"
    | "sending"
    | "resend"
    | "change"
    | "code"
    | "askPasskey"
    | "answerPasskey"
    | "signOut"
    | "beginPsc"
    | "answerPsc"
    | "lock"
  >;
  mailboxes: Pick<MailboxesDoor, "listMailboxes" | "countPeople">;
  administration: Pick<AdministrationDoor, "manages">;
  chance: Chance;
  readVisitor: ReadVisitor;
}

/** `POST /api/sign-in/<operation>`, as contracts/sign-in.ts has them. */
export function addSignInRoutes(routes: Routes, parts: SignInRouteParts): void {
  const { signIn, mailboxes, administration, chance, readVisitor } = parts;

  routes.post("/api/sign-in/begin", "everyone", async (c) => {
    const read = await readJson(c.req.raw, beginSchema);
    if (isRefusal(read)) return answer(read);
    const known = readCookie(c.req.raw, cookies.door);
    const browser = known ?? newSecret(chance);
    const visitor = readVisitor(c);
    const entered = await signIn.enter(read.body, browser, visitor, readCookie(c.req.raw, cookies.session));
    if (entered) return answerEntered(entered);
    const begun = await signIn.begin(read.body, browser, visitor);
    // Kept from one try to the next: a code asked for earlier in this browser still opens.
    return answer(begun, known ? [] : [giveCookie(cookies.door, browser)]);
  });

  routes.post("/api/sign-in/sending", "everyone", async (c) => {
    const read = await readJson(c.req.raw, challengeSchema);
    if (isRefusal(read)) return answer(read);
    return answer(await signIn.sending(read.body.challenge, browserOf(c.req.raw)));
  });

  routes.post("/api/sign-in/resend", "everyone", async (c) => {
    const read = await readJson(c.req.raw, challengeSchema);
    if (isRefusal(read)) return answer(read);
    return answer(await signIn.resend(read.body.challenge, browserOf(c.req.raw)));
  });

  routes.post("/api/sign-in/change", "everyone", async (c) => {
    const read = await readJson(c.req.raw, changeSchema);
    if (isRefusal(read)) return answer(read);
    return answer(await signIn.change(read.body.challenge, read.body.method, browserOf(c.req.raw)));
  });

  routes.post("/api/sign-in/code", "everyone", async (c) => {
    const read = await readJson(c.req.raw, codeSchema);
    if (isRefusal(read)) return answer(read);
    const previous = readCookie(c.req.raw, cookies.session);
    return answerEntered(await signIn.code(read.body, browserOf(c.req.raw), previous, readVisitor(c)));
  });

  routes.post("/api/sign-in/passkey", "everyone", async (c) => {
    const read = await readJson(c.req.raw, v.object({}));
    if (isRefusal(read)) return answer(read);
    const known = readCookie(c.req.raw, cookies.door);
    const browser = known ?? newSecret(chance);
    const question = signIn.askPasskey(browser);
    if (isRefusal(question)) return answer(question);
    const step: PasskeyStep = { step: "passkey", question };
    return answer(step, known ? [] : [giveCookie(cookies.door, browser)]);
  });

  routes.post("/api/sign-in/open-passkey", "everyone", async (c) => {
    const read = await readJson(c.req.raw, openPasskeySchema);
    if (isRefusal(read)) return answer(read);
    const token = readCookie(c.req.raw, cookies.session);
    return answerEntered(
      await signIn.answerPasskey(read.body.passkey, browserOf(c.req.raw), token, readVisitor(c)),
    );
  });

  routes.post("/api/sign-in/session", "session", async (_, session) => answer(await compose(session)));

  routes.post("/api/sign-in/out", "everyone", async (c) => {
    const token = readCookie(c.req.raw, cookies.session);
    const { next } = token === null ? { next: null } : await signIn.signOut(token);
    return answer({ next } satisfies Out, [takeCookie(cookies.session), takeCookie(cookies.door)]);
  });

  addLockRoutes(routes, { lock: signIn.lock, chance, compose });
  addPscRoutes(routes, parts);

  async function answerEntered(entered: LetIn | Refusal): Promise<Response> {
    if (isRefusal(entered)) return answer(entered);
    return answer(await compose(entered.session), giveCookies(entered));
  }

  async function compose({ person, endsAt, idleMs }: Session): Promise<Open> {
    const { id, name, login, occupation } = person;
    const open = await mailboxes.listMailboxes(id);
    const counts = await mailboxes.countPeople(open.map((mailbox) => mailbox.id));
    const people = new Map(counts.map((one) => [one.id, one.people]));
    return {
      step: "open",
      person: { id, name, login, occupation, manages: administration.manages(person) },
      mailboxes: open.map(({ id: accountId, isClosed, ...mailbox }) => ({
        accountId,
        ...mailbox,
        people: people.get(accountId) ?? 0,
        name: mailboxName({ ...mailbox, isClosed }),
      })),
      endsAt,
      idleMs,
    };
  }
}

/** The browser that began: the secret of its door cookie. */
function browserOf(request: Request): string {
  return readCookie(request, cookies.door) ?? "";
}

import {
  type AccessOpened,
  contactCodeSchema,
  finishAccessSchema,
  type FirstAccessState,
  firstAccessSchema,
  proveContactSchema,
} from "../../contracts/first-access.ts";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { Chance } from "../foundations/chance.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import type { SignInDoor } from "../sign-in/door.ts";
import { answer } from "./answers.ts";
import { cookies, giveCookie, giveCookies, newSecret, readCookie } from "./cookies.ts";
import { mailboxName } from "./mailbox-name.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";
import type { ReadVisitor } from "./visitor.ts";

export interface FirstAccessRouteParts {
  signIn: Pick<SignInDoor, "firstAccess" | "finishFirstAccess" | "recoveryCodes">;
  mailboxes: Pick<MailboxesDoor, "listMailboxes">;
  chance: Chance;
  readVisitor: ReadVisitor;
}

type Looked = Exclude<Awaited<ReturnType<SignInDoor["firstAccess"]["look"]>>, Refusal>;

/** `POST /api/sign-in/first-access…`, as contracts/first-access.ts has them. */
export function addFirstAccessRoutes(
  routes: Routes,
  { signIn, mailboxes, chance, readVisitor }: FirstAccessRouteParts,
): void {
  const { firstAccess } = signIn;

  routes.post("/api/sign-in/first-access", "everyone", async (c) => {
    const read = await readJson(c.req.raw, firstAccessSchema);
    if (isRefusal(read)) return answer(read);
    const looked = await firstAccess.look(read.body.link, browserOf(c.req.raw));
    return answer(isRefusal(looked) ? looked : await compose(looked));
  });

  routes.post("/api/sign-in/first-access-send", "everyone", async (c) => {
    const read = await readJson(c.req.raw, contactCodeSchema);
    if (isRefusal(read)) return answer(read);
    const known = readCookie(c.req.raw, cookies.door);
    const browser = known ?? newSecret(chance);
    const sent = await firstAccess.sendCode(read.body.link, read.body.kind, browser);
    return answer(sent, known ? [] : [giveCookie(cookies.door, browser)]);
  });

  routes.post("/api/sign-in/first-access-prove", "everyone", async (c) => {
    const read = await readJson(c.req.raw, proveContactSchema);
    if (isRefusal(read)) return answer(read);
    const { link, ...given } = read.body;
    const looked = await firstAccess.prove(link, given, browserOf(c.req.raw));
    return answer(isRefusal(looked) ? looked : await compose(looked));
  });

  routes.post("/api/sign-in/first-access-finish", "everyone", async (c) => {
    const read = await readJson(c.req.raw, finishAccessSchema);
    if (isRefusal(read)) return answer(read);
    const { link, ...chosen } = read.body;
    const previous = readCookie(c.req.raw, cookies.session);
    const opened = await signIn.finishFirstAccess(
      link,
      chosen,
      browserOf(c.req.raw),
      previous,
      readVisitor(c),
    );
    if (isRefusal(opened)) return answer(opened);
    return answer({ step: "access-open" } satisfies AccessOpened, giveCookies(opened));
  });

  routes.post("/api/sign-in/recovery-codes", "session", async (_, session) =>
    answer(await signIn.recoveryCodes(session)),
  );

  async function compose({ personId, state }: Looked): Promise<FirstAccessState> {
    const open = await mailboxes.listMailboxes(personId);
    return { ...state, mailboxes: open.map(mailboxName) };
  }
}

function browserOf(request: Request): string {
  return readCookie(request, cookies.door) ?? "";
}

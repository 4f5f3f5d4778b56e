import { addPasskeySchema, removePasskeySchema, renamePasskeySchema } from "../../contracts/passkeys.ts";
import { beginContactSchema, confirmContactSchema } from "../../contracts/own-contact.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import {
  attemptsAskedSchema,
  changePasswordSchema,
  closeSessionSchema,
} from "../../contracts/own-sessions.ts";
import { confirmAppSchema, proveSchema, removeAppSchema } from "../../contracts/security.ts";
import { codeSchema } from "../../contracts/sign-in.ts";
import type { Chance } from "../foundations/chance.ts";
import type { SignInDoor } from "../sign-in/door.ts";
import { answer } from "./answers.ts";
import { cookies, giveCookie, newSecret, readCookie } from "./cookies.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";
import type { ReadVisitor } from "./visitor.ts";

export interface SecurityRouteParts {
  signIn: Pick<SignInDoor, "security">;
  chance: Chance;
  readVisitor: ReadVisitor;
}

/** `POST /api/sign-in/<operation>` inside a session, as contracts/security.ts has them. */
export function addSecurityRoutes(
  routes: Routes,
  { signIn: { security }, chance, readVisitor }: SecurityRouteParts,
): void {
  routes.post("/api/sign-in/factors", "session", async (_, session) =>
    answer(await security.factors(session)),
  );

  routes.post("/api/sign-in/prove", "session", async (c, session) => {
    const read = await readJson(c.req.raw, proveSchema);
    if (isRefusal(read)) return answer(read);
    const known = readCookie(c.req.raw, cookies.door);
    const browser = known ?? newSecret(chance);
    const step = await security.prove(session, read.body.method, browser);
    return answer(step, known ? [] : [giveCookie(cookies.door, browser)]);
  });

  routes.post("/api/sign-in/proof", "session", async (c, session) => {
    const read = await readJson(c.req.raw, codeSchema);
    if (isRefusal(read)) return answer(read);
    return answer(await security.proof(session, read.body, readCookie(c.req.raw, cookies.door) ?? ""));
  });

  routes.post("/api/sign-in/sessions", "session", async (_, session) =>
    answer(await security.sessions(session)),
  );

  routes.post("/api/sign-in/attempts", "session", async (c, session) => {
    const read = await readJson(c.req.raw, attemptsAskedSchema);
    return answer(isRefusal(read) ? read : await security.attempts(session, read.body.after));
  });

  routes.post("/api/sign-in/close-session", "session", async (c, session) => {
    const read = await readJson(c.req.raw, closeSessionSchema);
    return answer(isRefusal(read) ? read : await security.closeSession(session, read.body.id));
  });

  routes.post("/api/sign-in/close-other-sessions", "session", async (_, session) =>
    answer(await security.closeOtherSessions(session)),
  );

  routes.post("/api/sign-in/change-password", "session", async (c, session) => {
    const read = await readJson(c.req.raw, changePasswordSchema);
    if (isRefusal(read)) return answer(read);
    const changed = await security.changePassword(session, read.body, readVisitor(c));
    if (isRefusal(changed)) return answer(changed);
    return answer(changed.answer, [giveCookie(cookies.session, changed.token)]);
  });

  routes.post("/api/sign-in/new-app", "session", async (_, session) =>
    answer(await security.newApp(session)),
  );

  routes.post("/api/sign-in/confirm-app", "session", async (c, session) => {
    const read = await readJson(c.req.raw, confirmAppSchema);
    return answer(isRefusal(read) ? read : await security.confirmApp(session, read.body));
  });

  routes.post("/api/sign-in/remove-app", "session", async (c, session) => {
    const read = await readJson(c.req.raw, removeAppSchema);
    return answer(isRefusal(read) ? read : await security.removeApp(session, read.body.id));
  });

  routes.post("/api/sign-in/begin-contact", "session", async (c, session) => {
    const read = await readJson(c.req.raw, beginContactSchema);
    return answer(isRefusal(read) ? read : await security.beginContact(session, read.body));
  });

  routes.post("/api/sign-in/confirm-contact", "session", async (c, session) => {
    const read = await readJson(c.req.raw, confirmContactSchema);
    return answer(isRefusal(read) ? read : await security.confirmContact(session, read.body));
  });

  routes.post("/api/sign-in/new-passkey", "session", async (_, session) =>
    answer(await security.newPasskey(session)),
  );

  routes.post("/api/sign-in/add-passkey", "session", async (c, session) => {
    const read = await readJson(c.req.raw, addPasskeySchema);
    return answer(isRefusal(read) ? read : await security.addPasskey(session, read.body));
  });

  routes.post("/api/sign-in/rename-passkey", "session", async (c, session) => {
    const read = await readJson(c.req.raw, renamePasskeySchema);
    return answer(isRefusal(read) ? read : await security.renamePasskey(session, read.body));
  });

  routes.post("/api/sign-in/remove-passkey", "session", async (c, session) => {
    const read = await readJson(c.req.raw, removePasskeySchema);
    return answer(isRefusal(read) ? read : await security.removePasskey(session, read.body.id));
  });
}

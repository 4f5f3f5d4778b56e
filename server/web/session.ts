import type { Session, SignInDoor } from "../sign-in/door.ts";
import { cookies, readCookie } from "./cookies.ts";

/**
 * Finds the session of a request by its cookie: null when there is none living, `locked` when it answers nothing before
 * one factor was given anew. `renew`: the person did something, the idle clock moves.
 */
export type FindSession = (
  request: Request,
  options: { renew: boolean },
) => Promise<Session | "locked" | null>;

/**
 * Whose the page is that asks. Should somebody else have signed in in this browser since, it is as if nobody had: what
 * one person typed never goes out under the cookie of another.
 */
export const personHeader = "Caducee-Person";

export function createFindSession(signIn: Pick<SignInDoor, "session">): FindSession {
  return async (request, options) => {
    const token = readCookie(request, cookies.session);
    if (token === null) return null;
    const of = request.headers.get(personHeader);
    return signIn.session(token, of === null ? options : { ...options, of });
  };
}

/** The session as the mail API asks for it. */
export function createSessionOf(find: FindSession) {
  return async (request: Request, options: { renew: boolean }) => {
    const session = await find(request, options);
    if (session === null || session === "locked") return session;
    const { id, person, endsAt } = session;
    return { who: { personId: person.id, sessionId: id }, login: person.login, name: person.name, endsAt };
  };
}

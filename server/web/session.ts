import type { Session, SignInDoor } from "../sign-in/door.ts";
import { cookies, readCookie } from "./cookies.ts";

/** Finds the living session of a request by its cookie. `renew`: the person did something, the idle clock moves. */
export type FindSession = (request: Request, options: { renew: boolean }) => Promise<Session | null>;

export function createFindSession(signIn: Pick<SignInDoor, "session">): FindSession {
  return async (request, options) => {
    const token = readCookie(request, cookies.session);
    return token === null ? null : signIn.session(token, options);
  };
}

/** The session as the mail API asks for it. */
export function createSessionOf(find: FindSession) {
  return async (request: Request, options: { renew: boolean }) => {
    const session = await find(request, options);
    if (!session) return null;
    const { id, person, endsAt } = session;
    return { who: { personId: person.id, sessionId: id }, login: person.login, name: person.name, endsAt };
  };
}

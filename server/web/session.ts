import type { Clock } from "../foundations/clock.ts";
import type { Session, SignInDoor } from "../sign-in/door.ts";
import { cookies, readCookie } from "./cookies.ts";
import type { Asking, JmapSession, Stranger } from "./jmap/parts.ts";
import { challengeFor, type FindProgram, type ProgramSettings } from "./program.ts";

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

/** Who asks the mail API: a program that shows a password, or a person by her session. */
export function createSessionOf(
  find: FindSession,
  findProgram: FindProgram,
  programs: ProgramSettings | null,
  clock: Clock,
) {
  return async (request: Request, { renew, ...from }: Asking): Promise<JmapSession | Stranger> => {
    const program = await findProgram(request, from);
    if (program) return program;
    const session = await find(request, { renew });
    if (!session) return { why: "signed-out", challenge: challengeFor(request, from, programs, clock.now()) };
    if (session === "locked") return { why: "locked", challenge: null };
    const { id, person, endsAt } = session;
    return { who: { personId: person.id, sessionId: id }, login: person.login, name: person.name, endsAt };
  };
}

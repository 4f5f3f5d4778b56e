import type { Session, SignInDoor } from "../sign-in/door.ts";
import { cookies, readCookie } from "./cookies.ts";
import type { Asking, JmapSession, Stranger } from "./jmap/parts.ts";
import { challengeFor, type FindProgram, type ProgramSettings } from "./program.ts";

/** Finds the living session of a request by its cookie. `renew`: the person did something, the idle clock moves. */
export type FindSession = (request: Request, options: { renew: boolean }) => Promise<Session | null>;

export function createFindSession(signIn: Pick<SignInDoor, "session">): FindSession {
  return async (request, options) => {
    const token = readCookie(request, cookies.session);
    return token === null ? null : signIn.session(token, options);
  };
}

/** Who asks the mail API: a program that shows a password, or a person by her session. */
export function createSessionOf(
  find: FindSession,
  findProgram: FindProgram,
  programs: ProgramSettings | null,
) {
  return async (request: Request, { renew, address }: Asking): Promise<JmapSession | Stranger> => {
    const program = await findProgram(request, address);
    if (program) return program;
    const session = await find(request, { renew });
    if (!session) return { why: "signed-out", challenge: challengeFor(request, address, programs) };
    const { id, person, endsAt } = session;
    return { who: { personId: person.id, sessionId: id }, login: person.login, name: person.name, endsAt };
  };
}

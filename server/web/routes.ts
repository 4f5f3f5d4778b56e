import type { Context, Hono } from "hono";
import type { Session } from "../sign-in/door.ts";
import { answerRefusal } from "./answers.ts";
import type { FindSession } from "./session.ts";

type Who = "everyone" | "session" | "looking";
type Answer = Response | Promise<Response>;
export type OpenHandler = (c: Context) => Answer;
export type SessionHandler = (c: Context, session: Session) => Answer;

/**
 * No route without saying who may: `everyone`, or whoever has a living session, which the handler then gets. `looking` is
 * asked by a page on its own: it does not move the idle clock.
 */
export interface Routes {
  get(path: string, who: "everyone", handler: OpenHandler): void;
  get(path: string, who: "session", handler: SessionHandler): void;
  post(path: string, who: "everyone", handler: OpenHandler): void;
  post(path: string, who: "session" | "looking", handler: SessionHandler): void;
  /** Routes that ask for the session themselves, one by one. */
  mount(path: string, who: "asked inside", routes: Hono): void;
}

export function openRoutes(app: Hono, find: FindSession): Routes {
  function guard(who: Who, handler: OpenHandler | SessionHandler): OpenHandler {
    // The overloads above pair "everyone" with a handler that takes no session.
    if (who === "everyone") return handler as OpenHandler;
    return async (c) => {
      const session = await find(c.req.raw, { renew: who !== "looking" });
      if (session === null) return answerRefusal("signed-out");
      return session === "locked" ? answerRefusal("locked") : handler(c, session);
    };
  }
  return {
    get: (path: string, who: "everyone" | "session", handler: OpenHandler | SessionHandler) =>
      void app.get(path, guard(who, handler)),
    post: (path: string, who: Who, handler: OpenHandler | SessionHandler) =>
      void app.post(path, guard(who, handler)),
    mount: (path, _, routes) => void app.route(path, routes),
  };
}

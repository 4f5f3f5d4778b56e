import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import { staySchema, unlockBeginSchema, unlockSchema } from "../../contracts/lock.ts";
import { codeSchema, type Open } from "../../contracts/sign-in.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Session, SignInDoor } from "../sign-in/door.ts";
import { answer, answerRefusal } from "./answers.ts";
import { cookies, giveCookie, newSecret, readCookie } from "./cookies.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";

export interface LockRouteParts {
  lock: SignInDoor["lock"];
  chance: Chance;
  compose(session: Session): Promise<Open>;
}

/**
 * `POST /api/sign-in/<operation>`, as contracts/lock.ts has them. They ask for the cookie themselves: a locked session
 * is none to every other route.
 */
export function addLockRoutes(routes: Routes, { lock, chance, compose }: LockRouteParts): void {
  routes.post("/api/sign-in/stay", "everyone", async (c) => {
    const token = readCookie(c.req.raw, cookies.session);
    if (token === null) return answerRefusal("signed-out");
    const read = await readJson(c.req.raw, staySchema);
    return answer(isRefusal(read) ? read : await lock.stay(token, read.body));
  });

  for (const [operation, deed] of [
    ["lock", lock.lock],
    ["locked", lock.look],
  ] as const)
    routes.post(`/api/sign-in/${operation}`, "everyone", async (c) => {
      const token = readCookie(c.req.raw, cookies.session);
      return token === null ? answerRefusal("signed-out") : answer(await deed(token));
    });

  routes.post("/api/sign-in/unlock", "everyone", async (c) => {
    const token = readCookie(c.req.raw, cookies.session);
    if (token === null) return answerRefusal("signed-out");
    const read = await readJson(c.req.raw, unlockSchema);
    return isRefusal(read) ? answer(read) : reopen(await lock.unlock(token, read.body.password));
  });

  routes.post("/api/sign-in/unlock-begin", "everyone", async (c) => {
    const token = readCookie(c.req.raw, cookies.session);
    if (token === null) return answerRefusal("signed-out");
    const read = await readJson(c.req.raw, unlockBeginSchema);
    if (isRefusal(read)) return answer(read);
    const known = readCookie(c.req.raw, cookies.door);
    const browser = known ?? newSecret(chance);
    const step = await lock.askCode(token, read.body.method, browser);
    return answer(step, known ? [] : [giveCookie(cookies.door, browser)]);
  });

  routes.post("/api/sign-in/unlock-code", "everyone", async (c) => {
    const token = readCookie(c.req.raw, cookies.session);
    if (token === null) return answerRefusal("signed-out");
    const read = await readJson(c.req.raw, codeSchema);
    if (isRefusal(read)) return answer(read);
    return reopen(await lock.unlockByCode(token, read.body, readCookie(c.req.raw, cookies.door) ?? ""));
  });

  async function reopen(unlocked: { session: Session; token: string } | Refusal): Promise<Response> {
    if (isRefusal(unlocked)) return answer(unlocked);
    return answer(await compose(unlocked.session), [giveCookie(cookies.session, unlocked.token)]);
  }
}

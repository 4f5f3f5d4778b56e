import { forgetBrowserSchema, type PostMarked, sharedPostSchema } from "../../contracts/browsers.ts";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { Marked, SignInDoor } from "../sign-in/door.ts";
import { answer } from "./answers.ts";
import { cookies, giveCookie } from "./cookies.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";
import type { ReadVisitor } from "./visitor.ts";

export interface BrowsersRouteParts {
  signIn: Pick<SignInDoor, "browsers">;
  readVisitor: ReadVisitor;
}

/** `POST /api/sign-in/<operation>`, as contracts/browsers.ts has them. */
export function addBrowsersRoutes(
  routes: Routes,
  { signIn: { browsers }, readVisitor }: BrowsersRouteParts,
): void {
  routes.post("/api/sign-in/browsers", "session", async (c, session) =>
    answer(await browsers.list(session, readVisitor(c))),
  );

  routes.post("/api/sign-in/forget-browser", "session", async (c, session) => {
    const read = await readJson(c.req.raw, forgetBrowserSchema);
    return answer(isRefusal(read) ? read : await browsers.forget(session, read.body.id, readVisitor(c)));
  });

  routes.post("/api/sign-in/mark-post", "session", async (c, session) =>
    answerMarked(await browsers.markPost(session, readVisitor(c))),
  );

  routes.post("/api/sign-in/unmark-post", "session", async (c, session) =>
    answer(await browsers.unmarkPost(session, readVisitor(c))),
  );

  // The link is all that is asked for: whoever holds it may make a browser less trusted, and no more.
  routes.post("/api/sign-in/shared-post", "everyone", async (c) => {
    const read = await readJson(c.req.raw, sharedPostSchema);
    if (isRefusal(read)) return answer(read);
    return answerMarked(await browsers.usePostLink(read.body.link, readVisitor(c)));
  });
}

function answerMarked(marked: Marked | Refusal): Response {
  if (isRefusal(marked)) return answer(marked);
  return answer({ step: "post-marked" } satisfies PostMarked, [giveCookie(cookies.browser, marked.browser)]);
}

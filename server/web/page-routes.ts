import type { Context } from "hono";
import { answer, answerRefusal } from "./answers.ts";
import { isElsewhere, type Names } from "./origin.ts";
import type { Pages } from "./pages.ts";
import type { Routes } from "./routes.ts";
import type { Browsers } from "../sign-in/door.ts";
import type { FindSession } from "./session.ts";
import type { ReadVisitor } from "./visitor.ts";

/** The blank page in which an HTML message is shown; what it may do is in its policy, not in the page's. */
const messageFrame = {
  html: '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Message</title></head><body></body></html>',
  policy: [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join("; "),
};

/** A script or a style is no page: opened as one it does nothing, in fewer bytes than what pages may do. */
const assetPolicy = "default-src 'none'; frame-ancestors 'none'";

/** The pages that every page links. */
const noticePaths = ["/assistance", "/mentions-legales", "/donnees-personnelles", "/accessibilite"];

/** Pages and the files they load. */
export function addPageRoutes(
  routes: Routes,
  parts: {
    pages: Pages;
    find: FindSession;
    names: Names;
    browsers: Pick<Browsers, "isShared">;
    readVisitor: ReadVisitor;
  },
): void {
  const { pages, find, names, browsers, readVisitor } = parts;

  async function answerPage(c: Context): Promise<Response> {
    if (isElsewhere(c.req.url, names)) {
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(`${names.publicUrl}${pathname}${search}`, 307);
    }
    const session = await find(c.req.raw, { renew: true });
    const isShared = await browsers.isShared(readVisitor(c));
    // Never kept: « back » after signing out on a shared computer shows the door.
    const state = session === null ? "no" : session === "locked" ? "locked" : "yes";
    return pages.page(state, isShared).answer(c.req.raw, "no-store");
  }

  routes.get("/", "everyone", answerPage);
  routes.get("/boites/*", "everyone", answerPage);
  routes.get("/ma-securite", "everyone", answerPage);
  for (const path of noticePaths) routes.get(path, "everyone", answerPage);
  for (const path of ["/acces", "/acces/:section"]) routes.get(path, "everyone", answerPage);
  routes.get("/premier-acces", "everyone", answerPage);
  // The secret of a link stands after « # »: it is never asked for here, and looking at the page uses nothing up.
  routes.get("/mot-de-passe-oublie", "everyone", answerPage);

  // So does that of a link that marks a shared post.
  routes.get("/poste-partage", "everyone", answerPage);

  routes.get("/assets/:name", "everyone", async (c) => {
    const file = pages.asset(c.req.param("name") ?? "");
    if (!file) return answerRefusal("not-found");
    // Names carry the hash of what they hold.
    const answered = await file.answer(c.req.raw, "public, max-age=31536000, immutable");
    answered.headers.set("Content-Security-Policy", assetPolicy);
    return answered;
  });

  routes.get(
    "/message-frame",
    "everyone",
    () =>
      new Response(messageFrame.html, {
        headers: {
          "Content-Type": "text/html; charset=utf-8",
          "Content-Security-Policy": messageFrame.policy,
          "Cache-Control": "public, max-age=3600",
        },
      }),
  );

  routes.get("/health", "everyone", () => answer({ ready: true }));
  // RFC 8620 §2.2.
  routes.get("/.well-known/jmap", "everyone", (c) => c.redirect("/jmap/session", 307));
}

import { Hono } from "hono";
import type { AdministrationDoor } from "../administration/door.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Log } from "../foundations/log.ts";
import { answerDefect, answerRefusal } from "./answers.ts";
import { addAppPasswordRoutes, type AppPasswordRouteParts } from "./app-password-routes.ts";
import { addBrowsersRoutes, type BrowsersRouteParts } from "./browsers-routes.ts";
import { addAdministrationRoutes } from "./administration-routes.ts";
import { addExportRoutes, type ExportRouteParts } from "./export-routes.ts";
import { addFirstAccessRoutes, type FirstAccessRouteParts } from "./first-access-routes.ts";
import { addForgottenRoutes, type ForgottenSignIn } from "./forgotten-routes.ts";
import { addHeaders } from "./headers.ts";
import { addNoticeRoutes, type OperatorLook } from "./notice-routes.ts";
import { type Names, refuseForeign } from "./origin.ts";
import { addPageRoutes } from "./page-routes.ts";
import type { Pages } from "./pages.ts";
import { openRoutes } from "./routes.ts";
import { addSecurityRoutes, type SecurityRouteParts } from "./security-routes.ts";
import type { FindSession } from "./session.ts";
import { addSignInRoutes, type SignInRouteParts } from "./sign-in-routes.ts";

export interface WebParts extends SignInRouteParts, SecurityRouteParts {
  mailboxes: SignInRouteParts["mailboxes"] & ExportRouteParts["mailboxes"];
  signIn: SignInRouteParts["signIn"] &
    SecurityRouteParts["signIn"] &
    ForgottenSignIn &
    AppPasswordRouteParts["signIn"] &
    BrowsersRouteParts["signIn"] &
    FirstAccessRouteParts["signIn"];
  programs: AppPasswordRouteParts["programs"];
  administration: AdministrationDoor;
  find: FindSession;
  pages: Pages;
  look: OperatorLook;
  names: Names;
  /** The mail API, mounted at `/jmap`. */
  jmap: Hono;
  chance: Chance;
  log: Log;
}

/** Everything that answers over HTTP. */
export function createWeb(parts: WebParts): Hono {
  const app = new Hono();
  app.onError((error) => answerDefect(error, parts.log, parts.chance));
  app.notFound(() => answerRefusal("not-found"));
  app.use(addHeaders(parts.names.publicUrl), refuseForeign(parts.names));
  const routes = openRoutes(app, parts.find);
  addPageRoutes(routes, { ...parts, browsers: parts.signIn.browsers });
  addNoticeRoutes(routes, parts.look);
  addSignInRoutes(routes, parts);
  addSecurityRoutes(routes, parts);
  addForgottenRoutes(routes, parts.signIn);
  addAppPasswordRoutes(routes, { ...parts, publicUrl: parts.names.publicUrl });
  addBrowsersRoutes(routes, parts);
  addFirstAccessRoutes(routes, parts);
  addAdministrationRoutes(routes, parts);
  addExportRoutes(routes, parts);
  routes.mount("/jmap", "asked inside", parts.jmap);
  return app;
}

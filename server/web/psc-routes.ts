import type { Context } from "hono";
import { isRefusal, refusalParameter, type Refusal } from "../../contracts/refusals.ts";
import { provenParameter } from "../../contracts/security.ts";
import { type Leave, pscSchema } from "../../contracts/sign-in.ts";
import type { Chance } from "../foundations/chance.ts";
import type { SignInDoor } from "../sign-in/door.ts";
import { answer } from "./answers.ts";
import { cookies, giveCookie, giveCookies, newSecret, readCookie, takeCookie } from "./cookies.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";
import type { ReadVisitor } from "./visitor.ts";

/** The addresses registered with Pro Santé Connect (`returnPaths` of the sign-in), which come from another site. */
const paths = { back: "/psc/retour", out: "/psc/sortie" };
/** The page that asked for a proof, and is opened again with what became of it. */
const security = "/ma-securite";

export interface PscRouteParts {
  signIn: Pick<SignInDoor, "beginPsc" | "answerPsc" | "security">;
  chance: Chance;
  readVisitor: ReadVisitor;
}

/** To Pro Santé Connect and back. */
export function addPscRoutes(routes: Routes, { signIn, chance, readVisitor }: PscRouteParts): void {
  // Asked by our own page, as every POST: no other site sends a browser there in our name (login CSRF).
  routes.post("/api/sign-in/psc", "everyone", async (c) => {
    const read = await readJson(c.req.raw, pscSchema);
    if (isRefusal(read)) return answer(read);
    const token = readCookie(c.req.raw, cookies.session);
    return leave(c, (browser) => signIn.beginPsc(browser, token, read.body));
  });

  // A second factor given anew, inside a session.
  routes.post("/api/sign-in/prove-psc", "session", (c, session) =>
    leave(c, (browser) => signIn.security.beginPscProof(session, browser)),
  );

  routes.get(paths.back, "everyone", async (c) => {
    const browser = readCookie(c.req.raw, cookies.psc) ?? "";
    const token = readCookie(c.req.raw, cookies.session);
    const { searchParams: query } = new URL(c.req.url);
    const proof = await signIn.security.answerPscProof(query, browser, token);
    if (proof && isRefusal(proof)) return goTo(c, `${security}?${refusalParameter}=${proof.refusal.code}`);
    if (proof) return goTo(c, `${security}?${provenParameter}`, [takeCookie(cookies.psc)]);
    const answered = await signIn.answerPsc(query, browser, token, readVisitor(c));
    if (isRefusal(answered)) return goTo(c, `/?${refusalParameter}=${answered.refusal.code}`);
    return goTo(c, "/", [...giveCookies(answered), takeCookie(cookies.psc)]);
  });

  routes.get(paths.out, "everyone", (c) => goTo(c, `/?${refusalParameter}=signed-out`));

  /** Sends a browser away with the cookie that it has to come back with. */
  async function leave(
    c: Context,
    begin: (browser: string) => Promise<{ location: string } | Refusal>,
  ): Promise<Response> {
    const known = readCookie(c.req.raw, cookies.psc);
    const browser = known ?? newSecret(chance);
    const begun = await begin(browser);
    if (isRefusal(begun)) return answer(begun);
    return answer(
      { step: "leave", ...begun } satisfies Leave,
      known ? [] : [giveCookie(cookies.psc, browser)],
    );
  }
}

/** The code leaves the address bar at once, and no history keeps it. */
function goTo(c: Context, place: string, setCookies: readonly string[] = []): Response {
  for (const line of setCookies) c.header("Set-Cookie", line, { append: true });
  c.header("Cache-Control", "no-store");
  return c.redirect(place, 303);
}

import { isRefusal } from "../../contracts/refusals.ts";
import { forgottenSchema, newPasswordSchema } from "../../contracts/forgotten-password.ts";
import type { SignInDoor } from "../sign-in/door.ts";
import { answer } from "./answers.ts";
import { readBrowserKind } from "./browser-kind.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";

export type ForgottenSignIn = Pick<SignInDoor, "askLink" | "useLink">;

/** `POST /api/sign-in/{forgotten,new-password}`, as contracts/forgotten-password.ts has them. No cookie is given here. */
export function addForgottenRoutes(routes: Routes, signIn: ForgottenSignIn): void {
  routes.post("/api/sign-in/forgotten", "everyone", async (c) => {
    const read = await readJson(c.req.raw, forgottenSchema);
    return answer(isRefusal(read) ? read : await signIn.askLink(read.body.login));
  });

  routes.post("/api/sign-in/new-password", "everyone", async (c) => {
    const read = await readJson(c.req.raw, newPasswordSchema);
    if (isRefusal(read)) return answer(read);
    const { link, password } = read.body;
    return answer(await signIn.useLink(link, password, readBrowserKind(c.req.raw)));
  });
}

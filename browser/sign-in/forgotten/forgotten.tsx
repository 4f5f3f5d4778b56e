import type { Operator } from "../../../contracts/sign-in.ts";
import { render } from "preact";
import { ForgottenPage } from "./page.tsx";
import { chooseForgottenWords } from "./words.ts";

/** Draws the page of a forgotten password. */
export async function mountForgotten(root: Element, operator: Operator): Promise<void> {
  await chooseForgottenWords().catch(() => undefined);
  render(<ForgottenPage operator={operator} />, root);
}

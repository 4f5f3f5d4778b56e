import type { Operator } from "../../../contracts/sign-in.ts";
import { render } from "preact";
import "../../look/codes.css";
import "../../look/first-access.css";
import { FirstAccessPage } from "./page.tsx";
import { chooseFirstAccessWords } from "./words.ts";

/** Draws the pages of a first access. */
export async function mountFirstAccess(root: Element, operator: Operator): Promise<void> {
  await chooseFirstAccessWords().catch(() => undefined);
  render(<FirstAccessPage operator={operator} />, root);
}

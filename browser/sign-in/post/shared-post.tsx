import type { Operator } from "../../../contracts/sign-in.ts";
import { render } from "preact";
import { SharedPostPage } from "./page.tsx";
import { choosePostWords } from "./words.ts";

/** Draws the page of a link that marks a shared post. */
export async function mountSharedPost(root: Element, operator: Operator): Promise<void> {
  await choosePostWords().catch(() => undefined);
  render(<SharedPostPage operator={operator} />, root);
}

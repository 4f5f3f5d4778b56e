import { render } from "preact";
import type { Notice, Notices } from "../../contracts/notices.ts";
import type { Operator } from "../../contracts/sign-in.ts";
import { addresses } from "../addresses.ts";
import "../look/notices.css";
import { NoticePage } from "./page.tsx";
import { chooseNoticeWords } from "./words.ts";

/** Draws one of the legal pages, from what the operator says of itself. */
export async function mountNotice(root: Element, operator: Operator, notice: Notice): Promise<void> {
  await chooseNoticeWords().catch(() => undefined);
  // The shape is promised by contracts/notices.ts; the server is ours.
  const said = (await fetch(addresses.operatorNotices)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null)) as Notices | null;
  render(<NoticePage operator={operator} notice={notice} said={said} />, root);
}

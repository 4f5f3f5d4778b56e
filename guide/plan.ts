import type { GuideMethod, GuideSubject } from "../server/administration/door.ts";
import { words } from "./words.ts";

/** A heading of the guide, and the page it stands on. */
export interface Section {
  id: "sign-in" | GuideMethod | "mailbox" | "reading" | "help";
  /** « 1 », « 1.2 ». */
  number: string;
  title: string;
  /** Its page, the cover being the first. */
  page: number;
  level: 1 | 2;
}

/** One page of the guide after its contents: what stands on it, from top to bottom. */
export type Leaf = readonly Section[];

/** Pages before the first leaf: cover and contents. */
export const front = 2;

/** A page holds two of these, but for codes by e-mail, whose mail is shown too. */
const halves: Record<GuideMethod, 1 | 2> = { email: 2, sms: 1, totp: 1, passkey: 1, psc: 1 };

/** Which sections follow from the operator's policy, and how they are laid on pages. */
export function planGuide({ methods }: Pick<GuideSubject, "methods">): Leaf[] {
  const leaves: Section[][] = [];
  const onNew = (section: Omit<Section, "page">): void => {
    leaves.push([{ ...section, page: front + leaves.length + 1 }]);
  };
  onNew({ id: "sign-in", number: "1", title: words.titles["sign-in"], level: 1 });
  let room = 0;
  for (const [place, method] of methods.entries()) {
    const section = { id: method, number: `1.${place + 1}`, title: words.titles[method], level: 2 } as const;
    const last = leaves.at(-1);
    if (halves[method] > room || !last) onNew(section);
    else last.push({ ...section, page: front + leaves.length });
    room = halves[method] > room ? 2 - halves[method] : room - halves[method];
  }
  onNew({ id: "mailbox", number: "2", title: words.titles.mailbox, level: 1 });
  onNew({ id: "reading", number: "2.1", title: words.titles.reading, level: 2 });
  onNew({ id: "help", number: "3", title: words.titles.help, level: 1 });
  return leaves;
}

/** How many pages a guide has in all. */
export function pagesOf(leaves: readonly Leaf[]): number {
  return front + leaves.length;
}

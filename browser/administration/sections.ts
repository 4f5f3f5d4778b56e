import type { ComponentType } from "preact";
import type { Open } from "../../contracts/sign-in.ts";
import { words } from "./words.ts";

/** What each page of « Accès » is given. */
export interface SectionProps {
  person: Open["person"];
  /** When an answer says that the session is locked or over. */
  onSignedOut(): void;
}

/** A page of « Accès »: its address, its name in the menu, whose it is, and its code, which loads on its own. */
export interface Section {
  path: string;
  name: keyof typeof words.sections;
  manages: NonNullable<Open["person"]["manages"]>;
  load(): Promise<ComponentType<SectionProps>>;
}

/** In the order of the menu; the first of each charge opens by itself. */
export const sections: readonly Section[] = [
  {
    path: "/acces",
    name: "people",
    manages: "structure",
    load: async () => (await import("./page.tsx")).PeoplePage,
  },
];

/** The page that an address asks for, among those of whoever asks. */
export function findSection(path: string, manages: Open["person"]["manages"]): Section | null {
  const own = sections.filter((section) => section.manages === manages);
  return own.find((section) => section.path === path) ?? own[0] ?? null;
}

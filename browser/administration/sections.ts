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
const sections: readonly Section[] = [
  {
    path: "/acces",
    name: "people",
    manages: "structure",
    load: async () => (await import("./page.tsx")).PeoplePage,
  },
  {
    path: "/acces/sante",
    name: "health",
    manages: "structure",
    load: async () => (await import("./health/page.tsx")).openHealthPage(),
  },
  { path: "/acces/traces", name: "traces", manages: "structure", load: loadTraces },
  { path: "/acces/traces", name: "traces", manages: "operator", load: loadTraces },
];

async function loadTraces(): Promise<ComponentType<SectionProps>> {
  return (await import("./traces/page.tsx")).openTracesPage();
}

/** The pages of whoever asks. */
export function sectionsOf(manages: Open["person"]["manages"]): Section[] {
  return sections.filter((section) => section.manages === manages);
}

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
  /** `anyone`: asks for itself what each may; in the menu of a référent, and found by its address. */
  manages: NonNullable<Open["person"]["manages"]> | "anyone";
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
    path: "/acces/arrivees",
    name: "arrivals",
    manages: "structure",
    load: async () => (await import("./arrivals/open.ts")).openArrivals(),
  },
  {
    path: "/acces/boites",
    name: "boxes",
    manages: "structure",
    load: async () => {
      await import("./boxes/words.ts").then(({ chooseBoxWords }) => chooseBoxWords());
      return (await import("./boxes/page.tsx")).BoxesPage;
    },
  },
  {
    path: "/acces/regles",
    name: "rules",
    manages: "structure",
    load: async () => (await import("./policy/open.ts")).openRules(),
  },
  {
    path: "/acces/sante",
    name: "health",
    manages: "structure",
    load: async () => (await import("./health/page.tsx")).openHealthPage(),
  },
  { path: "/acces/traces", name: "traces", manages: "structure", load: loadTraces },
  {
    path: "/acces/copies",
    name: "copies",
    manages: "anyone",
    load: async () => {
      await import("./boxes/words.ts").then(({ chooseBoxWords }) => chooseBoxWords());
      return (await import("./copies/page.tsx")).CopiesPage;
    },
  },
  {
    path: "/acces/structures",
    name: "structures",
    manages: "operator",
    load: async () => {
      await import("./structures/words.ts").then(({ chooseStructureWords }) => chooseStructureWords());
      return (await import("./structures/page.tsx")).StructuresPage;
    },
  },
  {
    path: "/acces/regles",
    name: "rules",
    manages: "operator",
    load: async () => (await import("./policy/open.ts")).openOperatorRules(),
  },
  {
    path: "/acces/guide",
    name: "guide",
    manages: "operator",
    load: async () => (await import("./guide/page.tsx")).openGuidePage(),
  },
  { path: "/acces/traces", name: "traces", manages: "operator", load: loadTraces },
];

async function loadTraces(): Promise<ComponentType<SectionProps>> {
  return (await import("./traces/page.tsx")).openTracesPage();
}

/** The pages of whoever asks. */
export function sectionsOf(manages: Open["person"]["manages"]): Section[] {
  return sections.filter((section) =>
    section.manages === "anyone"
      ? manages === "structure" || (manages === null && section.path === location.pathname)
      : section.manages === manages,
  );
}

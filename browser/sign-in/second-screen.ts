import { useEffect, useState } from "preact/hooks";
import type { Operator } from "../../contracts/sign-in.ts";
import type { CodeScreen } from "./code-screen.tsx";

/**
 * The second screen of the 2022 guide, fetched while the first one is filled in; null for the other guide. Should it be
 * lost on the way, the dialog of that one does as well.
 */
export function useSecondScreen({ layout }: Operator): typeof CodeScreen | null {
  const [screen, setScreen] = useState<typeof CodeScreen | null>(null);
  useEffect(() => {
    if (layout === "2022")
      import("./code-screen.tsx").then((part) => setScreen(() => part.CodeScreen)).catch(() => undefined);
  }, []);
  return screen;
}

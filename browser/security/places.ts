import type { Attempts, OpenSessions } from "../../contracts/own-sessions.ts";
import { words } from "./words.ts";

type Place = Pick<
  Attempts["attempts"][number] | OpenSessions["sessions"][number],
  "browser" | "system" | "network"
>;

/** « Firefox sur Windows », as far as the browser says. */
export function browserOf({ browser, system }: Place): string {
  if (browser && system) return words.sessions.browser(browser, system);
  return browser ?? system ?? words.sessions.unknownBrowser;
}

/** The network's name or address. */
export function networkOf({ network }: Place): string {
  return network ?? words.sessions.unknownNetwork;
}

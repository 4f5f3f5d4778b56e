import { clockTime } from "../../controls/clock-time.ts";
import { tellDay } from "../days.ts";
import { words } from "./words.ts";

/** « le 22 novembre à 9 h 02 », as a version of the rules is dated. */
export function tellWhen(at: number): string {
  return words.moment(tellDay(at), clockTime(at, document.documentElement.lang));
}

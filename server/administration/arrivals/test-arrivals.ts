import type { ArrivalsState, RunLine } from "../../../contracts/administration-arrivals.ts";
import { isRefusal, type Refusal } from "../../../contracts/refusals.ts";
import type { AccessHouse } from "../test-house.ts";

export const heading = "Prénom;Nom;Messagerie;Identité vérifiée;Boîtes";

/** A file of so many people, whose names hold this word. */
export function fileOf(word: string, people: number, box = "ime@valdebrume.mss.example"): string {
  const lines = Array.from(
    { length: people },
    (_, place) => `Ana;${nameOf(word, place)};${mailOf(word, place)};CNI;${box} : rédaction`,
  );
  return [heading, ...lines].join("\r\n");
}

export const mailOf = (word: string, place: number) => `${word}${place}@ordinaire.example`;

/** Names hold no figures: they are told apart by letters. */
function nameOf(word: string, place: number): string {
  const letters = String(place).replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "");
  return `${word} ${letters}`;
}

export function taken<Answer extends object>(answer: Answer | Refusal): Answer {
  if (isRefusal(answer)) throw new Error(answer.refusal.code);
  return answer;
}

/** Checks a file and begins its run, as the référent of the house. */
export async function begin(
  { administration, who }: Pick<AccessHouse, "administration" | "who">,
  text: string,
): Promise<NonNullable<ArrivalsState["run"]>> {
  const checked = taken(await administration.arrivals.check(who.référent, text));
  if (checked.step !== "checked") throw new Error(checked.fault.code);
  const { run } = taken(await administration.arrivals.begin(who.référent, { text, digest: checked.digest }));
  if (!run) throw new Error("no run");
  return run;
}

export async function linesOf(
  { administration, who }: Pick<AccessHouse, "administration" | "who">,
  runId: string,
): Promise<RunLine[]> {
  return taken(await administration.arrivals.lines(who.référent, runId)).lines;
}

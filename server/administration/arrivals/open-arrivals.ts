import type {
  ArrivalsCheck,
  ArrivalsLines,
  ArrivalsRun,
  ArrivalsState,
  LineMail,
  LineState,
} from "../../../contracts/administration-arrivals.ts";
import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { DirectoryDoor } from "../../directory/door.ts";
import { remoteChanges, remoteReads, type Store } from "../../foundations/database/operation.ts";
import { newId } from "../../foundations/ids.ts";
import { foldNames } from "../rules/login.ts";
import { countFates, digestOf, sealLines, viewLine } from "./lines.ts";
import { type Judged, judge, loginsOf } from "./rules/judge.ts";
import { type FileRead, readFile } from "./rules/read-file.ts";
import { readLine } from "./rules/read-line.ts";
import { type Runs, type RunsParts, startRuns } from "./runs.ts";
import type { ArrivalsStore } from "./store.ts";
import type { RunFound } from "./store/reads.ts";

/** Many accesses from one file. `who` is the person of the session; each operation checks what she may. */
export interface ArrivalsDoor {
  /** Each line's fate; nothing is done. */
  check(who: string, text: string): Promise<ArrivalsCheck | Refusal>;
  /** Keeps the run, which then goes on by itself; refused when the fates are not those of `digest`. */
  begin(who: string, file: { text: string; digest: string }): Promise<ArrivalsState | Refusal>;
  /** A run, or the last one (`null`). */
  state(who: string, runId: string | null): Promise<ArrivalsState | Refusal>;
  lines(who: string, runId: string): Promise<ArrivalsLines | Refusal>;
  cancel(who: string, asked: { runId: string; how: "rest" | "all" }): Promise<ArrivalsState | Refusal>;
  resume(who: string, runId: string): Promise<ArrivalsState | Refusal>;
  resend(who: string, runId: string): Promise<ArrivalsState | Refusal>;
  /** Works on runs until it is closed; without it they wait. Looks for some every `lookMs` of the machine's time. */
  startRuns(lookMs?: number): Runs;
  /** Forgets runs that ended ninety days ago. */
  forget(): Promise<void>;
}

export interface ArrivalsParts extends Omit<
  RunsParts,
  "changes" | "reads" | "atOnce" | "restMs" | "lookMs" | "directory"
> {
  store: Store;
  directory: RunsParts["directory"] & Pick<DirectoryDoor, "openContacts">;
}

/** How long the list of a run is kept: the trace says the rest for longer. */
const keptMs = 90 * 86_400_000;
/** Reading a large file takes the whole process for a moment: one at a time, and few wait. */
const mostWaiting = 8;
const restMs = 10;

export function openArrivals(parts: ArrivalsParts): ArrivalsDoor {
  const { store, directory, sealing, clock, chance } = parts;
  const changes = remoteChanges<ArrivalsStore["changes"]>(store, "administration");
  const reads = remoteReads<ArrivalsStore["reads"]>(store, "administration");
  const asked = (who: string) => ({ who, at: clock.now() });
  let runs: Runs | null = null;
  let reading: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  /** The lines of a file held against the structure as it is now. */
  async function judgeFile(who: string, file: FileRead): Promise<Judged[] | Refusal> {
    const now = clock.now();
    const cells = file.lines.map((one) => one.cells);
    const names = [...new Set(cells.map(foldNames))];
    const found = await reads.arrivalsGround({ ...asked(who), names });
    if (isRefusal(found)) return found;
    const mailboxes = new Map(found.mailboxes.map(({ id, address }) => [address.toLowerCase(), id]));
    const lines = file.lines.map((one) => readLine(one, { mailboxes, domains: parts.domains, now }));
    const logins = loginsOf(lines, found.domain);
    const taken = await reads.takenAmong({ ...asked(who), logins });
    if (isRefusal(taken)) return taken;
    const [known, has] = [new Set(logins), new Set(taken.logins)];
    const people = found.people.map(({ person, rpps, contacts }) => ({
      ...person,
      rpps,
      email: contacts && (directory.openContacts(contacts).email?.address.toLowerCase() ?? null),
    }));
    const isTaken = (login: string) => has.has(login) || !known.has(login);
    return judge(lines, { domain: found.domain, people, isTaken });
  }

  /** One file after the other. */
  async function inTurn<Answer>(run: () => Promise<Answer>): Promise<Answer | Refusal> {
    if (waiting >= mostWaiting) return refuse("busy");
    waiting += 1;
    const mine = reading.then(run).finally(() => (waiting -= 1));
    reading = mine.catch(() => undefined);
    return mine;
  }

  async function check(who: string, text: string): Promise<ArrivalsCheck | Refusal> {
    // Who may is asked before a large file is read.
    const allowed = await reads.takenAmong({ ...asked(who), logins: [] });
    if (isRefusal(allowed)) return allowed;
    const file = readFile(text);
    if ("fault" in file) return { step: "unreadable", fault: file.fault };
    const judged = await judgeFile(who, file);
    if (isRefusal(judged)) return judged;
    return {
      step: "checked",
      digest: digestOf(text, judged),
      counts: countFates(judged),
      ignored: file.ignored,
      lines: judged.map(({ checked }) => checked),
    };
  }

  async function begin(
    who: string,
    { text, digest }: { text: string; digest: string },
  ): Promise<{ runId: string } | Refusal> {
    const allowed = await reads.takenAmong({ ...asked(who), logins: [] });
    if (isRefusal(allowed)) return allowed;
    const file = readFile(text);
    if ("fault" in file) return refuse("malformed");
    const judged = await judgeFile(who, file);
    if (isRefusal(judged)) return judged;
    // What was shown is what is given: whoever pressed twice, or waited, looks again.
    if (digestOf(text, judged) !== digest) return refuse("arrivals-changed");
    if (countFates(judged).new === 0) return refuse("arrivals-over");
    const runId = newId(chance, "r");
    const lines = sealLines(judged, runId, parts);
    return changes.beginArrivals({ ...asked(who), runId, lines });
  }

  async function state(who: string, runId: string | null): Promise<ArrivalsState | Refusal> {
    const answer = await reads.arrivals({ ...asked(who), runId });
    if (isRefusal(answer)) return answer;
    const { found, ...rest } = answer;
    return { run: found && viewRun(found, clock.now()), ...rest };
  }

  /** The run as it stands after what was asked, which goes on at once. */
  async function after(who: string, outcome: { runId: string } | Refusal): Promise<ArrivalsState | Refusal> {
    if (isRefusal(outcome)) return outcome;
    runs?.wake();
    return state(who, outcome.runId);
  }

  return {
    check: (who, text) => inTurn(() => check(who, text)),
    begin: async (who, file) => after(who, await inTurn(() => begin(who, file))),
    state,
    async lines(who, runId) {
      const found = await reads.arrivalLines({ ...asked(who), runId });
      return isRefusal(found) ? found : { lines: found.rows.map((row) => viewLine(row, sealing)) };
    },
    cancel: async (who, given) => after(who, await changes.cancelArrivals({ ...asked(who), ...given })),
    resume: async (who, runId) => after(who, await changes.resumeArrivals({ ...asked(who), runId })),
    resend: async (who, runId) => after(who, await changes.resendArrivals({ ...asked(who), runId })),
    startRuns(lookMs = 30_000) {
      const atOnce = store.dialect === "sqlite" ? 20 : 1;
      runs = startRuns({ ...parts, changes, reads, atOnce, restMs, lookMs });
      runs.wake();
      return runs;
    },
    forget: async () => void (await changes.forgetArrivals({ before: clock.now() - keptMs })),
  };
}

const noLines: Record<LineState, number> = {
  waiting: 0,
  given: 0,
  refused: 0,
  known: 0,
  dropped: 0,
  undone: 0,
  kept: 0,
};
const noMails: Record<LineMail, number> = {
  none: 0,
  waiting: 0,
  sending: 0,
  handed: 0,
  failed: 0,
  unsure: 0,
};

function viewRun({ run, by, lines, mails }: RunFound, now: number): ArrivalsRun {
  return {
    id: run.id,
    state: run.state,
    reason: run.reason,
    by,
    madeAt: run.made_at,
    endedAt: run.ended_at,
    pausedUntil: run.state === "running" && run.next_at > now ? run.next_at : null,
    lines: { ...noLines, ...lines },
    mails: { ...noMails, ...mails },
  };
}

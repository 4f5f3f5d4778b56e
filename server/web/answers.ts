import { isRefusal, type Refusal, refusals, type RefusalCode, refuse } from "../../contracts/refusals.ts";
import type { Chance } from "../foundations/chance.ts";
import { newId } from "../foundations/ids.ts";
import type { Log } from "../foundations/log.ts";

const always = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" };

/** The one place where answers, refusals and defects become bytes. Nothing an API says is ever cached. */
export function answer(value: object, setCookies: readonly string[] = []): Response {
  const cookies = setCookies.map((line) => ["Set-Cookie", line] as [string, string]);
  return new Response(JSON.stringify(value), {
    status: statusOf(value),
    headers: cookies.length > 0 ? [...Object.entries(always), ...cookies] : always,
  });
}

/** A refusal without facts. */
export function answerRefusal(code: RefusalCode): Response {
  return answer(refuse(code));
}

/** A defect of ours: the log has it all under a reference, the person gets the reference. */
export function answerDefect(error: unknown, log: Log, chance: Chance): Response {
  const reference = newId(chance, "d").slice(0, 9);
  log.defect("web.defect", error, { reference });
  return answer(refuse("defect", { reference }));
}

function statusOf(value: object | Refusal): number {
  return isRefusal(value) ? refusals[value.refusal.code].status : 200;
}

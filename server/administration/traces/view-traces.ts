import type { TraceRow, TraceWho } from "../../../contracts/administration-traces.ts";
import type { AuditRow } from "../../audit/door.ts";
import type { DirectoryStore } from "../../directory/door.ts";
import type { ReadTx } from "../../foundations/database/operation.ts";

type Names = Pick<DirectoryStore, "reads">;
type Facts = TraceRow["facts"];

/** Rows of the trace with the names of those they tell of: persons who left have theirs still. */
export async function viewTraces(
  directory: Names,
  tx: ReadTx,
  rows: readonly AuditRow[],
  mailboxes: readonly { id: string; name: string }[],
): Promise<TraceRow[]> {
  const known = new Map<string, string | null>();
  const nameOf = async (id: string): Promise<string | null> => {
    if (!known.has(id)) known.set(id, (await directory.reads.person(tx, { id }))?.name ?? null);
    return known.get(id) ?? null;
  };
  const boxes = new Map(mailboxes.map(({ id, name }) => [id, name]));
  const views: TraceRow[] = [];
  for (const { chain, seq, at, actor, action, object, outcome, facts } of rows) {
    // What the chain keeps is what this program wrote: facts are words, numbers and truth values.
    const told = JSON.parse(facts) as Facts;
    const about = personIn(object) ?? personIn(told["person"]);
    views.push({
      chain,
      seq,
      at,
      who: await viewActor(actor, nameOf),
      action,
      whom: about === null ? null : await nameOf(about),
      mailbox: boxes.get(chain.replace(/^mailbox:/, "")) ?? boxes.get(String(told["mailbox"])) ?? null,
      outcome: outcome === "refused" ? "refused" : "done",
      facts: told,
    });
  }
  return views;
}

/** A person's id, which begins with its own letter. */
function personIn(id: unknown): string | null {
  return typeof id === "string" && id.startsWith("p") ? id : null;
}

async function viewActor(actor: string, nameOf: (id: string) => Promise<string | null>): Promise<TraceWho> {
  if (actor === "program" || actor === "command") return { kind: actor, name: "" };
  if (actor.startsWith("peer:")) return { kind: "peer", name: actor.slice("peer:".length) };
  const name = await nameOf(actor.replace(/^person:/, ""));
  return name === null ? { kind: "unknown", name: "" } : { kind: "person", name };
}

import * as v from "valibot";
import { traceExportSchema, tracesSchema } from "../../contracts/administration-traces.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { Log } from "../foundations/log.ts";
import type { AddOperation } from "./administration-routes.ts";
import { answer, answerRefusal } from "./answers.ts";
import { isForeign, type Names } from "./origin.ts";
import type { Routes } from "./routes.ts";
import { streamBytes } from "./stream-bytes.ts";

/** « Traces »: searched by pages, and exported as a file that leaves as it is read. */
export function addTraceRoutes(
  routes: Routes,
  add: AddOperation,
  parts: { administration: Pick<AdministrationDoor, "traces">; names: Names; log: Log },
): void {
  const { traces } = parts.administration;
  add("traces", tracesSchema, traces.search);
  add("trace-choices", v.strictObject({}), traces.choices);

  routes.get("/api/administration/export-traces", "session", async (c, { person }) => {
    // It leaves a row in the trace: no link or picture of another site makes somebody's browser ask for it.
    if (isForeign(c.req.raw.headers, parts.names.publicUrl)) return answerRefusal("foreign-origin");
    const asked = v.safeParse(traceExportSchema, c.req.query());
    if (!asked.success) return answerRefusal("malformed");
    const file = await traces.export(person.id, asked.output);
    if (isRefusal(file)) return answer(file);
    const onDefect = (error: unknown) => parts.log.defect("web.export-traces", error, {});
    return new Response(streamBytes(encode(file.lines), onDefect), {
      headers: {
        "Content-Type": file.type,
        "Content-Disposition": `attachment; filename="${file.name}"`,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
      },
    });
  });
}

/** Lines in parts of some size, each as soon as it is full; ended early, what reads them ends too. */
async function* encode(lines: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  let part = "";
  for await (const line of lines) {
    part += line;
    if (part.length < partLength) continue;
    yield Buffer.from(part);
    part = "";
  }
  yield Buffer.from(part);
}

const partLength = 32_768;

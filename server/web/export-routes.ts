import type { ExportAsked, ExportProgressView, ExportsView } from "../../contracts/administration-boxes.ts";
import { askExportSchema, exportProgressSchema } from "../../contracts/administration-boxes.ts";
import { isRefusal, refuse } from "../../contracts/refusals.ts";
import type { Log } from "../foundations/log.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import type { Session } from "../sign-in/door.ts";
import { answer, answerRefusal } from "./answers.ts";
import { readJson } from "./read-json.ts";
import type { Routes } from "./routes.ts";
import { streamBytes } from "./stream-bytes.ts";
import type { FindSession } from "./session.ts";

export interface ExportRouteParts {
  mailboxes: Pick<MailboxesDoor, "exportable" | "askExport" | "openExport" | "exportProgress">;
  find: FindSession;
  log: Log;
}

/**
 * The copy of a whole mailbox, for whoever manages it. It is asked for by a request of our own pages, then fetched once
 * under an id that nobody guesses: another site cannot make a browser fetch one.
 */
export function addExportRoutes(routes: Routes, { mailboxes, find, log }: ExportRouteParts): void {
  const whoOf = ({ person, id }: Session) => ({ personId: person.id, sessionId: id });

  routes.post("/api/export/mailboxes", "session", async (_, session) => {
    const list = await mailboxes.exportable(whoOf(session));
    return answer({ mailboxes: list } satisfies ExportsView);
  });

  routes.post("/api/export/ask", "session", async (c, session) => {
    const read = await readJson(c.req.raw, askExportSchema);
    if (isRefusal(read)) return answer(read);
    const asked = await mailboxes.askExport(whoOf(session), read.body.mailboxId);
    if (!asked) return answerRefusal("not-found");
    return answer({ ...asked, file: `/api/export/file/${asked.exportId}` } satisfies ExportAsked);
  });

  routes.post("/api/export/progress", "session", async (c, session) => {
    const read = await readJson(c.req.raw, exportProgressSchema);
    if (isRefusal(read)) return answer(read);
    const progress = await mailboxes.exportProgress(whoOf(session), read.body.exportId);
    return answer(progress ? (progress satisfies ExportProgressView) : refuse("not-found"));
  });

  routes.get("/api/export/file/:exportId", "session", async (c, session) => {
    // A long copy outlives the idle time of its session, never the session itself.
    const isAlive = async () => {
      const now = await find(c.req.raw, { renew: false });
      return now === "locked" || now?.id === session.id;
    };
    const opened = await mailboxes.openExport(whoOf(session), c.req.param("exportId") ?? "", isAlive);
    if (!opened) return answerRefusal("not-found");
    const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(opened.at);
    const name = `${opened.address.replace(/[^a-z0-9.@_-]/g, "_")} ${day}.zip`;
    const onDefect = (error: unknown) => log.defect("export.cut", error, { reference: session.id });
    return new Response(streamBytes(opened.bytes, onDefect), {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="${name}"`,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
      },
    });
  });
}

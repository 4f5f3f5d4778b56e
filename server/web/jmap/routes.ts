import { transcode } from "node:buffer";
import { type Context, Hono } from "hono";
import type { MailboxView } from "../../mailboxes/views.ts";
import { answerRequest } from "./answer.ts";
import { coreLimits } from "./capabilities.ts";
import { download } from "./download.ts";
import { openEventSource } from "./push/event-source.ts";
import { createPushHub } from "./push/push-hub.ts";
import type { JmapParts, JmapSession } from "./parts.ts";
import { answerProblem, answerStranger, isProblem, isStranger } from "./problems.ts";
import { readRequest } from "./request.ts";
import { buildSessionObject, sessionStateOf } from "./session-object.ts";
import { upload } from "./upload.ts";

/**
 * A request that no person made says so in this header, whatever its value: the page asking again after a push. It
 * leaves the idle end of the session where it is; mail that arrives must not keep an abandoned session alive.
 */
export const unattendedHeader = "Caducee-Unattended";

/** The JMAP API (RFC 8620, RFC 8621), to be mounted at `/jmap`. */
export function createJmapRoutes(parts: JmapParts): Hono {
  const routes = new Hono();
  const hub = createPushHub(parts);
  const running = createTurnstile(coreLimits.maxConcurrentRequests);
  const uploading = createTurnstile(coreLimits.maxConcurrentUpload);

  const sessionOf = (c: Context, isDeed = true) => {
    const renew = isDeed && !c.req.raw.headers.has(unattendedHeader);
    return parts.sessionOf(c.req.raw, { renew, ...parts.fromOf(c) });
  };

  routes.get("/session", async (c) => {
    const session = await sessionOf(c);
    if (isStranger(session)) return answerStranger(session);
    const mailboxes = await parts.mailboxes.listMailboxes(session.who.personId, session.who.only);
    return answerJson(buildSessionObject({ login: session.login, mailboxes, publicUrl: parts.publicUrl }));
  });

  routes.post("/api", async (c) => {
    const session = await sessionOf(c);
    if (isStranger(session)) return answerStranger(session);
    const answer = await running.pass(session.who.sessionId, () => answerApi(c.req.raw, session, parts));
    return (
      answer ??
      answerProblem({
        type: "limit",
        limit: "maxConcurrentRequests",
        detail: "Too many requests are running.",
      })
    );
  });

  routes.get("/download/:accountId/:blobId/:name", async (c) => {
    const session = await sessionOf(c);
    if (isStranger(session)) return answerStranger(session);
    const { accountId, blobId, name } = c.req.param();
    return download(parts, session.who, {
      accountId,
      blobId,
      name,
      type: c.req.query("type"),
      isHead: c.req.raw.method === "HEAD",
    });
  });

  routes.post("/upload/:accountId", async (c) => {
    const session = await sessionOf(c);
    if (isStranger(session)) return answerStranger(session);
    const answer = await uploading.pass(session.who.sessionId, () =>
      upload(parts, session, c.req.param("accountId"), c.req.raw),
    );
    return (
      answer ??
      answerProblem({ type: "limit", limit: "maxConcurrentUpload", detail: "Too many uploads are running." })
    );
  });

  routes.get("/eventsource", async (c) => {
    const session = await sessionOf(c, false);
    if (isStranger(session)) return answerStranger(session);
    return openEventSource(hub, c.req.raw, session, () => sessionOf(c, false));
  });

  return routes;
}

/** Lets so many deeds of one session run at a time; null to the one too many. */
function createTurnstile(most: number) {
  const running = new Map<string, number>();
  return {
    async pass<Answer>(sessionId: string, deed: () => Promise<Answer>): Promise<Answer | null> {
      const count = running.get(sessionId) ?? 0;
      if (count >= most) return null;
      running.set(sessionId, count + 1);
      try {
        return await deed();
      } finally {
        const left = (running.get(sessionId) ?? 1) - 1;
        if (left > 0) running.set(sessionId, left);
        else running.delete(sessionId);
      }
    },
  };
}

async function answerApi(request: Request, session: JmapSession, parts: JmapParts): Promise<Response> {
  const asked = await readRequest(request);
  if (isProblem(asked)) return answerProblem(asked);
  const mailboxes = await parts.mailboxes.listMailboxes(session.who.personId, session.who.only);
  const accounts = new Map<string, MailboxView>(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  const methodResponses = await answerRequest(asked, session, accounts, parts);
  return answerJson({
    methodResponses,
    ...(asked.createdIds && { createdIds: Object.fromEntries(asked.createdIds) }),
    sessionState: sessionStateOf({ login: session.login, mailboxes, publicUrl: parts.publicUrl }),
  });
}

function answerJson(body: object): Response {
  return new Response(encode(JSON.stringify(body)), {
    headers: {
      "Content-Type": "application/json",
      // RFC 8620 §2 for the Session object; the rest is health data.
      "Cache-Control": "no-cache, no-store, must-revalidate",
    },
  });
}

/**
 * UTF-8, by way of UTF-16: one « ’ » makes a whole answer a string of two bytes a letter, which is measured and written
 * five times slower than this.
 */
function encode(text: string): Buffer<ArrayBuffer> {
  return transcode(Buffer.from(text, "utf16le"), "utf16le", "utf8");
}

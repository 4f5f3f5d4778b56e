import { refusals, refuse } from "../../../contracts/refusals.ts";
import type { coreLimits } from "./capabilities.ts";
import type { JmapSession } from "./parts.ts";

/** The problems of a whole request (RFC 8620 §3.6.1). */
export type RequestProblem =
  | { type: "notJSON" | "notRequest" | "unknownCapability"; detail: string }
  | { type: "limit"; limit: keyof typeof coreLimits; detail: string };

/** Whether a value is a problem and not what was asked for. */
export function isProblem(value: object): value is RequestProblem {
  return "type" in value && "detail" in value;
}

/** The answer to a request that cannot be processed, as problem details (RFC 7807). */
export function answerProblem(problem: RequestProblem): Response {
  const limit = problem.type === "limit" ? problem.limit : "";
  // A resource that is not the API itself says it in HTTP's own way too (RFC 9110 §15.5.14).
  const status = limit.startsWith("maxConcurrent") ? 429 : limit === "maxSizeUpload" ? 413 : 400;
  return details(status, { ...problem, type: `urn:ietf:params:jmap:error:${problem.type}` });
}

/** No session, or a locked one: the refusal that every page knows, in the form that JMAP clients read. */
export function answerShut(session: "locked" | null): Response {
  return session === "locked"
    ? details(refusals.locked.status, { type: "about:blank", title: "Locked", ...refuse("locked") })
    : details(401, { type: "about:blank", title: "Signed out", ...refuse("signed-out") });
}

/** Whether a session may be read and acted with. */
export function isOpen(session: JmapSession | "locked" | null): session is JmapSession {
  return session !== null && session !== "locked";
}

/** No such thing, or not for this person: the two answers are the same bytes. */
export function answerNotFound(): Response {
  return details(404, { type: "about:blank", title: "Not found", ...refuse("not-found") });
}

/** Any other refusal of a resource that is not the API itself. */
export function answerRefused(status: 400 | 403 | 405 | 429, title: string): Response {
  return details(status, { type: "about:blank", title });
}

function details(status: number, body: object): Response {
  return new Response(JSON.stringify({ ...body, status }), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store" },
  });
}

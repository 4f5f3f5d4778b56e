import { refusals, refuse } from "../../../contracts/refusals.ts";
import type { coreLimits } from "./capabilities.ts";
import type { JmapSession, Stranger } from "./parts.ts";

/** The problems of a whole request (RFC 8620 §3.6.1). */
export type RequestProblem =
  | { type: "notJSON" | "notRequest" | "unknownCapability"; detail: string }
  | { type: "limit"; limit: keyof typeof coreLimits; detail: string };

/** Whether a value is a problem and not what was asked for. */
export function isProblem(value: object): value is RequestProblem {
  return "type" in value && "detail" in value;
}

/** Whether nobody may be served. */
export function isStranger(found: JmapSession | Stranger): found is Stranger {
  return "why" in found;
}

/** The answer to a request that cannot be processed, as problem details (RFC 7807). */
export function answerProblem(problem: RequestProblem): Response {
  const limit = problem.type === "limit" ? problem.limit : "";
  // A resource that is not the API itself says it in HTTP's own way too (RFC 9110 §15.5.14).
  const status = limit.startsWith("maxConcurrent") ? 429 : limit === "maxSizeUpload" ? 413 : 400;
  return details(status, { ...problem, type: `urn:ietf:params:jmap:error:${problem.type}` });
}

/** Nobody who may ask: the refusal that every page knows, in the form that JMAP clients read. */
export function answerStranger({ why, challenge }: Stranger): Response {
  if (why === "ambiguous") return answerRefused(400, "A session and a password at once");
  if (why === "locked")
    return details(refusals.locked.status, { type: "about:blank", title: "Locked", ...refuse("locked") });
  if (why === "too-many") return answerRefused(429, "Too many wrong passwords today");
  const headers: Record<string, string> = challenge === null ? {} : { "WWW-Authenticate": challenge };
  return details(401, { type: "about:blank", title: "Signed out", ...refuse("signed-out") }, headers);
}

/** No such thing, or not for this person: the two answers are the same bytes. */
export function answerNotFound(): Response {
  return details(404, { type: "about:blank", title: "Not found", ...refuse("not-found") });
}

/** Any other refusal of a resource that is not the API itself. */
export function answerRefused(status: 400 | 403 | 405 | 429, title: string): Response {
  return details(status, { type: "about:blank", title });
}

function details(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ ...body, status }), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}

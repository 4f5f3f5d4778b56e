import { coreLimits, serverCapabilities } from "./capabilities.ts";
import { findIJsonProblem } from "./i-json.ts";
import type { RequestProblem } from "./problems.ts";

/** Arguments of a call or of a response. */
export type Arguments = Record<string, unknown>;
/** Name, arguments, and the client's own name for the call (RFC 8620 §3.2). */
export type Invocation = [name: string, args: Arguments, callId: string];

/** The Request object (RFC 8620 §3.3). */
export interface JmapRequest {
  using: Set<string>;
  methodCalls: Invocation[];
  /** Null when the client gave none, and then none is answered. */
  createdIds: Map<string, string> | null;
}

/** The deepest nesting that a request may have; the API itself needs less than ten. */
const mostDepth = 48;

const idForm = /^[A-Za-z0-9_-]{1,255}$/;

/** Whether a value is an Id (RFC 8620 §1.2). */
export function isId(value: unknown): value is string {
  return typeof value === "string" && idForm.test(value);
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads the body of an API request, or tells what is wrong with it (RFC 8620 §3.6.1). The size is checked while
 * reading: no more than the limit is ever held.
 */
export async function readRequest(request: Request): Promise<JmapRequest | RequestProblem> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("Content-Type") ?? ""))
    return { type: "notJSON", detail: "The content type is not application/json." };
  const bytes = await readBounded(request, coreLimits.maxSizeRequest);
  if (!bytes)
    return { type: "limit", limit: "maxSizeRequest", detail: "The request is larger than maxSizeRequest." };
  let text: string;
  let body: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const problem = findIJsonProblem(text, mostDepth);
    if (problem) return { type: "notJSON", detail: `Not I-JSON: ${problem}.` };
    body = JSON.parse(text);
  } catch {
    return { type: "notJSON", detail: "The request does not parse as JSON in UTF-8." };
  }
  return checkRequest(body);
}

/** Holds a parsed body against the type of the Request object; members that we do not know are ignored. */
function checkRequest(body: unknown): JmapRequest | RequestProblem {
  if (!isObject(body)) return notRequest("The request is not an object.");
  const { using, methodCalls, createdIds } = body;
  if (!Array.isArray(using) || !using.every((uri) => typeof uri === "string"))
    return notRequest("using is not a list of strings.");
  if (!Array.isArray(methodCalls) || !methodCalls.every(isInvocation))
    return notRequest("methodCalls is not a list of [name, arguments, call id].");
  if (createdIds !== undefined && !isIdMap(createdIds))
    return notRequest("createdIds is not a map of ids to ids.");
  const foreign = using.find((uri) => !Object.hasOwn(serverCapabilities, uri));
  if (foreign !== undefined)
    return { type: "unknownCapability", detail: `This server does not support ${JSON.stringify(foreign)}.` };
  if (methodCalls.length > coreLimits.maxCallsInRequest)
    return { type: "limit", limit: "maxCallsInRequest", detail: "Too many method calls." };
  return {
    using: new Set(using),
    methodCalls,
    createdIds: createdIds ? new Map(Object.entries(createdIds)) : null,
  };
}

function notRequest(detail: string): RequestProblem {
  return { type: "notRequest", detail };
}

function isInvocation(value: unknown): value is Invocation {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    typeof value[0] === "string" &&
    isObject(value[1]) &&
    typeof value[2] === "string"
  );
}

function isIdMap(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.entries(value).every(([name, id]) => isId(name) && isId(id));
}

/** The whole body, null when it is larger than `most`. */
async function readBounded(request: Request, most: number): Promise<Uint8Array | null> {
  const announced = request.headers.get("Content-Length");
  if (Number(announced) > most) return null;
  // HTTP itself holds a body to its announced length.
  if (announced !== null || !request.body) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

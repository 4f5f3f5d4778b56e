import { fail, type MethodFailure } from "./method.ts";
import { type Arguments, type Invocation, isObject } from "./request.ts";

/**
 * How much of earlier answers the calls of one request may take up again, in characters and values. A reference costs
 * a client nothing, and each could double the one before: without this, 32 calls would make 2^32 copies.
 */
export interface ReferenceAllowance {
  left: number;
}

export const referenceAllowance = 5_000_000;

/**
 * Replaces the arguments named `#…` by what they point at in the responses so far (RFC 8620 §3.7).
 */
export function resolveReferences(
  args: Arguments,
  responses: readonly Invocation[],
  allowance: ReferenceAllowance,
): Arguments | MethodFailure {
  const names = Object.keys(args);
  if (!names.some((name) => name.startsWith("#"))) return args;
  const resolved: [string, unknown][] = [];
  for (const name of names) {
    if (!name.startsWith("#")) {
      resolved.push([name, args[name]]);
      continue;
    }
    if (Object.hasOwn(args, name.slice(1)))
      return fail("invalidArguments", `${name.slice(1)} is given twice, once by reference.`);
    const found = resolve(args[name], responses, allowance);
    if (found) allowance.left -= weigh(found.value, allowance.left);
    if (allowance.left < 0) return fail("invalidResultReference", `${name} takes up too much.`);
    if (!found) return fail("invalidResultReference", `${name} points at nothing.`);
    resolved.push([name.slice(1), found.value]);
  }
  return Object.fromEntries(resolved);
}

function resolve(
  reference: unknown,
  responses: readonly Invocation[],
  allowance: ReferenceAllowance,
): { value: unknown } | null {
  if (!isObject(reference)) return null;
  const { resultOf, name, path } = reference;
  if (typeof resultOf !== "string" || typeof name !== "string" || typeof path !== "string") return null;
  const response = responses.find(([, , callId]) => callId === resultOf);
  if (!response || response[0] !== name) return null;
  if (path === "") return { value: response[1] };
  if (!path.startsWith("/")) return null;
  const tokens: string[] = [];
  for (const token of path.slice(1).split("/")) {
    // RFC 6901 §3: a tilde stands before 0 or 1 only.
    if (/~(?![01])/.test(token)) return null;
    tokens.push(token.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return follow(response[1], tokens, 0, allowance);
}

/** RFC 6901 §4, and `*` over the items of an array, whose own arrays are joined (RFC 8620 §3.7). */
function follow(
  value: unknown,
  tokens: readonly string[],
  place: number,
  allowance: ReferenceAllowance,
): { value: unknown } | null {
  const token = tokens[place];
  if (token === undefined) return { value };
  if (Array.isArray(value)) {
    if (token === "*") return followAll(value, tokens, place + 1, allowance);
    if (!/^(0|[1-9]\d*)$/.test(token) || Number(token) >= value.length) return null;
    return follow(value[Number(token)], tokens, place + 1, allowance);
  }
  if (!isObject(value) || !Object.hasOwn(value, token)) return null;
  return follow(value[token], tokens, place + 1, allowance);
}

function followAll(
  items: readonly unknown[],
  tokens: readonly string[],
  place: number,
  allowance: ReferenceAllowance,
): { value: unknown } | null {
  const all: unknown[] = [];
  // Walking costs too, even where nothing comes of it.
  allowance.left -= items.length;
  if (allowance.left < 0) return null;
  for (const item of items) {
    const found = follow(item, tokens, place, allowance);
    if (!found) return null;
    if (Array.isArray(found.value)) for (const one of found.value) all.push(one);
    else all.push(found.value);
  }
  return { value: all };
}

/** The weight of a value as it would be written, stopped soon after `most`. */
function weigh(value: unknown, most: number): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 4;
  let weight = 2;
  for (const [name, item] of Object.entries(value)) {
    weight += name.length + weigh(item, most - weight);
    if (weight > most) break;
  }
  return weight;
}

import * as v from "valibot";
import { type Network, type Range, readRange } from "../foundations/networks.ts";

const tableSchema = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(60)),
  ranges: v.pipe(v.array(v.string()), v.nonEmpty()),
  shared: v.optional(v.boolean(), false),
});

/** Reads `[[networks]]`, or the same as JSON from the environment; a string says what is wrong. */
export function readNetworks(given: unknown): { value: Network[] } | string {
  const parsed = v.safeParse(v.array(tableSchema), typeof given === "string" ? readJson(given) : given);
  if (!parsed.success)
    return "indiquez, pour chaque réseau, name (un texte), ranges (des plages) et, s’il le faut, shared (true ou false)";
  const value: Network[] = [];
  for (const { name, ranges, shared } of parsed.output) {
    const read = readRanges(ranges);
    if (typeof read === "string") return `le réseau « ${name} » : ${read}`;
    value.push({ name, shared, ranges: read.value });
  }
  return { value };
}

/** Reads ranges of addresses, a list or a text with commas; a string says what is wrong. */
export function readRanges(given: unknown): { value: Range[] } | string {
  const texts = typeof given === "string" ? given.split(",") : given;
  const value: Range[] = [];
  for (const text of Array.isArray(texts) ? texts : [null]) {
    const range = typeof text === "string" ? readRange(text) : null;
    if (!range) return "indiquez des plages d’adresses comme 10.1.0.0/16, ou des adresses";
    value.push(range);
  }
  return { value };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import * as v from "valibot";
import { type Refusal, refuse } from "../../contracts/refusals.ts";

/** No page of ours sends more to an API of this room, but where it says so. */
const usualBytes = 65_536;

/** Reads a JSON body of the agreed form, or refuses it. It is never read further than `mostBytes`. */
export async function readJson<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
  mostBytes = usualBytes,
): Promise<{ body: v.InferOutput<Schema> } | Refusal> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const text = type === "application/json" ? await readText(request, mostBytes) : null;
  if (text === null) return refuse("malformed");
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? { body: parsed.output } : refuse("malformed");
  } catch {
    return refuse("malformed");
  }
}

async function readText(request: Request, mostBytes: number): Promise<string | null> {
  const declared = request.headers.get("content-length");
  if (declared !== null) return Number(declared) <= mostBytes ? request.text().catch(() => null) : null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > mostBytes) return null;
      chunks.push(chunk);
    }
  } catch {
    // The other side went away in the middle.
    return null;
  }
  return Buffer.concat(chunks).toString();
}

import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Bytes that never change while the program runs, compressed once for whoever takes them so. */
export interface StaticFile {
  /** The answer to a request, 304 included. */
  answer(request: Request, cacheControl: string): Promise<Response>;
}

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

type Coding = "br" | "gzip" | "identity";

export function createStaticFile(bytes: Buffer, type: string): StaticFile {
  const tag = createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
  const made = new Map<Coding, Promise<Buffer>>();

  function encoded(coding: Coding): Promise<Buffer> {
    const known = made.get(coding) ?? compress(bytes, coding);
    made.set(coding, known);
    return known;
  }

  return {
    async answer(request, cacheControl) {
      const coding = isCompressible(type)
        ? chooseCoding(request.headers.get("accept-encoding") ?? "")
        : "identity";
      // A strong tag names the coded bytes (RFC 9110 §8.8.3.3).
      const etag = `"${tag}-${coding}"`;
      const headers: Record<string, string> = {
        "Cache-Control": cacheControl,
        ETag: etag,
        Vary: "Accept-Encoding",
      };
      if (request.headers.get("if-none-match")?.includes(etag))
        return new Response(null, { status: 304, headers });
      const body = await encoded(coding);
      headers["Content-Type"] = type;
      headers["Content-Length"] = String(body.length);
      if (coding !== "identity") headers["Content-Encoding"] = coding;
      return new Response(new Uint8Array(body), { headers });
    },
  };
}

/** RFC 9110 §12.5.3, as far as browsers use it. */
function chooseCoding(accepted: string): Coding {
  const taken = accepted
    .split(",")
    .map((one) => one.trim().toLowerCase())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(";")[0]);
  if (taken.includes("br")) return "br";
  return taken.includes("gzip") ? "gzip" : "identity";
}

function isCompressible(type: string): boolean {
  return /^text\/|json|svg|javascript/.test(type);
}

async function compress(bytes: Buffer, coding: Coding): Promise<Buffer> {
  if (coding === "gzip") return compressGzip(bytes, { level: 9 });
  if (coding === "identity") return bytes;
  return compressBrotli(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { type AuditRow, hashRow } from "./rules/verify.ts";

/** A row as it was hashed, with the hash that it was chained to: it is verified alone. */
export type ExportedRow = AuditRow & { previous: string };

/** What an export was asked for, in its first line. */
export type ExportHeader = Record<string, string | number | null>;

export interface ChainEnd {
  chain: string;
  seq: number;
  hash: string;
}

/** What a verification found: `rows` verified, or the first line (from 1) that does not hold. */
export type ExportVerdict = { rows: number; header: ExportHeader } | { line: number; fault: ExportFault };
export type ExportFault = "not-an-export" | "changed" | "added-or-missing" | "unsigned" | "signature";

/** Writes exports that anybody can verify who has the public key, and verifies them. */
export interface AuditExports {
  /** SPKI in PEM: what a third party verifies with, got from the operator and not from the file. */
  publicKey: string;
  /** The lines of an export, each with its end: a header, rows, where their chains end, the signature. */
  write(
    header: ExportHeader,
    rows: AsyncIterable<ExportedRow>,
    ends: () => Promise<ChainEnd[]>,
  ): AsyncGenerator<string>;
  verify(lines: AsyncIterable<string>): Promise<ExportVerdict>;
}

const format = "caducee-audit-1";
/** RFC 8410 §7: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const pkcs8Start = Buffer.from("302e020100300506032b657004220420", "hex");

/** Over 32 bytes that are not in the store: whoever holds the store alone signs nothing. */
export function openAuditExports(seed: Uint8Array): AuditExports {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Start, seed]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = createPublicKey(key);
  return {
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),

    async *write(header, rows, ends) {
      const digest = createHash("sha256");
      const line = (value: object) => {
        const text = `${JSON.stringify(value)}\n`;
        digest.update(text);
        return text;
      };
      yield line({ type: "header", format, ...header });
      let count = 0;
      for await (const row of rows) {
        count++;
        yield line(asLine(row));
      }
      yield line({ type: "end", rows: count, chains: await ends() });
      const sha256 = digest.digest("hex");
      // RFC 8032: over the digest's 64 characters, for Ed25519 wants its whole text at once.
      const signature = sign(null, Buffer.from(sha256), key).toString("base64");
      yield `${JSON.stringify({ type: "signature", algorithm: "Ed25519", sha256, signature })}\n`;
    },

    verify: (lines) => verifyLines(lines, publicKey),
  };
}

function asLine({ chain, seq, at, actor, action, object, outcome, facts, previous, hash }: ExportedRow) {
  return { chain, seq, at, actor, action, object, outcome, facts, previous, hash };
}

async function verifyLines(lines: AsyncIterable<string>, publicKey: KeyObject): Promise<ExportVerdict> {
  const digest = createHash("sha256");
  const seen = new Map<string, ExportedRow>();
  let header: ExportHeader | null = null;
  let [number, rows] = [0, 0];
  let isEnded = false;
  for await (const text of lines) {
    const fault = (kind: ExportFault) => ({ line: number, fault: kind });
    number++;
    const line = parseLine(text);
    if (!line) return fault(header ? "changed" : "not-an-export");
    if (!header) {
      if (line["type"] !== "header" || line["format"] !== format) return fault("not-an-export");
      // The header is what this program wrote, once the signature holds.
      header = line as ExportHeader;
    } else if (line["type"] === "signature") {
      const { sha256, signature } = line;
      if (!isEnded || sha256 !== digest.digest("hex")) return fault("changed");
      const isOurs =
        typeof signature === "string" &&
        verify(null, Buffer.from(String(sha256)), publicKey, Buffer.from(signature, "base64"));
      return isOurs ? { rows, header } : fault("signature");
    } else if (line["type"] === "end") {
      isEnded = true;
      if (line["rows"] !== rows) return fault("added-or-missing");
    } else {
      // Whatever is missing of a row changes its hash.
      const row = line as unknown as ExportedRow;
      const { hash, previous, ...rest } = row;
      if (isEnded || hashRow(rest, previous) !== hash) return fault("changed");
      if (!follows(row, seen.get(row.chain))) return fault("added-or-missing");
      seen.set(row.chain, row);
      rows++;
    }
    digest.update(`${text}\n`);
  }
  return { line: number + 1, fault: header ? "unsigned" : "not-an-export" };
}

/** Rows of a chain come newest first, with gaps where the export was of some only; neighbours hold one another. */
function follows(row: ExportedRow, newer: ExportedRow | undefined): boolean {
  if (!newer) return true;
  if (row.seq + 1 === newer.seq) return newer.previous === row.hash;
  return newer.seq + 1 === row.seq ? row.previous === newer.hash : row.seq !== newer.seq;
}

function parseLine(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

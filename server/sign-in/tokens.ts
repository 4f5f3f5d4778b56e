import { hash } from "node:crypto";
import type { Chance } from "../foundations/chance.ts";

/** A new bearer secret for a cookie: 32 bytes of chance in base64url. */
export function newToken(chance: Chance): string {
  return chance.bytes(32).toString("base64url");
}

/** What the store keeps of a token: nobody who reads the store can use it. */
export function hashToken(token: string): Buffer {
  return hash("sha256", token, "buffer");
}

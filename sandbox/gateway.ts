import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { now } from "./clock.ts";
import type { Post } from "./outbox.ts";

/** The answer of the gateway to its caller. */
export interface GatewayAnswer {
  status: number;
  body: { accepted: boolean; error?: string };
}

/**
 * The SMS gateway of the sandbox, as those of operators are: `POST {to, text}` in JSON under a key. The post is kept
 * before the answer. `header`: the line that a caller's key stands in, as in the file the program reads it from.
 */
export async function takeSms(
  request: IncomingMessage,
  header: string,
  onPost: (post: Post) => Promise<void>,
): Promise<GatewayAnswer> {
  if (`Authorization: ${request.headers.authorization ?? ""}` !== header.trim())
    return { status: 401, body: { accepted: false, error: "clé inconnue" } };
  const sms = readSms(await text(request));
  if (!sms) return { status: 400, body: { accepted: false, error: "indiquez « to » et « text »" } };
  await onPost({ ...sms, channel: "sms", subject: "", at: now() });
  return { status: 202, body: { accepted: true } };
}

function readSms(body: string): { to: string; text: string } | undefined {
  try {
    const { to, text: words } = JSON.parse(body);
    const fits = typeof to === "string" && /^\+\d{8,15}$/.test(to) && typeof words === "string";
    return fits ? { to, text: words } : undefined;
  } catch {
    return undefined;
  }
}

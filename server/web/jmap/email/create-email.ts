import { composeMessage } from "../../../formats/mime/compose.ts";
import type { MailboxView, MadeView } from "../../../mailboxes/views.ts";
import { mostAttached } from "../capabilities.ts";
import type { MethodCall } from "../method.ts";
import { MessageGone, takeWriting } from "./bytes.ts";
import type { SetError } from "./email-patch.ts";
import { type OpenBlob, openBlob } from "./open-blob.ts";
import { readEmail, type WantedEmail, type WantedFile } from "./read-email.ts";

/** What was made: the properties that the server set (RFC 8620 §5.3), and the states around it. */
export interface CreatedEmail {
  email: { id: string; blobId: string; threadId: string; size: number };
  oldState: string;
  newState: string;
}

/** Makes a message out of what a client wrote (RFC 8621 §4.6); answered when it is on disk. */
export async function createEmail(
  given: unknown,
  account: MailboxView,
  call: MethodCall,
  ifInState: string | null,
): Promise<CreatedEmail | { error: SetError } | "state-mismatch" | "account-gone"> {
  const wanted = readEmail(given);
  if ("error" in wanted) return wanted;
  if (account.right === "reader") return { error: { type: "forbidden" } };
  const blobs = await openFiles(wanted.files, account, call);
  if ("error" in blobs) return blobs;
  if (!takeWriting(call.writing, blobs.size)) return { error: { type: "rateLimit" } };
  const now = call.clock.now();
  const { folderId, keywords } = wanted;
  const bytes = composeMessage(complete(wanted, blobs.files, account, call));
  try {
    const draft = { folderId, keywords, receivedAt: wanted.receivedAt ?? now };
    const made = await call.mailboxes.make(call.who, account.id, draft, bytes, ifInState);
    return made ? describe(made) : "account-gone";
  } catch (error) {
    if (!(error instanceof MessageGone)) throw error;
    return { error: { type: "blobNotFound" } };
  }
}

/** What a client may leave out, and what must not be its own choice. */
function complete(
  wanted: WantedEmail,
  blobs: Map<WantedFile, OpenBlob>,
  account: MailboxView,
  { clock, chance }: MethodCall,
) {
  const random = chance.bytes(32).toString("hex");
  const domain = account.address.slice(account.address.lastIndexOf("@") + 1);
  return {
    ...wanted,
    from: wanted.from ?? [{ name: account.name, email: account.address }],
    messageId: wanted.messageId ?? `${random.slice(0, 32)}@${domain}`,
    sentAt: wanted.sentAt ?? clock.now(),
    text: wanted.text ?? (wanted.html === null ? "" : null),
    boundary: random.slice(32),
    files: [...blobs].map(([{ name, type, disposition, cid }, blob]) => ({
      name: name ?? blob.name,
      type: type ?? blob.type,
      disposition,
      cid,
      read: () => readBlob(blob),
    })),
  };
}

async function* readBlob(blob: OpenBlob): AsyncGenerator<Uint8Array> {
  const bytes = await blob.open();
  if (!bytes) throw new MessageGone("a file of the message");
  yield* bytes;
}

async function openFiles(
  wanted: readonly WantedFile[],
  account: MailboxView,
  call: MethodCall,
): Promise<{ files: Map<WantedFile, OpenBlob>; size: number } | { error: SetError }> {
  const files = new Map<WantedFile, OpenBlob>();
  const missing: string[] = [];
  let size = 0;
  for (const file of wanted) {
    const blob =
      "text" in file.source
        ? blobOf(file.source.text)
        : await openBlob(call.mailboxes, call.who, account.id, file.source.blobId);
    if (blob) files.set(file, blob);
    else if ("blobId" in file.source) missing.push(file.source.blobId);
    size += blob?.size ?? 0;
  }
  if (missing.length > 0) return { error: { type: "blobNotFound", notFound: missing } };
  if (size > mostAttached) return { error: { type: "tooLarge", maxSize: mostAttached } };
  return { files, size };
}

function blobOf(text: string): OpenBlob {
  const bytes = Buffer.from(text);
  return {
    size: bytes.length,
    type: "text/plain",
    name: null,
    open: async () => once(bytes),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function describe(made: MadeView): CreatedEmail | { error: SetError } | "state-mismatch" {
  switch (made.outcome) {
    case "made": {
      const { id, blobId, threadId, size, oldState, newState } = made;
      return { email: { id, blobId, threadId, size }, oldState, newState };
    }
    case "state-mismatch":
      return "state-mismatch";
    case "full":
      return { error: { type: "overQuota" } };
    case "folder-not-found":
      return { error: { type: "invalidProperties", properties: ["mailboxIds"] } };
    case "forbidden":
      return { error: { type: "forbidden" } };
  }
}

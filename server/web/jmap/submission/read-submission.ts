import type { SubmissionView } from "../../../transport/views.ts";
import { isReference } from "../arguments.ts";
import type { SetError } from "../email/email-patch.ts";
import { isObject } from "../request.ts";

/** An EmailSubmission to be made, read. */
export interface WantedSubmission {
  identityId: string;
  /** Or a creation id behind `#`. */
  emailId: string;
  envelope: { from: string; recipients: string[] } | null;
}

/** Reads an EmailSubmission to be made (RFC 8621 §7.5), or tells which properties are wrong. */
export function readSubmission(given: unknown): WantedSubmission | { error: SetError } {
  if (!isObject(given)) return { error: { type: "invalidProperties" } };
  const { identityId, emailId, envelope = null, ...others } = given;
  const read = envelope === null ? null : readEnvelope(envelope);
  const wrong = [
    ...(isReference(identityId) ? [] : ["identityId"]),
    ...(isReference(emailId) ? [] : ["emailId"]),
    ...(read === undefined ? ["envelope"] : []),
    ...Object.keys(others),
  ];
  if (wrong.length > 0 || !isReference(identityId) || !isReference(emailId) || read === undefined)
    return { error: { type: "invalidProperties", properties: wrong } };
  return { identityId, emailId, envelope: read };
}

function readEnvelope(value: unknown): WantedSubmission["envelope"] | undefined {
  if (!isObject(value)) return undefined;
  const { mailFrom, rcptTo } = value;
  const from = readPath(mailFrom);
  const recipients = Array.isArray(rcptTo) && rcptTo.length <= 1000 ? rcptTo.map(readPath) : [null];
  if (from === null || recipients.includes(null)) return undefined;
  return { from, recipients: recipients.filter((one) => one !== null) };
}

/** An Address object; no SMTP extension is offered, so no parameter is taken. */
function readPath(value: unknown): string | null {
  if (!isObject(value)) return null;
  const { email, parameters = null } = value;
  const isBare = parameters === null || (isObject(parameters) && Object.keys(parameters).length === 0);
  return typeof email === "string" && email.length <= 320 && isBare ? email : null;
}

/** What a patch wants: to call the message back, or nothing that is not so already. */
export function readSubmissionPatch(
  patch: unknown,
  submission: SubmissionView,
): "cancel" | "unchanged" | { error: SetError } {
  if (!isObject(patch)) return { error: { type: "invalidPatch" } };
  const { undoStatus = submission.undo, ...others } = patch;
  // RFC 8621 §7: a client may set this one property, to this one value.
  if (Object.keys(others).length > 0)
    return { error: { type: "invalidProperties", properties: Object.keys(others) } };
  if (undoStatus === submission.undo) return "unchanged";
  return undoStatus === "canceled"
    ? "cancel"
    : { error: { type: "invalidProperties", properties: ["undoStatus"] } };
}

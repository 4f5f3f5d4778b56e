import { parseAddress } from "../../formats/addresses/address.ts";
import type { MailboxesDoor } from "../../mailboxes/door.ts";
import type { Reply } from "./rules/verdict.ts";

const full: Reply = "452 4.2.2 Mailbox full";
const closed: Reply = "550 5.2.1 Mailbox disabled, not accepting messages";

export interface LocalDelivery {
  from: string;
  recipient: string;
  size: number;
  /** Names the message in the trace. */
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  hostname: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * Delivers to a mailbox of ours without leaving, with the trace lines that a delivery has (RFC 5321 §4.4); answered
 * as a server would. Delivered again, the same message stands once.
 */
export async function deliverHere(
  mailboxes: Pick<MailboxesDoor, "findRecipient" | "receive">,
  delivery: LocalDelivery,
): Promise<Reply> {
  const { from, recipient, hostname } = delivery;
  const found = await mailboxes.findRecipient(parseAddress(recipient)?.key ?? recipient, delivery.size);
  if (found.outcome === "unknown") return "550 5.1.1 No such mailbox here";
  if (found.outcome === "full") return full;
  if (found.outcome === "closed") return closed;
  const date = new Date(delivery.at).toUTCString().replace("GMT", "+0000");
  const receipt = await mailboxes.receive(
    {
      recipients: [{ mailboxId: found.mailboxId, address: found.address }],
      from,
      peer: hostname,
      trace: (address) =>
        `Return-Path: <${from}>\r\n` +
        `Received: by ${hostname}\r\n\tid ${delivery.id} for <${address}>;\r\n\t${date}\r\n`,
    },
    delivery.bytes(),
  );
  if (receipt.outcome === "full") return full;
  return receipt.outcome === "closed" ? closed : "250 2.1.5 Delivered";
}

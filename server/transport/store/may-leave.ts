import { type Kysely, sql } from "kysely";
import type { Submitted } from "../views.ts";
import type { Asked } from "./submissions.ts";
import type { TransportTables } from "./tables.ts";

type Db = Kysely<TransportTables>;

const hourMs = 3_600_000;
/** What one person may let go from one mailbox within an hour: far more than anybody writes. Octets, recipients. */
const mostInAnHour = { octets: 2_000_000_000, recipients: 1000 };

/** What is about to leave. */
export interface Candidate {
  messageId: string;
  size: number;
  recipients: { address: string }[];
}

/**
 * Why a message may not leave: it is on its way to one of these recipients or with him already (another tab, a second
 * click, an answer that was lost), or this person has let go too much lately. Null when it may.
 */
export async function findObstacle(
  db: Db,
  asked: Asked,
  { messageId, size, recipients }: Candidate,
): Promise<Extract<Submitted, { outcome: "left-already" | "too-fast" }> | null> {
  const earlier = await db
    .selectFrom("transport_queue")
    .innerJoin("transport_submissions", "transport_submissions.id", "transport_queue.submission_id")
    .select(["submission_id", "recipient"])
    .where("message_id", "=", messageId)
    .where("transport_submissions.mailbox_id", "=", asked.mailboxId)
    .where("state", "in", ["waiting", "delivered", "relayed"])
    .execute();
  const wanted = new Set(recipients.map(({ address }) => address.toLowerCase()));
  const again = earlier.find(({ recipient }) => wanted.has(recipient.toLowerCase()));
  if (again) return { outcome: "left-already", id: again.submission_id };
  const lately = db
    .selectFrom("transport_submissions")
    .where("mailbox_id", "=", asked.mailboxId)
    .where("person_id", "=", asked.personId)
    .where("send_at", ">", asked.now - hourMs);
  const { octets } = await lately
    .select((row) => row.fn.coalesce(row.fn.sum<number>("size"), sql<number>`0`).as("octets"))
    .executeTakeFirstOrThrow();
  const { rows } = await db
    .selectFrom("transport_queue")
    .select((row) => row.fn.countAll<number>().as("rows"))
    .where("submission_id", "in", lately.select("id"))
    .executeTakeFirstOrThrow();
  const isTooMuch =
    Number(octets) + size > mostInAnHour.octets || Number(rows) + recipients.length > mostInAnHour.recipients;
  return isTooMuch ? { outcome: "too-fast" } : null;
}

import { createHash } from "node:crypto";
import type { Delivery, MailboxesDoor, Receipt } from "../../server/mailboxes/door.ts";

/** What the fake kept of one message. */
export interface Kept {
  delivery: Delivery;
  size: number;
  hash: string;
  /** The bytes, when asked for. */
  bytes: Buffer;
}

export interface FakeMailboxes extends Pick<MailboxesDoor, "findRecipient" | "receive"> {
  kept: Kept[];
  /** How many messages were begun, kept or not. */
  begun: number;
  lookUps: string[];
  /** Runs before each chunk is taken: a slow or failing disk. */
  onChunk: (bytes: Uint8Array) => Promise<void> | void;
  /** The answer once the bytes are read. */
  answer: (delivery: Delivery) => Receipt | Promise<Receipt>;
  /** Forgets what was kept and works again. */
  reset(): void;
}

export const domain = "valdebrume.mss.example";

/**
 * A mailboxes room in memory. `bal*@` is found (`bal1.alias@` being `bal1` again), `pleine@` is full, `fermee@` is closed, `panne@` fails,
 * the rest is unknown.
 */
export function createFakeMailboxes({ keepBytes = true } = {}): FakeMailboxes {
  const fresh = () => ({
    kept: [],
    begun: 0,
    lookUps: [],
    onChunk() {},
    answer: (): Receipt => ({ outcome: "stored", messageIds: [`m${fake.kept.length}`], again: 0 }),
  });
  const fake: FakeMailboxes = {
    ...fresh(),
    reset: () => void Object.assign(fake, fresh()),
    async findRecipient(address) {
      fake.lookUps.push(address);
      const name = address.split("@", 1)[0]!;
      if (name === "panne") throw new Error("the store is away");
      if (name === "pleine") return { outcome: "full" };
      if (name === "fermee") return { outcome: "closed" };
      if (!name.startsWith("bal")) return { outcome: "unknown" };
      return { outcome: "found", mailboxId: name.replace(".alias", ""), address: address.toLowerCase() };
    },
    async receive(delivery, bytes) {
      fake.begun++;
      const hash = createHash("sha256");
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of bytes) {
        await fake.onChunk(chunk);
        hash.update(chunk);
        size += chunk.length;
        if (keepBytes) chunks.push(chunk);
      }
      const receipt = await fake.answer(delivery);
      if (receipt.outcome === "stored")
        fake.kept.push({ delivery, size, hash: hash.digest("hex"), bytes: Buffer.concat(chunks) });
      return receipt;
    },
  };
  return fake;
}

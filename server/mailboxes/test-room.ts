import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBlobs } from "../foundations/blobs.ts";
import { createSeededChance } from "../foundations/chance.ts";
import { createStillClock } from "../foundations/clock.ts";
import type { TestEngine } from "../foundations/database/test-engines.ts";
import { silentLog } from "../foundations/log.ts";
import { createSealing } from "../foundations/sealing.ts";
import { openMailboxes } from "./door.ts";

export const day = 86_400_000;
/** A writer and a reader of the first mailbox. */
export const nadege = { personId: "pnadege", sessionId: "s1" };
export const yanis = { personId: "pyanis", sessionId: "s2" };

/** The room on an engine, with one mailbox, its writer and its reader. The clock stands still. */
export async function openTestRoom(engine: TestEngine) {
  const folder = await mkdtemp(join(tmpdir(), "caducee-mailboxes-"));
  const place = await engine.createPlace();
  const store = await place.open();
  const chance = createSeededChance("mailboxes");
  const clock = createStillClock(Date.UTC(2026, 10, 22, 8));
  const sealing = createSealing(new Map([[1, chance.bytes(32)]]), chance);
  const blobs = await openBlobs(join(folder, "blobs"));
  const parts = { store, blobs, sealing, clock, chance, log: silentLog };
  const door = openMailboxes(parts);
  const box = (await door.putMailbox(mailbox("ime@a.example"), "command")).mailboxId;
  const startsAt = clock.now() - 90 * day;
  for (const [personId, right] of [
    [nadege.personId, "writer"],
    [yanis.personId, "reader"],
  ] as const)
    await door.putMembership({ mailboxId: box, personId, right, startsAt, endsAt: null }, "command");

  return {
    ...parts,
    place,
    folder,
    door,
    box,

    receive(text: string, mailboxId = box) {
      return door.receive(
        {
          recipients: [{ mailboxId, address: "ime@a.example" }],
          from: "a@x.example",
          peer: "CN=mss.x.example",
          trace: () => "Return-Path: <a@x.example>\r\n",
        },
        bytesOf(text),
      );
    },

    bring(id: string, at: number, options: { seen?: boolean; references?: string; name?: string } = {}) {
      return door.bring(
        {
          mailboxId: box,
          folder: options.name ? { name: options.name } : { role: "inbox" },
          receivedAt: at,
          seen: options.seen ?? false,
          keywords: [],
        },
        bytesOf(raw(id, "Sujet", options.references)),
        "command",
      );
    },

    async inbox(who = nadege) {
      const found = await door.folders(who, box, null);
      const one = found?.folders.find(({ role }) => role === "inbox");
      assert.ok(one);
      return one;
    },

    async close() {
      await door.close();
      await store.close();
      await place.remove();
      await rm(folder, { recursive: true });
    },
  };
}

export function mailbox(address: string, quotaBytes = 1_000_000_000) {
  return {
    structureId: "o1",
    address,
    name: "Accueil IME",
    kind: "ORG" as const,
    service: "",
    responsible: "",
    quotaBytes,
  };
}

export async function* bytesOf(text: string) {
  yield Buffer.from(text.replaceAll("\n", "\r\n"));
}

export function raw(id: string, subject: string, references = "") {
  return `Message-ID: <${id}@x.example>\n${references ? `References: <${references}@x.example>\n` : ""}From: Dr A <a@x.example>\nSubject: ${subject}\n\nBonjour ${id}\n`;
}

/** Every message of the mailbox, newest first. */
export const all = {
  folderId: null,
  collapse: false,
  ascending: false,
  position: 0,
  anchor: null,
  anchorOffset: 0,
  limit: 50,
};

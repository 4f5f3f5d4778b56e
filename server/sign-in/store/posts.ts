import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import type { SignInStoreParts } from "../store.ts";
import { isProved } from "./apps.ts";
import { postOf } from "./browser-rows.ts";
import type { PostRow, SignInTables } from "./tables.ts";

export const postReads = {
  /** How many shared posts a structure has marked. */
  async countPosts(tx: ReadTx, { structureId }: { structureId: string }): Promise<number> {
    const { count } = await tables(tx)
      .selectFrom("sign_in_posts")
      .select((one) => one.fn.countAll().as("count"))
      .where("structure_id", "=", structureId)
      .executeTakeFirstOrThrow();
    return Number(count);
  },

  /** The structure whose shared post a browser is; null when it is none. */
  async post(tx: ReadTx, { browserHash }: { browserHash: Uint8Array }): Promise<string | null> {
    return (await postOf(tables(tx), { browserHash })).rows[0]?.structure_id ?? null;
  },
};

/** What a shared post changes: sessions there end sooner. */
interface Marking extends PostRow {
  idleMs: number;
}

export function createPostChanges({ audit, directory }: SignInStoreParts) {
  return {
    /** A référent, in her session, says that this browser is many people's. */
    async markPost(
      tx: ChangeTx,
      { person, ...given }: Omit<Marking, "structure_id" | "actor"> & { person: Person },
    ): Promise<Refusal | null> {
      if (!(await isReferent(tx, person))) return refuse("referents-only");
      await mark(tx, { ...given, structure_id: person.structureId, actor: `person:${person.id}` });
      return null;
    },

    /** A référent of the structure that marked it says that it is so no more; she proves first that it is she. */
    async unmarkPost(
      tx: ChangeTx,
      given: { browserHash: Uint8Array; person: Person; sessionId: string; at: number },
    ): Promise<Refusal | null> {
      const { browserHash, person, at } = given;
      if (!(await isProved(tx, given))) return refuse("proof-needed");
      if (!(await isReferent(tx, person))) return refuse("referents-only");
      const { numDeletedRows } = await tables(tx)
        .deleteFrom("sign_in_posts")
        .where("browser_hash", "=", browserHash)
        .where("structure_id", "=", person.structureId)
        .executeTakeFirstOrThrow();
      if (numDeletedRows === 0n) return refuse("not-found");
      await trace(tx, person.structureId, `person:${person.id}`, "post.unmarked", at);
      return null;
    },

    /** Keeps a link that marks the browser it is followed in. */
    async makePostLink(
      tx: ChangeTx,
      given: { secretHash: Uint8Array; structureId: string; actor: string; at: number; expiresAt: number },
    ): Promise<"made" | "unknown-structure"> {
      const { structureId, actor, at } = given;
      if (!(await directory.reads.structure(tx, { id: structureId }))) return "unknown-structure";
      await tables(tx)
        .insertInto("sign_in_post_links")
        .values({
          secret_hash: given.secretHash,
          structure_id: structureId,
          actor,
          expires_at: given.expiresAt,
        })
        .execute();
      await trace(tx, structureId, actor, "post.link-made", at);
      return "made";
    },

    /** Follows such a link, once. */
    async usePostLink(
      tx: ChangeTx,
      given: { secretHash: Uint8Array; browserHash: Uint8Array; at: number; idleMs: number },
    ): Promise<Refusal | null> {
      const { secretHash, browserHash, at, idleMs } = given;
      const link = await tables(tx)
        .deleteFrom("sign_in_post_links")
        .where("secret_hash", "=", secretHash)
        .where("expires_at", ">", at)
        .returning(["structure_id", "actor"])
        .executeTakeFirst();
      if (!link) return refuse("link-over");
      await mark(tx, { ...link, browser_hash: browserHash, marked_at: at, idleMs });
      return null;
    },
  };

  /** Marks a browser, ends what trust there was in it, and shortens the silence of what is open there. */
  async function mark(tx: ChangeTx, { idleMs, ...row }: Marking): Promise<void> {
    const { browser_hash: hash, structure_id: structureId, actor, marked_at: at } = row;
    // Whose post it is does not change hands: its own référents unmark it first.
    const { numInsertedOrUpdatedRows } = await tables(tx)
      .insertInto("sign_in_posts")
      .values(row)
      .onConflict((conflict) => conflict.column("browser_hash").doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) return;
    await tables(tx)
      .updateTable("sign_in_browsers")
      .set({ trusted_until: null, trusted_by: null })
      .where("browser_hash", "=", hash)
      .execute();
    await tables(tx)
      .updateTable("sign_in_sessions")
      .set({ idle_ms: idleMs })
      .where("ended_at", "is", null)
      .where((session) =>
        session(
          "browser_id",
          "in",
          session.selectFrom("sign_in_browsers").select("id").where("browser_hash", "=", hash),
        ),
      )
      .execute();
    await trace(tx, structureId, actor, "post.marked", at);
  }

  async function isReferent(tx: ReadTx, { id }: Person): Promise<boolean> {
    return (await directory.reads.person(tx, { id }))?.referent ?? false;
  }

  function trace(
    tx: ChangeTx,
    structureId: string,
    actor: string,
    action: "post.marked" | "post.unmarked" | "post.link-made",
    at: number,
  ): Promise<void> {
    return audit.append(tx, {
      chain: `structure:${structureId}`,
      at,
      actor,
      action,
      object: structureId,
      outcome: "done",
      facts: {},
    });
  }
}

export async function forgetOldPostLinks(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx).deleteFrom("sign_in_post_links").where("expires_at", "<=", at).execute();
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}

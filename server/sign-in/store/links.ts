import type { Person, SealedContacts } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { findLinkEnd, isLinkLeft, type LinkRules, linkSpanMs } from "../rules/link-life.ts";
import type { SignInStoreParts } from "../store.ts";
import type { NewNotice } from "./notices.ts";
import { mayEnter } from "../rules/may-enter.ts";
import { findHash, replacePassword } from "./passwords.ts";
import type { LinkRow, SignInTables } from "./tables.ts";
import { takeLoginTurn } from "./tries.ts";

/** A wish for a link to a new password. */
export interface LinkWish {
  linkId: string;
  secretHash: Uint8Array;
  login: string;
  loginKey: string;
  at: number;
  rules: LinkRules;
}

/** Whoever gets a mail about her password. */
export interface Addressee {
  person: Person;
  contacts: SealedContacts;
}

export function createLinkReads({ directory }: SignInStoreParts) {
  return {
    /** Whose living link this is; null when it is not, or no more. */
    async linkPerson(
      tx: ReadTx,
      { secretHash, at }: { secretHash: Uint8Array; at: number },
    ): Promise<Person | null> {
      const link = await findLink(tx, secretHash);
      return link && !findLinkEnd(link, at) ? directory.reads.person(tx, { id: link.person_id }) : null;
    },
  };
}

export function createLinkChanges({ audit, directory }: SignInStoreParts) {
  return {
    /**
     * Takes down a wish for a link, and answers who is to get one, or null. The same is looked up and the same written
     * whether the login exists, has an address, is locked or has asked too often.
     */
    async askLink(tx: ChangeTx, given: LinkWish): Promise<Addressee | null> {
      const { login, loginKey, at, rules } = given;
      await takeLoginTurn(tx, loginKey);
      const isLeft = isLinkLeft(await findAsked(tx, loginKey, at - linkSpanMs, rules.daily), at, rules);
      const found = await directory.reads.findWithContacts(tx, { login });
      const hash = await findHash(tx, found?.person.id ?? "");
      const reason = isLeft ? findWant(found, hash, at) : "too-many";
      await tables(tx)
        .insertInto("sign_in_links")
        .values({
          id: given.linkId,
          secret_hash: given.secretHash,
          login_key: loginKey,
          person_id: found?.person.id ?? "",
          structure_id: found?.person.structureId ?? "",
          asked_at: at,
          expires_at: at + rules.lifeMs,
          counts: Number(isLeft),
          ended_at: reason ? at : null,
          end_reason: reason ? "not-sent" : null,
        })
        .execute();
      await audit.append(tx, {
        chain: found ? `structure:${found.person.structureId}` : "operator",
        at,
        actor: "program",
        action: "link.asked",
        object: found?.person.id ?? "",
        outcome: reason ? "refused" : "done",
        facts: reason ? { reason } : {},
      });
      return reason ? null : found;
    },

    /** Traces what became of the mail of a link. */
    async traceMail(tx: ChangeTx, given: { person: Person; isHanded: boolean; at: number }): Promise<void> {
      await audit.append(tx, {
        chain: `structure:${given.person.structureId}`,
        at: given.at,
        actor: "program",
        action: "link.sent",
        object: given.person.id,
        outcome: given.isHanded ? "done" : "refused",
        facts: { method: "email" },
      });
    },

    /** Traces that a link was tried which is worth nothing any more. One that never was leaves no trace: nobody guesses it. */
    async refuseLink(
      tx: ChangeTx,
      { secretHash, at }: { secretHash: Uint8Array; at: number },
    ): Promise<void> {
      const link = await findLink(tx, secretHash);
      if (link) await traceRefusal(tx, link, at);
    },

    /**
     * Uses a link up and sets the password, both or neither: of two at once, the second finds it used. Null when it is
     * worth nothing any more; `ended`: the sessions that ended.
     */
    async useLink(
      tx: ChangeTx,
      given: { secretHash: Uint8Array; hash: string; notice: NewNotice; at: number },
    ): Promise<{ ended: string[] } | null> {
      const { secretHash, hash, notice, at } = given;
      const link = await holdLink(tx, secretHash);
      if (!link) return null;
      const person = await directory.reads.person(tx, { id: link.person_id });
      if (findLinkEnd(link, at) || !person || !mayEnter(person, at)) {
        await traceRefusal(tx, link, at);
        return null;
      }
      await tables(tx)
        .updateTable("sign_in_links")
        .set({ ended_at: at, end_reason: "used" })
        .where("id", "=", link.id)
        .execute();
      const actor = `person:${person.id}`;
      await audit.append(tx, {
        chain: `structure:${link.structure_id}`,
        at,
        actor,
        action: "link.used",
        object: person.id,
        outcome: "done",
        facts: {},
      });
      const loginKey = link.login_key;
      return { ended: await replacePassword(tx, audit, { person, loginKey, hash, at, actor, notice }) };
    },
  };

  async function traceRefusal(tx: ChangeTx, link: LinkRow, at: number): Promise<void> {
    await audit.append(tx, {
      chain: link.structure_id === "" ? "operator" : `structure:${link.structure_id}`,
      at,
      actor: "program",
      action: "link.refused",
      object: link.person_id,
      outcome: "refused",
      facts: { reason: findLinkEnd(link, at) ?? "nobody" },
    });
  }
}

/** What is wanting for a link to leave; null when nothing is. RIE-PS 07: a verified address only. */
function findWant(
  found: Addressee | null,
  hash: string | null,
  at: number,
): "unknown" | "closed" | "no-password" | "no-address" | null {
  if (!found) return "unknown";
  if (!mayEnter(found.person, at)) return "closed";
  if (hash === null) return "no-password";
  return found.contacts.email && found.contacts.email.verifiedAt !== null ? null : "no-address";
}

/** When links were asked for, as many as may matter. */
async function findAsked(tx: ReadTx, loginKey: string, since: number, most: number): Promise<number[]> {
  const rows = await tables(tx)
    .selectFrom("sign_in_links")
    .select("asked_at")
    .where("login_key", "=", loginKey)
    .where("counts", "=", 1)
    .where("asked_at", ">", since)
    .orderBy("asked_at", "desc")
    .limit(most)
    .execute();
  return rows.map(({ asked_at }) => asked_at);
}

/** The link, while no other use of it can change it. */
async function holdLink(tx: ChangeTx, secretHash: Uint8Array): Promise<LinkRow | undefined> {
  const found = await findLink(tx, secretHash);
  return found && (await takeLoginTurn(tx, found.login_key)) ? findLink(tx, secretHash) : found;
}

function findLink(tx: ReadTx, secretHash: Uint8Array): Promise<LinkRow | undefined> {
  return tables(tx)
    .selectFrom("sign_in_links")
    .selectAll()
    .where("secret_hash", "=", secretHash)
    .executeTakeFirst();
}

/** A link is kept a day, so that wishes are counted and an old one still leaves its trace. */
export async function forgetOldLinks(tx: ChangeTx, at: number): Promise<void> {
  await tables(tx)
    .deleteFrom("sign_in_links")
    .where("asked_at", "<=", at - linkSpanMs)
    .execute();
}

export async function hasOldLinks(tx: ReadTx, at: number): Promise<boolean> {
  const old = tables(tx)
    .selectFrom("sign_in_links")
    .select("id")
    .where("asked_at", "<=", at - linkSpanMs);
  return (await old.limit(1).execute()).length > 0;
}

function tables(tx: ReadTx) {
  return tablesOf<SignInTables>(tx);
}

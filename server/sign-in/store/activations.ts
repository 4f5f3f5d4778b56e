import { createHash } from "node:crypto";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person, SealedContacts } from "../../directory/door.ts";
import { type ChangeTx, type ReadTx, tablesOf } from "../../foundations/database/operation.ts";
import { takeTurn } from "../../foundations/database/turns.ts";
import { activationRules, findActivationEnd, isCodeAlive } from "../rules/activation-life.ts";
import { mayEnter } from "../rules/may-enter.ts";
import type { SignInStoreParts } from "../store.ts";
import type { AccessTables, ActivationCodeRow, ActivationRow } from "./access-tables.ts";
import { keepProof } from "./apps.ts";
import type { AttemptFrom } from "./attempts.ts";
import { findHash, replacePassword } from "./passwords.ts";
import { bindCard } from "./psc.ts";
import { insertSession, type NewSession, type OpenedSession, type PlaceNotices } from "./sessions.ts";
import { putSilence } from "./silences.ts";

/** A link that is about to be sent. */
export interface NewActivation {
  id: string;
  secretHash: Uint8Array;
  person: Pick<Person, "id" | "structureId">;
  /** Handed over on paper: no mail carries it. */
  printed?: true;
  at: number;
  actor: string;
}

/** A living link, with all that its page has to know. */
export interface WholeActivation {
  activation: ActivationRow;
  codes: ActivationCodeRow[];
  person: Person;
  contacts: SealedContacts;
}

/** Who holds the link, in which browser, and which of the contacts it is about. */
export interface ContactAsked {
  secretHash: Uint8Array;
  browserHash: Uint8Array;
  kind: "email" | "mobile";
  at: number;
}

export function createActivationReads({ directory }: SignInStoreParts) {
  return {
    async activation(
      tx: ReadTx,
      { secretHash, at }: { secretHash: Uint8Array; at: number },
    ): Promise<WholeActivation | null> {
      return findLiving(tx, directory, secretHash, at);
    },
  };
}

export function createActivationChanges(parts: SignInStoreParts) {
  const { audit, directory } = parts;
  return {
    /** Makes a link to a first access; those sent before it open nothing any more. */
    async makeActivation(tx: ChangeTx, given: NewActivation): Promise<void> {
      const { id, secretHash, person, printed, at, actor } = given;
      await takeTurn(tx, `sign-in activation of ${person.id}`);
      await endActivations(tx, person.id, "replaced", at);
      const row: ActivationRow = {
        id,
        secret_hash: secretHash,
        person_id: person.id,
        structure_id: person.structureId,
        made_at: at,
        made_by: actor,
        expires_at: at + activationRules.lifeMs,
        mail_state: printed ? "printed" : "sending",
        mail_at: at,
        codes_sent: 0,
        ended_at: null,
        end_reason: null,
      };
      await tables(tx).insertInto("sign_in_activations").values(row).execute();
      const action = printed ? "activation.printed" : "activation.made";
      await trace(tx, row, { at, actor, action, outcome: "done", facts: {} });
      // An address that was changed is proved by a link too: whoever has a password is not new.
      if ((await findHash(tx, person.id)) === null)
        await putSilence(tx, { person_id: person.id, since: at, stage: "waiting", ends_at: null });
    },

    /** What became of the mail that carries a link. */
    async setActivationMail(
      tx: ChangeTx,
      { id, state, at }: { id: string; state: "handed" | "failed"; at: number },
    ): Promise<void> {
      await tables(tx)
        .updateTable("sign_in_activations")
        .set({ mail_state: state, mail_at: at })
        .where("id", "=", id)
        .execute();
      const row = await tables(tx)
        .selectFrom("sign_in_activations")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      const outcome = state === "handed" ? "done" : "refused";
      if (row) await trace(tx, row, { at, actor: "program", action: "activation.sent", outcome, facts: {} });
    },

    /** Takes one more code for a contact: the same again while it lives. */
    async takeContactCode(
      tx: ChangeTx,
      given: ContactAsked,
    ): Promise<Refusal | { code: ActivationCodeRow; whole: WholeActivation }> {
      const { browserHash, kind, at } = given;
      const whole = await holdLiving(tx, given);
      if (!whole) return refuse("link-over");
      const sealed = whole.contacts[kind]?.sealed;
      if (!sealed) return refuse("not-found");
      const before = whole.codes.find((one) => one.kind === kind);
      const isSame = before && isSameBytes(before.contact_hash, hashOf(sealed)) && isCodeAlive(before, at);
      const soon = before ? before.asked_at + activationRules.resendAfterMs : 0;
      if (soon > at) return refuse("resend-too-soon", { retryAt: soon });
      if (whole.activation.codes_sent >= activationRules.mostCodes) return refuse("resend-too-many");
      const code: ActivationCodeRow = {
        activation_id: whole.activation.id,
        kind,
        contact_hash: hashOf(sealed),
        browser_hash: browserHash,
        begun_at: isSame ? before.begun_at : at,
        asked_at: at,
        expires_at: at + activationRules.codeMs,
        tries_left: isSame ? before.tries_left : activationRules.codeTries,
        proved_at: null,
      };
      await tables(tx)
        .insertInto("sign_in_activation_codes")
        .values(code)
        .onConflict((conflict) => conflict.columns(["activation_id", "kind"]).doUpdateSet(code))
        .execute();
      await tables(tx)
        .updateTable("sign_in_activations")
        .set((row) => ({ codes_sent: row("codes_sent", "+", 1) }))
        .where("id", "=", whole.activation.id)
        .execute();
      return { code, whole };
    },

    /** Consumes an answer to the code of a contact; `right`: it was compared with the code of `begunAt`. */
    async proveContact(
      tx: ChangeTx,
      given: ContactAsked & { begunAt: number; right: boolean },
    ): Promise<Refusal | WholeActivation> {
      const { browserHash, kind, at, begunAt, right } = given;
      const whole = await holdLiving(tx, given);
      if (!whole) return refuse("link-over");
      const code = whole.codes.find((one) => one.kind === kind);
      const sealed = whole.contacts[kind]?.sealed;
      if (!code || !sealed || code.begun_at !== begunAt || !isSameBytes(code.browser_hash, browserHash))
        return refuse("unknown-challenge");
      if (code.tries_left <= 0) return refuse("too-many-codes");
      if (!isCodeAlive(code, at) || !isSameBytes(code.contact_hash, hashOf(sealed)))
        return refuse("code-expired");
      const { activation, person } = whole;
      if (!right) {
        const triesLeft = code.tries_left - 1;
        await setCode(tx, code, { tries_left: triesLeft });
        const facts = { reason: "wrong-code", kind, triesLeft };
        await trace(tx, activation, {
          at,
          actor: "program",
          action: "contact.refused",
          outcome: "refused",
          facts,
        });
        return triesLeft > 0 ? refuse("wrong-code", { triesLeft }) : refuse("too-many-codes");
      }
      const deed = { actor: `person:${person.id}`, at };
      if (!(await directory.changes.verifyContact(tx, { person, kind, sealed, deed })))
        return refuse("code-expired");
      await setCode(tx, code, { proved_at: at });
      return (await findLiving(tx, directory, given.secretHash, at)) ?? refuse("link-over");
    },

    /**
     * The end of a first access, all or nothing: the link is used up, the password set, the conditions accepted, and the
     * session opened on what was proved in this browser: the mailbox that is hers, and the password that she just chose.
     * Her card opens from then on, if she has one.
     */
    async activate(
      tx: ChangeTx,
      given: {
        secretHash: Uint8Array;
        browserHash: Uint8Array;
        loginKey: string;
        hash: string;
        conditions: string;
        pscIssuer: string;
        session: NewSession;
        from: AttemptFrom;
        notice: PlaceNotices;
        at: number;
      },
    ): Promise<Refusal | { opened: OpenedSession; ended: string[] }> {
      const { browserHash, loginKey, hash, conditions, pscIssuer, session, from, notice, at } = given;
      const whole = await holdLiving(tx, given);
      if (!whole) return refuse("link-over");
      const { activation, person } = whole;
      if (!isProved(whole, "email", browserHash, at)) return refuse("contact-unproved");
      const actor = `person:${person.id}`;
      await bindCard(tx, parts, { person, issuer: pscIssuer, at, actor });
      await tables(tx)
        .updateTable("sign_in_activations")
        .set({ ended_at: at, end_reason: "used" })
        .where("id", "=", activation.id)
        .execute();
      await trace(tx, activation, { at, actor, action: "activation.used", outcome: "done", facts: {} });
      await tables(tx)
        .insertInto("sign_in_conditions")
        .values({ person_id: person.id, version: conditions, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const facts = { version: conditions };
      await trace(tx, activation, { at, actor, action: "conditions.accepted", outcome: "done", facts });
      const ended = await replacePassword(tx, audit, { person, loginKey, hash, at, actor, notice: null });
      const proven = {
        person_id: person.id,
        structure_id: person.structureId,
        method: "email" as const,
        from,
        notice,
      };
      const opened = await insertSession(tx, audit, proven, session, at);
      // What she proved a moment ago lets her add a second method without another code.
      await keepProof(tx, session.id, at);
      return { opened: { person, ...opened }, ended };
    },
  };

  async function holdLiving(
    tx: ChangeTx,
    { secretHash, at }: { secretHash: Uint8Array; at: number },
  ): Promise<WholeActivation | null> {
    await takeTurn(tx, `sign-in activation ${Buffer.from(secretHash).toString("base64url")}`);
    return findLiving(tx, directory, secretHash, at);
  }

  function trace(
    tx: ChangeTx,
    row: Pick<ActivationRow, "person_id" | "structure_id">,
    given: {
      at: number;
      actor: string;
      action: string;
      outcome: "done" | "refused";
      facts: Record<string, string | number>;
    },
  ): Promise<void> {
    return audit.append(tx, { chain: `structure:${row.structure_id}`, object: row.person_id, ...given });
  }
}

/** Whether the one who holds the link proved a contact in this browser, and it is still the one that is kept. */
export function isProved(
  { codes, contacts }: Pick<WholeActivation, "codes" | "contacts">,
  kind: "email" | "mobile",
  browserHash: Uint8Array,
  now: number,
): boolean {
  const code = codes.find((one) => one.kind === kind);
  const sealed = contacts[kind]?.sealed;
  if (!code || !sealed || code.proved_at === null) return false;
  const isFresh = now < code.proved_at + provedMs;
  return (
    isFresh && isSameBytes(code.browser_hash, browserHash) && isSameBytes(code.contact_hash, hashOf(sealed))
  );
}

/** How long a proof waits for the password: it stands for the second factor of the session that it opens. */
const provedMs = 3_600_000;

/** Ends the living links of a person: another was sent, or her access is withdrawn. */
export async function endActivations(
  tx: ChangeTx,
  personId: string,
  reason: "replaced" | "withdrawn",
  at: number,
): Promise<void> {
  await tables(tx)
    .updateTable("sign_in_activations")
    .set({ ended_at: at, end_reason: reason })
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .execute();
}

async function findLiving(
  tx: ReadTx,
  directory: SignInStoreParts["directory"],
  secretHash: Uint8Array,
  at: number,
): Promise<WholeActivation | null> {
  const activation = await tables(tx)
    .selectFrom("sign_in_activations")
    .selectAll()
    .where("secret_hash", "=", secretHash)
    .executeTakeFirst();
  if (!activation || findActivationEnd(activation, at)) return null;
  const person = await directory.reads.person(tx, { id: activation.person_id });
  const contacts = await directory.reads.contacts(tx, { id: activation.person_id });
  if (!person || !contacts || !mayEnter(person, at)) return null;
  const codes = await tables(tx)
    .selectFrom("sign_in_activation_codes")
    .selectAll()
    .where("activation_id", "=", activation.id)
    .execute();
  return { activation, codes, person, contacts };
}

async function setCode(
  tx: ChangeTx,
  code: ActivationCodeRow,
  set: Partial<ActivationCodeRow>,
): Promise<void> {
  await tables(tx)
    .updateTable("sign_in_activation_codes")
    .set(set)
    .where("activation_id", "=", code.activation_id)
    .where("kind", "=", code.kind)
    .execute();
}

function hashOf(sealed: Uint8Array): Buffer {
  return createHash("sha256").update(sealed).digest();
}

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function tables(tx: ReadTx) {
  return tablesOf<AccessTables>(tx);
}

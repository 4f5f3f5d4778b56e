import type { MadePasskey, NewPasskey } from "../../../contracts/passkeys.ts";
import { refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Factors } from "../../../contracts/security.ts";
import { newId } from "../../foundations/ids.ts";
import { mostPasskeys, proofMs } from "../rules/proof.ts";
import type { Holder } from "../security.ts";
import type { StepParts } from "../steps/step.ts";
import { hashToken } from "../tokens.ts";
import { challengeOf } from "./verify.ts";

/** A person's own passkeys: each change asks for a second factor given anew. */
export interface OwnPasskeys {
  list(personId: string): Promise<Factors["passkeys"]>;
  begin(holder: Holder): Promise<NewPasskey | Refusal>;
  /** The passkey that her device made; null when it was added. */
  add(holder: Holder, given: { passkey: MadePasskey; name: string }): Promise<Refusal | null>;
  rename(holder: Holder, given: { id: string; name: string }): Promise<Refusal | null>;
  remove(holder: Holder, id: string): Promise<Refusal | null>;
}

export function openOwnPasskeys(parts: StepParts): OwnPasskeys {
  const { changes, reads, clock, chance, notices, passkeys, settings } = parts;

  return {
    async list(personId) {
      const rows = await reads.passkeys({ personId });
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        addedAt: row.made_at,
        usedAt: row.used_at,
        shared: row.backed_up === 1,
      }));
    },

    async begin({ id: session, person }) {
      if (!settings.methods.includes("passkey")) return refuse("not-found");
      const at = clock.now();
      const [provedAt, known] = await Promise.all([
        reads.provedAt({ sessionId: session }),
        reads.passkeys({ personId: person.id }),
      ]);
      if (provedAt === null || provedAt <= at - proofMs) return refuse("proof-needed");
      if (known.length >= mostPasskeys) return refuse("too-many-passkeys");
      return { offer: passkeys.offer(passkeys.challenges.make({ session }, at), person, known) };
    },

    async add({ id: session, person }, { passkey: made, name }) {
      const at = clock.now();
      const challenge = challengeOf(made);
      const endsAt = passkeys.challenges.read(challenge, { session }, at);
      if (endsAt === null) return refuse("passkey-expired");
      const state = await passkeys.verifyMade(made, challenge);
      if (!state) return refuse("passkey-not-added");
      const refused = await changes.addPasskey({
        person,
        sessionId: session,
        at,
        challenge: { hash: hashToken(challenge), endsAt },
        passkey: { ...state, id: newId(chance, "k"), name },
        notice: notices.draft({ kind: "passkey-added", name }),
      });
      if (!refused) notices.wake();
      return refused;
    },

    rename: ({ id: sessionId, person }, { id, name }) =>
      changes.renamePasskey({ id, name, person, sessionId, at: clock.now() }),

    async remove({ id: sessionId, person }, id) {
      const name = (await reads.passkeys({ personId: person.id })).find((one) => one.id === id)?.name ?? "";
      const notice = notices.draft({ kind: "passkey-removed", name });
      const refused = await changes.removePasskey({ id, person, sessionId, at: clock.now(), notice });
      if (!refused) notices.wake();
      return refused;
    },
  };
}

import { isRefusal, refuse, type Refusal } from "../../../contracts/refusals.ts";
import type { Person } from "../../directory/door.ts";
import type { Sealing } from "../../foundations/sealing.ts";
import type { NotificationsDoor } from "../../notifications/door.ts";
import type { LetIn } from "../entering.ts";
import type { Notices } from "../notices.ts";
import type { Opened } from "../steps/open-session.ts";
import { proofMs } from "../rules/proof.ts";
import { unknownVisitor, type Visitor } from "../visitor.ts";
import { type FirstAccessParts, type FirstAccessWay, openFirstAccess } from "./way.ts";

/** The side of the door where accesses are given, begun and withdrawn. */
export interface AccessSide {
  /** Somebody whom a référent gave an access, link in hand. */
  firstAccess: Omit<FirstAccessWay, "finish">;
  /** The end of a first access: a session on a code and a password, as `code` opens one. */
  finishFirstAccess(
    secret: string,
    chosen: { password: string; conditions: string },
    browser: string,
    previousToken: string | null,
    visitor?: Visitor,
  ): Promise<LetIn | Refusal>;
  /** What another room's operation keeps in its own transaction, for a person to be told; `wake` sends it. */
  notices: Pick<Notices, "draft" | "wake">;
  /** Ten codes for a person to keep on paper, in the place of those before; asks for a fresh second factor. */
  recoveryCodes(holder: { id: string; person: Person }): Promise<{ codes: string[] } | Refusal>;
  /** One code for another room's operation to keep and a référent to read out. */
  newRescueCode(): Promise<{ code: string; prefix: string; hash: string } | Refusal>;
  /** Under which regulation counts a login. */
  loginKey(login: string): string;
  /** Tells whoever listens that an operation of another room ended these sessions. */
  tellEnded(sessions: readonly string[]): void;
}

const recoveryCount = 10;

interface SideParts extends Omit<FirstAccessParts, "key"> {
  notifications: FirstAccessParts["notifications"] & Pick<NotificationsDoor, "sendNoticeBySms">;
  notices: Notices;
  sealing: Sealing;
  tellEnded(sessions: readonly string[]): void;
  letIn(opened: Opened, visitor: Visitor): LetIn;
}

export function openAccessSide(parts: SideParts): AccessSide {
  const { notices, sealing, tellEnded, letIn } = parts;
  const key = sealing.derive("activation link");
  const { finish, ...firstAccess } = openFirstAccess({ ...parts, key });
  return {
    firstAccess,
    async finishFirstAccess(secret, chosen, browser, previousToken, visitor = unknownVisitor) {
      const finished = await finish(secret, chosen, browser, previousToken, visitor);
      if (isRefusal(finished)) return finished;
      tellEnded(finished.ended);
      return letIn(finished, visitor);
    },
    async recoveryCodes({ id: sessionId, person }) {
      // Looked at before the ten hashes, which cost; the operation asks again.
      const provedAt = await parts.reads.provedAt({ sessionId });
      if (provedAt === null || provedAt <= parts.clock.now() - proofMs) return refuse("proof-needed");
      const codes = await parts.spareCodes.make(recoveryCount);
      if (codes === "busy") return refuse("busy");
      const at = parts.clock.now();
      const actor = `person:${person.id}`;
      const kept = codes.map(({ prefix, hash }) => ({ prefix, hash }));
      const given = { person, kind: "recovery" as const, codes: kept, expiresAt: null, at, actor };
      const notice = notices.draft({ kind: "spares-made", at });
      const refused = await parts.changes.putOwnSpares({ ...given, sessionId, notice });
      if (!refused) notices.wake();
      return refused ?? { codes: codes.map(({ code }) => code) };
    },
    async newRescueCode() {
      const made = await parts.spareCodes.make(1);
      return made === "busy" || !made[0] ? refuse("busy") : made[0];
    },
    loginKey: parts.loginKey,
    tellEnded,
    notices,
  };
}

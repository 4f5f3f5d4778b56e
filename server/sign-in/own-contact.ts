import { readEmail, readMobile } from "../../contracts/contacts.ts";
import type { ContactBegun, ContactWanted } from "../../contracts/own-contact.ts";
import { refuse, type Refusal } from "../../contracts/refusals.ts";
import type { DirectoryDoor } from "../directory/door.ts";
import { newId } from "../foundations/ids.ts";
import { readDigits } from "./one-time-code.ts";
import { maskEmail, maskMobile } from "./rules/mask.ts";
import { newContactRules } from "./rules/new-contact.ts";
import type { Holder } from "./security.ts";
import type { StepParts } from "./steps/step.ts";

/** Another e-mail address or mobile, put by its person in the place of hers. */
export interface OwnContact {
  /** Sends a code there. */
  beginContact(holder: Holder, wanted: ContactWanted): Promise<ContactBegun | Refusal>;
  /** Its code: the contact counts from now on; null when it does. The former one is told, as is the new one. */
  confirmContact(holder: Holder, given: { id: string; code: string }): Promise<Refusal | null>;
}

export interface OwnContactParts extends StepParts {
  directory: StepParts["directory"] & Pick<DirectoryDoor, "sealContact">;
}

export function openOwnContact(parts: OwnContactParts): OwnContact {
  const { changes, directory, notifications, notices, codes, clock, chance, settings } = parts;
  const draftBoth = (contact: ContactWanted["kind"], at: number) => {
    const news = { kind: "own-contact-changed", contact, at } as const;
    return { notice: notices.draft(news), toFormer: notices.draft(news) };
  };

  return {
    async beginContact({ id: sessionId, person }, { kind, address: typed }) {
      if (kind === "mobile" && !settings.methods.includes("sms")) return refuse("method-forbidden");
      const address = kind === "email" ? readEmail(typed, settings.domains) : readMobile(typed);
      if (address === null) return refuse("contact-malformed");
      const at = clock.now();
      const id = newId(chance, "m");
      const sealed = directory.sealContact(kind, person.id, address);
      const refused = await changes.beginContact({ id, kind, sealed, person, sessionId, at });
      if (refused) return refused;
      const until = at + newContactRules.codeMs;
      const mail = {
        to: address,
        account: person.login,
        code: codes.of(nameOf(id)),
        reference: newId(chance, "n"),
        until,
      };
      const { state } =
        kind === "email" ? await notifications.sendCode(mail) : await notifications.sendCodeBySms(mail);
      const masked = kind === "email" ? maskEmail(address) : maskMobile(address);
      return { id, masked, state: state === "handed" ? "handed" : "failed", until };
    },

    async confirmContact({ id: sessionId, person }, { id, code }) {
      const digits = readDigits(code);
      if (digits === null) return refuse("code-malformed");
      const at = clock.now();
      const confirmed = await changes.confirmContact({
        person,
        sessionId,
        id,
        right: codes.isRight(nameOf(id), digits),
        notices: { email: draftBoth("email", at), mobile: draftBoth("mobile", at) },
        at,
      });
      if (!confirmed) notices.wake();
      return confirmed;
    },
  };
}

/** What the code is computed from. */
function nameOf(id: string): string {
  return `new contact ${id}`;
}

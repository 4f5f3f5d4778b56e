import type { Method } from "../../../contracts/sign-in.ts";
import type { Policy } from "./policy.ts";

/** Every way to prove who one is beyond the password, those of Pro Santé Connect among them. */
export type MethodName = "email" | "sms" | "totp" | "passkey" | "psc";

/** How sure a method makes us, and why, in one sentence: for the person who chooses, and for whoever attests. */
export interface MethodAssurance {
  level: "low" | "substantial" | "high";
  reason: { fr: string; en: string };
}

/** The label on each method, its one place (regulation (EU) 2015/1502; PGSSI-S, RIE-PS 02, 03 and 09). */
export const assurance: Readonly<Record<MethodName, MethodAssurance>> = {
  email: {
    level: "low",
    reason: {
      fr: "Le code passe par une messagerie ordinaire, qu’un mot de passe seul protège souvent\u202f; les référentiels ne la nomment pas parmi les moyens recommandés.",
      en: "The code goes through an ordinary mailbox, often behind a password alone; the texts do not name it among the advised means.",
    },
  },
  sms: {
    level: "low",
    reason: {
      fr: "Le code passe par le réseau téléphonique, où il peut être lu ou détourné\u202f; l’ANSSI déconseille ce moyen.",
      en: "The code goes through the phone network, where it can be read or turned away; ANSSI advises against it.",
    },
  },
  totp: {
    level: "substantial",
    reason: {
      fr: "Le code naît dans le téléphone de la personne et ne voyage pas\u202f; un site imitateur peut encore le lui demander.",
      en: "The code is made in the person’s phone and does not travel; a site in disguise can still ask for it.",
    },
  },
  passkey: {
    level: "substantial",
    reason: {
      fr: "La clé ne quitte pas l’appareil ou le trousseau de la personne et ne répond qu’au vrai site\u00a0: l’hameçonnage n’y peut rien.",
      en: "The key stays in the person’s device or keychain and answers the true site alone: phishing gets nothing.",
    },
  },
  psc: {
    level: "high",
    reason: {
      fr: "Carte CPS ou e-CPS remise par l’Agence du numérique en santé après contrôle de l’identité\u00a0: le moyen que la loi demande de proposer.",
      en: "A CPS or e-CPS card handed over by the national agency after a check of identity: the means that the law wants offered.",
    },
  },
};

type Accepting = Pick<Policy, "methods" | "emailUntil">;

/** The methods that a policy accepts at `now`: codes by e-mail may have an end. */
export function methodsAt({ methods, emailUntil }: Accepting, now: number): MethodName[] {
  return methods.filter((method) => method !== "email" || emailUntil === null || now < emailUntil);
}

/** Those of them that stand after a password. */
export function secondFactorsAt(policy: Accepting, now: number): Method[] {
  return methodsAt(policy, now).filter((method) => method !== "psc");
}

/** Until when a method is accepted; null while no end is set. */
export function methodEnd(method: Method, { emailUntil }: Pick<Policy, "emailUntil">): number | null {
  return method === "email" ? emailUntil : null;
}

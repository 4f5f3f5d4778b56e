import { createHash } from "node:crypto";

/** A way to sign in, as the operator's guide has its section. */
export type GuideMethod = "email" | "sms" | "totp" | "passkey" | "psc";

/** All that the quick guide shows or says of the operator, its screens included; never a secret. */
export interface GuideSubject {
  operator: string;
  legalName: string;
  address: string;
  phone: string;
  email: string;
  hours: string;
  /** Of codes by e-mail. */
  signature: string;
  /** The operator's own pages, by what they are about. */
  links: Readonly<Record<string, string>>;
  accessibility: string;
  /** Where the pages are, without a final slash. */
  publicUrl: string;
  /** The first of its MSSanté domains. */
  domain: string;
  layout: "2024" | "2022";
  /** Those that are accepted, in the order of the guides. */
  methods: readonly GuideMethod[];
  /** From when codes by e-mail are no longer accepted, milliseconds since 1970; null while no end is ahead. */
  emailUntil: number | null;
  trustMinutes: number;
  codeMinutes: number;
  codeTries: number;
  idleMinutes: number;
  /** 0: a silent session ends instead of being locked. */
  lockMinutes: number;
  sessionMinutes: number;
  /** `#rrggbb`, empty for our own colours. */
  accent: string;
  /** Where the pictures are served: an address that changes with them; empty for ours. */
  logo: string;
  picture: string;
}

/** Changes when a guide made before would show or say something else: SHA-256, in hexadecimal. */
export function digestOf(subject: GuideSubject): string {
  return createHash("sha256")
    .update(JSON.stringify(inOrder(subject)))
    .digest("hex");
}

/** The same, whatever the order in which it was written down. */
function inOrder(value: object): object {
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, one]) => [
      name,
      typeof one === "object" && one !== null && !Array.isArray(one) ? inOrder(one) : one,
    ]);
}

import { availableParallelism } from "node:os";
import type { Method } from "../../../contracts/sign-in.ts";
import type { Network } from "../../foundations/networks.ts";
import { type Allowance, allowanceDefaults } from "./allowance.ts";
import { type Regulation, regulationDefaults } from "./regulation.ts";
import type { LifeRules } from "./session-life.ts";

/** What an operator may tighten. Each default carries its source. */
export interface SignInSettings {
  /** What authenticator apps call it. */
  operator: string;
  /** Where the pages are: passkeys are made for this host and asked by this origin. */
  publicUrl: string;
  /** The operator's MSSanté domains, in lower case: no code is sent to a box that it opens. */
  domains: readonly string[];
  /** The methods that the operator accepts. */
  methods: readonly Method[];
  /** From when codes by e-mail are not accepted any more, milliseconds since 1970; null: no end is set. */
  emailUntil: number | null;
  /** How long a one-time code lives after its last sending. OWASP ASVS 2.7: at most 10 minutes. */
  codeMinutes: number;
  /** How long it lives in all, however often it is sent. */
  codeMostMinutes: number;
  /** Wrong codes before a challenge is over. */
  codeTries: number;
  /** Longest silence of a session. RIE-PS 13: at most 30 minutes. */
  idleMinutes: number;
  /** How long a locked session opens with one factor. RIE-PS 10: less than 4 hours after the two, as sessions last. */
  lockMinutes: number;
  /** Wrong passwords before a locked session ends. */
  unlockTries: number;
  /** Longest session. RIE-PS 13: at most 4 hours. */
  sessionHours: number;
  /** How long the page waits for the relay's word before the dialog is shown anyway, in milliseconds. */
  relayPatienceMs: number;
  /** Argon2id (RFC 9106), as OWASP's Password Storage sheet advises. */
  argon2: { memoryKiB: number; passes: number; lanes: number };
  /** Passwords hashed at once; one per core, for a hash keeps a core and a thread of the pool busy. */
  hashesAtOnce: number;
  /**
   * Passwords that may wait for their turn; the next one is told that the house is busy. On two cores the last of them
   * waits some three seconds: a whole establishment that arrives at once is let in.
   */
  hashesWaiting: number;
  /** Shortest password. CNIL 2022-100: 12 characters. */
  passwordLength: number;
  /** How long after its answer the mail of a forgotten password leaves, in milliseconds. */
  afterAnswerMs: number;
  /** How often what has ended is looked for, and a notice that waits: milliseconds of the machine's own time. */
  sweepEveryMs: number;
  /** Longest life of a password of a program. */
  appPasswordDays: number;
  regulation: Regulation;
  /** Those that are known by name. */
  networks: readonly Network[];
  /** Wrong passwords that come from one network. */
  allowance: Allowance;
  /** How long « Se souvenir de moi » trusts a browser. RIE-PS 10: at most 240 minutes; 0: never. */
  trustMinutes: number;
  /** Longest silence of a session at a shared post. */
  sharedIdleMinutes: number;
}

export const signInDefaults: SignInSettings = {
  operator: "Caducée",
  publicUrl: "http://localhost:8025",
  domains: [],
  methods: ["email"],
  emailUntil: null,
  codeMinutes: 10,
  codeMostMinutes: 20,
  codeTries: 5,
  idleMinutes: 30,
  lockMinutes: 240,
  unlockTries: 5,
  sessionHours: 4,
  relayPatienceMs: 2500,
  argon2: { memoryKiB: 19_456, passes: 2, lanes: 1 },
  hashesAtOnce: availableParallelism(),
  hashesWaiting: 256,
  passwordLength: 12,
  afterAnswerMs: 300,
  sweepEveryMs: 30_000,
  appPasswordDays: 365,
  regulation: regulationDefaults,
  networks: [],
  allowance: allowanceDefaults,
  trustMinutes: 0,
  sharedIdleMinutes: 10,
};

/** The same, as sessions ask for it. */
export function lifeOf({ idleMinutes, lockMinutes }: SignInSettings): LifeRules {
  return { idleMs: idleMinutes * 60_000, lockMs: lockMinutes * 60_000 };
}

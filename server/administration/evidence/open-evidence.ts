import { createHash } from "node:crypto";
import type { AuditDoor, ChainFault } from "../../audit/door.ts";
import type { DirectoryDoor } from "../../directory/door.ts";
import type { Clock } from "../../foundations/clock.ts";
import { remoteChanges, remoteReads, type Store } from "../../foundations/database/operation.ts";
import type { MailboxesDoor } from "../../mailboxes/door.ts";
import type { PapersDoor } from "../../papers/door.ts";
import type { AdministrationStore } from "../store.ts";
import { deeds, type Figure } from "./figures.ts";
import { composeEvidence } from "./paper.ts";
import { evidenceWords } from "./words.ts";

/** A setting as evidence shows it; never a secret. */
export interface ShownSetting {
  name: string;
  label: string;
  value: string;
}

/** What an « attestation de conformité » asks of the operator. Times are milliseconds since 1970. */
export interface Evidence {
  operator: string;
  domains: readonly string[];
  at: number;
  /** Sign-ins are counted from then on. */
  from: number;
  methods: { method: string; label: string; opened: number; since: number | null }[];
  /** `since` null: the program has not been started with this value yet. */
  settings: (ShownSetting & { since: number | null })[];
  figures: (Figure & { label: string; definition: string })[];
  trace: { chains: number; faults: ChainFault[] };
}

export interface EvidenceDoor {
  /** Keeps since when the settings are what they are: at each start. */
  recordSettings(): Promise<void>;
  collect(): Promise<Evidence>;
  /** The same as a paper. */
  write(evidence: Evidence): Promise<Buffer>;
}

export interface EvidenceParts {
  store: Store;
  audit: Pick<AuditDoor, "verify" | "record" | "countDeeds">;
  directory: Pick<DirectoryDoor, "structureIds">;
  mailboxes: Pick<MailboxesDoor, "mailboxIds">;
  papers: PapersDoor;
  clock: Clock;
  domains: readonly string[];
  /** The methods that are accepted now. */
  methods(): readonly string[];
  settings(): readonly ShownSetting[];
}

/** As long as attempts are kept. */
const periodMs = 90 * 86_400_000;

export function openEvidence(parts: EvidenceParts): EvidenceDoor {
  const { store, audit, papers, clock } = parts;
  const changes = remoteChanges<AdministrationStore["changes"]>(store, "administration");
  const reads = remoteReads<AdministrationStore["reads"]>(store, "administration");

  /** The settings, and whether each method is accepted: what follows from several of them, and from what is set up. */
  function recorded(): ShownSetting[] {
    const accepted = parts.methods();
    const methods = Object.entries(evidenceWords.methods).map(([method, label]) => ({
      name: `method.${method}`,
      label,
      value: accepted.includes(method) ? "accepted" : "",
    }));
    return [...parts.settings(), ...methods];
  }

  return {
    async recordSettings() {
      const settings = recorded().map(({ name, value }) => ({ name, hash: hashOf(value) }));
      await changes.recordSettings({ settings, whole: hashOf(JSON.stringify(settings)), at: clock.now() });
    },

    async collect() {
      const at = clock.now();
      const from = at - periodMs;
      const counted = await audit.countDeeds({ actions: deeds, from, until: at });
      const figures: Figure[] = [
        ...(await reads.evidenceFigures({ from, at })),
        ...deeds.map((name) => ({
          name,
          value: counted.find(({ action }) => action === name)?.count ?? 0,
          query: "audit.countDeeds",
        })),
      ];
      const known = new Map((await reads.settingsSince()).map((row) => [row.name, row]));
      const since = new Map(
        recorded().map(({ name, value }) => {
          const row = known.get(name);
          return [name, row?.hash === hashOf(value) ? row.since : null];
        }),
      );
      const expected = [
        ...(await parts.directory.structureIds()).map((id) => `structure:${id}`),
        ...(await parts.mailboxes.mailboxIds()).map((id) => `mailbox:${id}`),
      ];
      let chains = 0;
      const faults = await audit.verify(expected, (_, of) => (chains = of));
      const facts = { figures: figures.length, chains, faults: faults.length };
      const deed = { chain: "operator", at, actor: "command", action: "evidence.made", object: "" } as const;
      await audit.record({ ...deed, outcome: "done", facts });
      return {
        operator: papers.sender.operator,
        domains: parts.domains,
        at,
        from,
        methods: parts.methods().map((method) => ({
          method,
          label: evidenceWords.methods[method] ?? method,
          opened: figures.find(({ name }) => name === `opened-${method}`)?.value ?? 0,
          since: since.get(`method.${method}`) ?? null,
        })),
        settings: parts.settings().map((shown) => ({ ...shown, since: since.get(shown.name) ?? null })),
        figures: figures.map((figure) => {
          const [label, definition] = evidenceWords.of(figure);
          return { ...figure, label, definition };
        }),
        trace: { chains, faults },
      };
    },

    write: (evidence) => papers.write(composeEvidence(evidence)),
  };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

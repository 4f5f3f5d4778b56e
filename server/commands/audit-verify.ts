import type { Command } from "./command.ts";

const faults = {
  changed: "la ligne a été modifiée",
  missing: "la ligne manque",
  added: "la ligne a été ajoutée",
} as const;

/** Verifies every chain of the trace, and that each structure and mailbox has one; names the first fault of each. */
export const auditVerify: Command = {
  name: "audit verify",
  words: "",
  help: "vérifie que rien n’a été modifié, retiré ni ajouté dans les traces",
  takes: 0,
  paths: [],
  async run(doors, _, say) {
    const mailboxes = (await doors.mailboxes.mailboxIds()).map((id) => `mailbox:${id}`);
    const structures = (await doors.directory.structureIds()).map((id) => `structure:${id}`);
    let chains = 0;
    const found = await doors.audit.verify([...structures, ...mailboxes], (_done, of) => (chains = of));
    for (const { chain, seq, fault } of found) say(`${chain}, ligne ${seq} : ${faults[fault]}.`);
    if (found.length === 0) say(`${chains} chaînes vérifiées : tout est intact.`);
    return found.length === 0 ? 0 : 2;
  },
};

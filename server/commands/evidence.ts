import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "./command.ts";

/** Writes what an « attestation de conformité » asks, for eyes (PDF) and for programs (JSON). */
export const evidence: Command = {
  name: "evidence",
  words: "[FICHIER]",
  help: "écrit les éléments de preuve de l’opérateur, en PDF et en JSON (evidence-AAAA-MM-JJ si rien n’est dit)",
  takes: 1,
  otherwise: ".",
  paths: [0],
  async run({ evidence: door }, [given = "."], say) {
    const collected = await door.collect();
    const isFolder = await stat(given).then(
      (about) => about.isDirectory(),
      () => false,
    );
    const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(collected.at);
    const base = isFolder ? join(given, `evidence-${day}`) : given.replace(/\.(pdf|json)$/i, "");
    try {
      // The operator's own: nobody else on the machine reads them.
      await writeFile(`${base}.json`, `${JSON.stringify(collected, null, 2)}\n`, { mode: 0o600 });
      await writeFile(`${base}.pdf`, await door.write(collected), { mode: 0o600 });
    } catch (error) {
      say(`${base} ne peut pas être écrit : ${error instanceof Error ? error.message : String(error)}.`);
      return 1;
    }
    say(`${base}.pdf et ${base}.json sont écrits.`);
    const { faults } = collected.trace;
    for (const { chain, seq } of faults) say(`Attention : ${chain} n’est pas intacte à la ligne ${seq}.`);
    return faults.length === 0 ? 0 : 2;
  },
};

import { open } from "node:fs/promises";
import type { Command } from "./command.ts";

const faults = {
  "not-an-export": "ce fichier n’est pas un export de traces",
  changed: "la ligne a été modifiée",
  "added-or-missing": "une ligne a été ajoutée, retirée ou déplacée",
  unsigned: "le fichier s’arrête avant sa signature",
  signature: "la signature n’est pas celle de cet opérateur",
} as const;

/** Verifies a signed export: its lines, the chain that holds them, and its signature. */
export const auditVerifyExport: Command = {
  name: "audit verify-export",
  words: "FICHIER",
  help: "vérifie un export signé de traces : ses lignes, leur chaîne et sa signature",
  takes: 1,
  paths: [0],
  async run(doors, [path = ""], say) {
    const file = await open(path).catch(() => null);
    if (!file) {
      say(`${path} : ce fichier ne se lit pas.`);
      return 1;
    }
    try {
      const verdict = await doors.auditExports.verify(file.readLines());
      if ("fault" in verdict) say(`Ligne ${verdict.line} : ${faults[verdict.fault]}.`);
      else say(`${verdict.rows} lignes vérifiées : rien n’a été modifié, et la signature est la bonne.`);
      return "fault" in verdict ? 2 : 0;
    } finally {
      await file.close();
    }
  },
};

/** Shows the key that a third party verifies exports with. */
export const auditPublicKey: Command = {
  name: "audit public-key",
  words: "",
  help: "affiche la clé publique qui vérifie les exports signés",
  takes: 0,
  paths: [],
  async run(doors, _, say) {
    say(doors.auditExports.publicKey.trimEnd());
    return 0;
  },
};

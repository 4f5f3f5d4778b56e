import type { CertificateName } from "./pki.ts";

/** The domains whose mail the peer operators of the sandbox take: those of its correspondents. */
export const peerDomains = [
  "ch-portbrume",
  "biolittoral",
  "liberaux-brume",
  "mdph-brume",
  "medecins-littoral",
  "mobilite-brume",
  "officines-brume",
  "patient",
].map((name) => `${name}.mss.example`);

/** The operator that carries an address's mail, by the name of its certificate. */
export function chooseOperator(address: string): Extract<CertificateName, "biolittoral" | "ch-portbrume"> {
  return address.endsWith("@biolittoral.mss.example") ? "biolittoral" : "ch-portbrume";
}

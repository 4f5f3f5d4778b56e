import type { Values } from "./settings.ts";

/** How the program proves itself to Pro Santé Connect, in PEM or in clear. */
export interface PscSecrets {
  proof: { secret: string } | { certificate: string; key: string };
  /** Null: the system's authorities. */
  authorities: string | null;
}

type Named = "psc.client_secret_file" | "psc.certificate" | "psc.key" | "psc.authorities";

/** Reads what Pro Santé Connect needs; null where it is not offered, a string is what is wrong. */
export function readPscSecrets(values: Values, read: (name: Named) => string): PscSecrets | null | string {
  if (values["psc.client_id"] === "") return null;
  const hasSecret = values["psc.client_secret_file"] !== "";
  const hasCertificate = values["psc.certificate"] !== "" && values["psc.key"] !== "";
  const isHalf = (values["psc.certificate"] !== "") !== (values["psc.key"] !== "");
  if (hasSecret === hasCertificate || isHalf)
    return "psc.client_secret_file ou psc.certificate avec psc.key : indiquez l’un des deux, et un seul.";
  const authorities = values["psc.authorities"] === "" ? null : read("psc.authorities");
  if (hasCertificate)
    return { proof: { certificate: read("psc.certificate"), key: read("psc.key") }, authorities };
  const secret = read("psc.client_secret_file").trim();
  return { proof: { secret }, authorities };
}

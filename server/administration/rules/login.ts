/** The identifier of a person: `org.prenom.nom@domaine`, in letters that every keyboard has. */

const mostLocal = 64;

/** Letters without accents, the rest as dashes; empty when nothing is left. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/[\p{M}'’]/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** Under which homonyms meet. */
export function foldNames({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${foldName(givenName)}.${foldName(familyName)}`;
}

/** Identifiers that would do, the best first: homonyms get a number. Empty when a name has no letter of ours. */
export function listLogins(givenName: string, familyName: string, domain: string, most = 40): string[] {
  const [given, family] = [foldName(givenName), foldName(familyName)];
  if (given === "" || family === "") return [];
  const base = `org.${given}.${family}`.slice(0, mostLocal - 3);
  return Array.from({ length: most }, (_, place) => `${base}${place === 0 ? "" : place + 1}@${domain}`);
}

/** Whether an identifier has the form asked for, in this domain. */
export function isLogin(login: string, domain: string): boolean {
  const at = login.lastIndexOf("@");
  const local = login.slice(0, at);
  return (
    login.slice(at + 1) === domain &&
    local.length <= mostLocal &&
    /^org(\.[a-z0-9]+(-[a-z0-9]+)*){2,4}$/.test(local)
  );
}

export function domainOf(login: string): string {
  return login.slice(login.lastIndexOf("@") + 1);
}

import type { Give } from "../../../../contracts/administration.ts";
import type { CheckedLine, Fate, Problem } from "../../../../contracts/administration-arrivals.ts";
import { domainOf, foldNames, isLogin, listLogins } from "../../rules/login.ts";
import type { LineRead } from "./read-line.ts";

/** Somebody of the structure, as far as a line may be about her. */
export interface KnownPerson {
  givenName: string;
  familyName: string;
  login: string;
  rpps: string | null;
  /** In lower case; null when none is kept. */
  email: string | null;
}

/** What a file is held against. */
export interface Ground {
  domain: string;
  people: readonly KnownPerson[];
  /** Whether somebody of the operator has this identifier, or it was not asked for. */
  isTaken(login: string): boolean;
}

/** A line with its fate; `access` when it is to be given. */
export interface Judged {
  checked: CheckedLine;
  access: Give | null;
}

/** Remarks, that refuse nothing. */
const remarks: readonly Problem["code"][] = ["homonym", "same-email"];

/** The identifiers that lines of these names may get: to be asked for before they are judged. */
export function loginsOf(lines: readonly LineRead[], domain: string): string[] {
  const counts = Map.groupBy(lines, ({ access }) => foldNames(access));
  const logins = new Set<string>();
  for (const [, same] of counts)
    for (const { access, login } of same) {
      if (login !== "") logins.add(login);
      else
        for (const one of listLogins(access.givenName, access.familyName, domain, same.length + spare))
          logins.add(one);
    }
  return [...logins];
}

/** How many homonyms of one name the structure may have already. */
const spare = 12;

/** The fate of each line, in order: what stands above counts as done. */
export function judge(lines: readonly LineRead[], ground: Ground): Judged[] {
  const known = emptyIndex<KnownPerson>();
  for (const one of ground.people)
    put(known, one, { names: foldNames(one), email: one.email, rpps: one.rpps, login: one.login });
  const above = emptyIndex<{ line: number }>();
  const taken = new Set<string>();
  // Identifiers that lines ask for by name are not proposed to others.
  for (const { login } of lines) if (login !== "") taken.add(login);

  return lines.map((read) => {
    const { access } = read;
    const { line } = read;
    const email = access.email.toLowerCase();
    const problems = [...read.problems];
    const checked = { line, name: `${access.givenName} ${access.familyName}`.trim(), email: access.email };
    const is = (fate: Fate, login: string): Judged => ({
      checked: { ...checked, login, mailboxes: access.rights.length, fate, problems },
      access: fate === "new" ? { ...access, login } : null,
    });
    if (read.isExample)
      return { ...is("example", ""), checked: { ...is("example", "").checked, problems: [] } };

    const same = findSame(known, read, email);
    if (same) {
      problems.push({ code: "known", column: same.column, other: same.one.login });
      return is("known", same.one.login);
    }
    const earlier = findSame(above, read, email);
    if (earlier) problems.push({ code: "twice", column: earlier.column, other: String(earlier.one.line) });
    const sharer = above.emails.get(email);
    if (!earlier && sharer)
      problems.push({ code: "same-email", column: "email", other: String(sharer.line) });

    const login = earlier ? "" : chooseLogin(read, ground, taken, problems);
    const refused = problems.some(({ code }) => !remarks.includes(code));
    if (refused) return is("refused", login);
    taken.add(login);
    put(above, { line }, { names: foldNames(access), email, rpps: access.rpps, login: read.login });
    return is("new", login);
  });
}

function chooseLogin(read: LineRead, ground: Ground, taken: Set<string>, problems: Problem[]): string {
  const { access, login } = read;
  if (login !== "") {
    if (!isLogin(login, ground.domain) || domainOf(login) !== ground.domain)
      problems.push({ code: "login", column: "login", value: login.slice(0, 80) });
    else if (ground.isTaken(login)) problems.push({ code: "login-taken", column: "login", value: login });
    return login;
  }
  const logins = listLogins(access.givenName, access.familyName, ground.domain, 60);
  const free = logins.find((one) => !taken.has(one) && !ground.isTaken(one));
  // Without a letter of ours in the names, the line has its problem already.
  if (free === undefined) return "";
  if (free !== logins[0]) problems.push({ code: "homonym", column: "login", other: logins[0] ?? "" });
  return free;
}

/** Where somebody is found again: by RPPS, by an identifier that was written, by names and address together. */
interface Index<One> {
  rpps: Map<string, One>;
  logins: Map<string, One>;
  persons: Map<string, One>;
  emails: Map<string, One>;
}

interface Marks {
  names: string;
  email: string | null;
  rpps: string | null;
  login: string;
}

function emptyIndex<One>(): Index<One> {
  return { rpps: new Map(), logins: new Map(), persons: new Map(), emails: new Map() };
}

function put<One>(index: Index<One>, one: One, { names, email, rpps, login }: Marks): void {
  if (rpps) index.rpps.set(rpps, one);
  if (login) index.logins.set(login, one);
  if (email) index.persons.set(`${names} ${email}`, one);
  if (email && !index.emails.has(email)) index.emails.set(email, one);
}

function findSame<One>(
  index: Index<One>,
  read: LineRead,
  email: string,
): { one: One; column: "rpps" | "login" | "email" } | null {
  const { access, login } = read;
  const byRpps = access.rpps ? index.rpps.get(access.rpps) : undefined;
  if (byRpps) return { one: byRpps, column: "rpps" };
  const byLogin = login ? index.logins.get(login) : undefined;
  if (byLogin) return { one: byLogin, column: "login" };
  const byPerson = index.persons.get(`${foldNames(access)} ${email}`);
  return byPerson ? { one: byPerson, column: "email" } : null;
}

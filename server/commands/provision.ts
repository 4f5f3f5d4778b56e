import { readFile } from "node:fs/promises";
import * as v from "valibot";
import type { Person } from "../directory/door.ts";
import { type Command, type CommandDoors, commandActor } from "./command.ts";

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
const day = v.pipe(v.string(), v.isoDate());

const personSchema = v.strictObject({
  login: v.pipe(text, v.email()),
  givenName: text,
  familyName: text,
  occupation: v.string(),
  password: v.optional(text),
  email: v.nullable(v.pipe(text, v.email())),
  mobile: v.nullable(v.pipe(text, v.regex(/^\+\d{8,15}$/))),
  referent: v.boolean(),
  /** Administers the operator: makes structures and their référents, and reads no mail; silence leaves it as it is. */
  administrator: v.optional(v.boolean()),
  /** Secret of an authenticator app that the person has already, in base32. */
  totp: v.optional(text),
  /** Passwords of programs, as they write them: `cad-` and 32 letters of base32. */
  appPasswords: v.optional(
    v.array(v.strictObject({ mailbox: v.pipe(text, v.email()), name: text, secret: text })),
    [],
  ),
  /** SubjectNameID at Pro Santé Connect: `8` and RPPS; null takes it away, silence leaves it. */
  pscSubject: v.optional(v.nullable(text)),
});

const mailboxSchema = v.strictObject({
  address: v.pipe(text, v.email()),
  name: text,
  kind: v.picklist(["PER", "ORG", "APP", "CAB"]),
  service: v.string(),
  responsible: v.string(),
  quotaBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  members: v.array(
    v.strictObject({
      login: v.pipe(text, v.email()),
      right: v.picklist(["reader", "writer", "manager"]),
      from: day,
      until: v.optional(day),
    }),
  ),
});

const provisionSchema = v.strictObject({
  structures: v.array(
    v.strictObject({
      id: v.pipe(text, v.regex(/^[a-z][a-z0-9-]{0,39}$/)),
      name: text,
      finess: v.pipe(text, v.regex(/^\d{9}$/)),
      persons: v.array(personSchema),
      mailboxes: v.array(mailboxSchema),
    }),
  ),
});

type Structure = v.InferOutput<typeof provisionSchema>["structures"][number];

/**
 * Makes or updates what a file declares; run again, it changes nothing more. What the file no longer names is left as it
 * is: a right ends by its `until`, never by silence.
 */
export const provision: Command = {
  name: "provision",
  words: "FICHIER",
  help: "crée ou met à jour structures, personnes, boîtes et droits déclarés dans un fichier JSON",
  takes: 1,
  paths: [0],
  async run(doors, [file = ""], say) {
    const declared = await readDeclared(file);
    if (typeof declared === "string") {
      say(declared);
      return 1;
    }
    for (const structure of declared.structures) {
      const fault = await provisionStructure(doors, structure);
      if (fault) {
        say(fault);
        return 1;
      }
      say(`${structure.name} : ${structure.persons.length} personnes, ${structure.mailboxes.length} boîtes.`);
    }
    return 0;
  },
};

async function readDeclared(file: string): Promise<v.InferOutput<typeof provisionSchema> | string> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    return `${file} ne peut pas être lu comme JSON : ${error instanceof Error ? error.message : String(error)}.`;
  }
  const parsed = v.safeParse(provisionSchema, content);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  return `${file} : ${v.getDotPath(issue) ?? "le fichier"} n’a pas la forme attendue (${issue.message}).`;
}

async function provisionStructure(doors: CommandDoors, structure: Structure): Promise<string | null> {
  const { id, name, finess } = structure;
  await doors.directory.putStructure({ id, name, finess }, commandActor);
  for (const one of structure.persons) {
    const { password, totp, pscSubject, appPasswords: _, administrator, ...declared } = one;
    // Whoever runs the command vouches for the contacts it declares.
    const put = await doors.directory.putPerson(
      { ...declared, structureId: id, verified: true },
      commandActor,
    );
    if (typeof put === "string")
      return `${declared.login} : cet identifiant appartient déjà à une autre structure.`;
    const person = await doors.directory.person(put.id);
    if (!person) continue;
    const fault =
      (administrator === undefined ? null : await setAdministrator(doors, person, administrator)) ??
      (password === undefined ? null : await setPassword(doors, person, password)) ??
      (pscSubject === undefined ? null : await setPscSubject(doors, person, pscSubject));
    if (fault) return fault;
    if (totp !== undefined && (await putApp(doors, person, totp)) === "malformed")
      return `${declared.login} : totp n’est pas un secret en base32 d’au moins 16 octets.`;
  }
  for (const { members, ...mailbox } of structure.mailboxes) {
    if ((await doors.mailboxes.findByAddress(mailbox.address))?.status === "deleted")
      return `${mailbox.address} : cette adresse était celle d’une boîte supprimée, elle ne sert plus.`;
    const { mailboxId } = await doors.mailboxes.putMailbox({ ...mailbox, structureId: id }, commandActor);
    for (const { login, right, from, until } of members) {
      const person = await doors.directory.findByLogin(login);
      if (!person || person.structureId !== id)
        return `${mailbox.address} : ${login} n’est pas une personne de ${name}.`;
      if (person.administrator)
        return `${mailbox.address} : ${login} administre l’opérateur, et n’a donc aucun droit sur une boîte.`;
      const startsAt = Date.parse(from);
      const endsAt = until === undefined ? null : Date.parse(until);
      await doors.mailboxes.putMembership(
        { mailboxId, personId: person.id, right, startsAt, endsAt },
        commandActor,
      );
    }
  }
  return putAppPasswords(doors, structure);
}

/** Whoever administers the operator is no référent and opens no mailbox. */
async function setAdministrator(doors: CommandDoors, person: Person, is: boolean): Promise<string | null> {
  if (is && person.referent) return `${person.login} : un référent n’administre pas l’opérateur.`;
  if (is && (await doors.mailboxes.listMailboxes(person.id)).length > 0)
    return `${person.login} : une personne qui a des droits sur des boîtes n’administre pas l’opérateur.`;
  await doors.directory.setAdministrator(person, is, commandActor);
  return null;
}

/** Those of a mailbox of this structure; the right on it is looked at when they are used. */
async function putAppPasswords(doors: CommandDoors, { id, persons }: Structure): Promise<string | null> {
  for (const { login, appPasswords } of persons)
    for (const { mailbox: address, name, secret } of appPasswords) {
      const person = await doors.directory.findByLogin(login);
      const mailbox = await doors.mailboxes.findByAddress(address);
      if (!mailbox || person?.structureId !== id) return `${login} : ${address} n’est pas une boîte connue.`;
      const outcome = await doors.signIn.appPasswords.put(person, { mailbox, name, secret }, commandActor);
      if (outcome === "malformed")
        return `${login} : un mot de passe d’application est « cad- » suivi de 32 lettres en base32.`;
    }
  return null;
}

async function setPassword(doors: CommandDoors, person: Person, password: string): Promise<string | null> {
  const outcome = await doors.signIn.setPassword(person, password, commandActor);
  if (outcome === "too-short")
    return `${person.login} : le mot de passe doit compter au moins 12 caractères.`;
  return outcome === "busy" ? "Le serveur est trop occupé : recommencez dans un instant." : null;
}

function putApp({ signIn }: CommandDoors, person: Person, secret: string) {
  return signIn.security.putApp(person, { name: "", secret }, commandActor);
}

async function setPscSubject(
  doors: CommandDoors,
  person: Person,
  subject: string | null,
): Promise<string | null> {
  const outcome = await doors.signIn.setPscSubject(person, subject, commandActor);
  if (outcome === "malformed") return `${person.login} : « ${subject} » n’est pas un identifiant national.`;
  return outcome === "taken"
    ? `${person.login} : cet identifiant Pro Santé Connect est déjà celui d’une autre personne.`
    : null;
}

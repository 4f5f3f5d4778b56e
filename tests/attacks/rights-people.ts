import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mailboxes, people } from "../../sandbox/people.ts";
import { makeProvision } from "../../sandbox/provision.ts";
import { provision } from "../../server/commands/provision.ts";
import type { Who } from "../../server/mailboxes/views.ts";
import type { TestHouse } from "../house.ts";
import { connectPeer } from "../durability/peer.ts";
import { type Credentials, openVisitor, type Visitor } from "./visitor.ts";

/** What stands in the mailbox that must not be learnt of: none of it is anywhere else in the house. */
export const hidden = {
  subject: "Bilan orthophonique de Capucine",
  word: "mirabelle",
  text: "La mirabelle est le mot de passe du classeur.",
  correspondent: "h.castaing@ch-portbrume.mss.example",
};

const far = "secretariat@autre-rive.mss.example";
const password = "galet-voile-mardi";
const chloe = { login: "org.chloe@valdebrume.mss.example", password, email: "chloe@valdebrume.example" };
const aurore = { login: "org.aurore@autre-rive.mss.example", password, email: "aurore@autre-rive.example" };

/** Every id by which a mailbox, or what is in it, can be asked for. */
export interface Ids {
  accountId: string;
  identityId: string;
  address: string;
  word: string;
  inboxId: string;
  draftsId: string;
  sentId: string;
  messageId: string;
  threadId: string;
  blobId: string;
  draftId: string;
  draftBlobId: string;
  uploadId: string;
  submissionId: string;
}

export interface Person {
  visitor: Visitor;
  /** A mailbox of her own, with mail in it. */
  own: Ids;
}

/** The kinds of people who have no right on the mailbox, or no session to use it in. */
export const kinds = [
  "somebody of the same structure without the right",
  "the référent of another structure",
  "somebody whose right was withdrawn while her page was open",
  "somebody whose right has not begun",
  "somebody whose session has ended",
  "nobody who is signed in",
] as const;
export type Kind = (typeof kinds)[number];

/** The house with a mailbox that none of these people may learn of, Nadège excepted. */
export async function openPeople(house: TestHouse) {
  await provisionOthers(house);
  const peer = await connectPeer(house, house.ports.smtpPort);
  await peer.send(hidden.correspondent, mailboxes.sessad.address, letter(hidden.subject, hidden.text));
  for (const address of [mailboxes.ime.address, far])
    await peer.send(hidden.correspondent, address, letter("Ordinaire", "Bonjour"));
  peer.close();
  const nadege = openVisitor(house);
  const accounts = await nadege.signIn();
  const target = await fill(nadege, accounts.get(mailboxes.sessad.address), mailboxes.sessad.address);
  const ime = await fill(nadege, accounts.get(mailboxes.ime.address), mailboxes.ime.address);

  const signIn = async (who: string | Credentials) => {
    const visitor = openVisitor(house);
    await visitor.signIn(who);
    return visitor;
  };
  const elsewhere = openVisitor(house);
  const [farId] = (await elsewhere.signIn(aurore)).values();
  const farOwn = await fill(elsewhere, farId, far);
  const ended = await signIn("Nadège");
  const cookies = new Map(ended.cookies);
  await ended.ask("/api/sign-in/out", { body: {} });
  for (const [name, value] of cookies) ended.cookies.set(name, value);
  const now = house.clock.now();
  const marie = loginOf("Marie");
  const withdrawn = await signIn("Marie");
  await giveRight(house, marie, target.accountId, now - 1, null);
  const stream = await listen(withdrawn);
  await withdrawn.jmap(["Email/get", { accountId: target.accountId, ids: [target.messageId] }]);
  await giveRight(house, marie, target.accountId, now - 1, now);
  await giveRight(house, chloe.login, ime.accountId, now - 1, null);
  await giveRight(house, chloe.login, target.accountId, now + 3_600_000, null);

  const all: Record<Kind, Person> = {
    "somebody of the same structure without the right": { visitor: await signIn("Yanis"), own: ime },
    "the référent of another structure": { visitor: elsewhere, own: farOwn },
    "somebody whose right was withdrawn while her page was open": { visitor: withdrawn, own: ime },
    "somebody whose right has not begun": { visitor: await signIn(chloe), own: ime },
    "somebody whose session has ended": { visitor: ended, own: ime },
    "nobody who is signed in": { visitor: openVisitor(house), own: ime },
  };
  const { rooms } = house.house;
  const person = await rooms.directory.findByLogin(loginOf("Nadège"));
  const member: Who = { personId: person?.id ?? "", sessionId: "test" };
  return { all, nadege, member, target, ime, stream };
}

/** An event source of a person, and all that it has said so far. */
export async function listen(visitor: Visitor) {
  const response = await visitor.ask("/jmap/eventsource?types=*&closeafter=no&ping=0");
  const said = { text: "", closed: false };
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) said.text += decoder.decode(chunk, { stream: true });
    said.closed = true;
  };
  read().catch(() => (said.closed = true));
  return said;
}

/** Gives a right on a mailbox, or takes it. Times are milliseconds since 1970. */
export async function giveRight(
  house: TestHouse,
  login: string,
  mailboxId: string,
  startsAt: number,
  endsAt: number | null,
): Promise<void> {
  const { directory, mailboxes: room } = house.house.rooms;
  const person = await directory.findByLogin(login);
  if (!person) throw new Error(`nobody signs in as ${login}`);
  const right = { mailboxId, personId: person.id, right: "writer" as const, startsAt, endsAt };
  await room.putMembership(right, "command:test");
}

function loginOf(givenName: string): string {
  return people.find((one) => one.givenName === givenName)?.login ?? "";
}

/** All that the mailbox's own people can see of it, and its trace: equal means that nothing has changed. */
export async function watch(house: TestHouse, who: Who, mailboxId: string): Promise<string> {
  const { rooms, transport } = house.house;
  const all = await rooms.mailboxes.query(who, mailboxId, {
    folderId: null,
    collapse: false,
    ascending: true,
    position: 0,
    anchor: null,
    anchorOffset: 0,
    limit: 500,
  });
  const ids = all && typeof all === "object" ? all.ids : [];
  const nothing = { ids: null, messageIds: null, threadIds: null };
  return JSON.stringify([
    await rooms.mailboxes.states(who, mailboxId),
    await rooms.mailboxes.folders(who, mailboxId, null),
    await rooms.mailboxes.messages(who, mailboxId, ids),
    await transport.outbox.submissions(who, mailboxId, nothing, 500),
    (await rooms.audit.rows(`mailbox:${mailboxId}`, 0, 10_000)).map(({ action, outcome }) => [
      action,
      outcome,
    ]),
  ]);
}

/** Puts a draft, a file and a message on its way into a mailbox; answers the ids of all that is there. */
export async function fill(visitor: Visitor, accountId: string | undefined, address: string): Promise<Ids> {
  if (accountId === undefined) throw new Error(`no right on ${address}`);
  const uploaded = await visitor.ask(`/jmap/upload/${accountId}`, { body: { file: address } });
  const { blobId: uploadId } = await uploaded.json();
  const [folders] = await visitor.jmap(["Mailbox/get", { accountId, ids: null }]);
  const list: { id: string; role: string }[] = folders?.[1]["list"] ?? [];
  const folder = (role: string) => list.find((one) => one.role === role)?.id ?? "";
  const identityId = `i${accountId}`;
  const to = [{ email: hidden.correspondent }];
  const draft = { mailboxIds: { [folder("drafts")]: true }, keywords: { $draft: true }, to };
  const [made, sent, inbox] = await visitor.jmap(
    ["Email/set", { accountId, create: { d: { ...draft, subject: "Brouillon" }, s: draft } }],
    ["EmailSubmission/set", { accountId, create: { x: { identityId, emailId: "#s" } } }],
    ["Email/query", { accountId, filter: { inMailbox: folder("inbox") } }],
  );
  const [messageId = ""]: string[] = inbox?.[1]["ids"] ?? [];
  const [message] = await visitor.jmap([
    "Email/get",
    { accountId, ids: [messageId], properties: ["threadId", "blobId"] },
  ]);
  const created: Record<string, { id: string; blobId: string }> = made?.[1]["created"] ?? {};
  const left: Record<string, { id: string }> = sent?.[1]["created"] ?? {};
  const listed: { threadId: string; blobId: string }[] = message?.[1]["list"] ?? [];
  const [found] = listed;
  const ids: Ids = {
    accountId,
    identityId,
    address,
    word: hidden.word,
    inboxId: folder("inbox"),
    draftsId: folder("drafts"),
    sentId: folder("sent"),
    messageId,
    threadId: found?.threadId ?? "",
    blobId: found?.blobId ?? "",
    draftId: created["d"]?.id ?? "",
    draftBlobId: created["d"]?.blobId ?? "",
    uploadId,
    submissionId: left["x"]?.id ?? "",
  };
  for (const [name, id] of Object.entries(ids)) if (!id) throw new Error(`${address} has no ${name}`);
  return ids;
}

/** A letter with a file, as the correspondent writes it. */
export function letter(subject: string, text: string): string {
  return [
    `From: ${hidden.correspondent}`,
    `Subject: ${subject}`,
    "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=b",
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    text,
    "--b",
    'Content-Type: text/plain; name="note.txt"',
    "Content-Disposition: attachment",
    "",
    text,
    "--b--",
    "",
  ].join("\r\n");
}

/** Another structure beside the sandbox's. */
async function provisionOthers(house: TestHouse): Promise<void> {
  const personOf = (one: Credentials) => ({
    ...one,
    givenName: one.email.slice(0, one.email.indexOf("@")),
    familyName: "Prigent",
    occupation: "",
    mobile: null,
    referent: one === aurore,
  });
  const mailbox = {
    address: far,
    name: "Secrétariat",
    kind: "ORG",
    service: "",
    responsible: "",
    quotaBytes: 1_000_000_000,
    members: [{ login: aurore.login, right: "writer", from: "2026-01-01" }],
  };
  const [known] = makeProvision(house.clock.now()).structures;
  const structures = [
    { ...known, persons: [personOf(chloe)], mailboxes: [] },
    {
      id: "autre-rive",
      name: "Autre Rive",
      finess: "140000001",
      persons: [personOf(aurore)],
      mailboxes: [mailbox],
    },
  ];
  const file = join(house.folder, "others.json");
  await writeFile(file, JSON.stringify({ structures }));
  const said: string[] = [];
  if ((await provision.run(house.house.rooms, [file], (line) => said.push(line))) !== 0)
    throw new Error(said.join("\n"));
}

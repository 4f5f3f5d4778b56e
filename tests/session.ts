import { setTimeout as pause } from "node:timers/promises";
import { people } from "../sandbox/people.ts";

const address = "accueil.ime@valdebrume.mss.example";
const using = ["core", "mail", "submission"].map((name) => `urn:ietf:params:jmap:${name}`);

/** A method's answer, as it came. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers whose shape they hold against others
export type MethodAnswer = [name: string, answer: any, id: string];

/** A person's session over HTTP, which may outlive the program, and go on at another node of it. */
export interface PersonSession {
  accountId: string;
  /** Where the next calls go. */
  origin: string;
  cookie(): string;
  /** Rejects when nobody answers. */
  call(...methodCalls: [string, object, string][]): Promise<MethodAnswer[]>;
  upload(bytes: string, type: string): Promise<string>;
  download(accountId: string, blobId: string): Promise<string>;
  folders(): Promise<Record<string, string>>;
  /** Keeps a draft; `null` when it was refused. */
  write(folderId: string, subject: string, to: string, more?: object): Promise<string | null>;
  /** Sets (`true`) or removes keywords; false when it was refused. */
  mark(emailId: string, keywords: Record<string, boolean>): Promise<boolean>;
  /** Lets a draft go and moves it; false when it was refused. */
  send(emailId: string, folderId: string): Promise<boolean>;
}

/** Signs Nadège in, with the code that the relay carried, and takes the mailbox of the reception. */
export async function signIn(
  publicUrl: string,
  relay: { messages: { text: string }[] },
): Promise<PersonSession> {
  const cookies = new Map<string, string>();
  const cookie = () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ");
  async function ask(path: string, body: object) {
    const response = await fetch(`${session.origin}${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Cookie: cookie() },
      body: JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response.json();
  }
  const session: PersonSession = {
    accountId: "",
    origin: publicUrl,
    cookie,
    call: async (...methodCalls) => (await ask("/jmap/api", { using, methodCalls })).methodResponses,
    async upload(bytes, type) {
      const response = await fetch(`${session.origin}/jmap/upload/${session.accountId}/`, {
        method: "POST",
        headers: { "Content-Type": type, Cookie: cookie() },
        body: bytes,
      });
      return (await response.json()).blobId;
    },
    async download(accountId, blobId) {
      const response = await fetch(`${session.origin}/jmap/download/${accountId}/${blobId}/m.eml`, {
        headers: { Cookie: cookie() },
      });
      return `${response.status} ${await response.text()}`;
    },
    async folders() {
      const [[, { list }] = ["", { list: [] }, ""]] = await session.call([
        "Mailbox/get",
        { accountId: session.accountId },
        "0",
      ]);
      return Object.fromEntries(list.map(({ role, id }: { role: string; id: string }) => [role, id]));
    },
    async write(folderId, subject, to, more = {}) {
      const draft = {
        mailboxIds: { [folderId]: true },
        keywords: { $draft: true, $seen: true },
        to: [{ name: null, email: to }],
        subject,
        textBody: [{ partId: "t" }],
        bodyValues: { t: { value: `Bonjour, ${subject}\n` } },
        ...more,
      };
      const { accountId } = session;
      const [[, { created }] = ["", {}, ""]] = await session.call([
        "Email/set",
        { accountId, create: { draft } },
        "0",
      ]);
      return created?.draft.id ?? null;
    },
    async mark(emailId, keywords) {
      const patch = Object.entries(keywords).map(([name, is]) => [`keywords/${name}`, is || null]);
      const update = { [emailId]: Object.fromEntries(patch) };
      const [[, { updated }] = ["", {}, ""]] = await session.call([
        "Email/set",
        { accountId: session.accountId, update },
        "0",
      ]);
      return Object.hasOwn(updated ?? {}, emailId);
    },
    async send(emailId, folderId) {
      const { accountId } = session;
      const [[, { created }] = ["", {}, ""]] = await session.call([
        "EmailSubmission/set",
        {
          accountId,
          create: { s: { identityId: `i${accountId}`, emailId } },
          onSuccessUpdateEmail: { "#s": { mailboxIds: { [folderId]: true }, "keywords/$draft": null } },
        },
        "0",
      ]);
      return created?.s !== undefined;
    },
  };
  const { login, password } = people[0] ?? { login: "", password: "" };
  const before = relay.messages.length;
  const { challenge } = await ask("/api/sign-in/begin", { login, password, method: "email" });
  // Notices come to the same mailbox, when they like.
  const find = () =>
    relay.messages
      .slice(before)
      .map(({ text }) => /^\d{6}$/m.exec(text)?.[0])
      .findLast((one) => one !== undefined);
  for (let tries = 0; tries < 1000 && find() === undefined; tries++) await pause(30);
  const code = find();
  const opened = await ask("/api/sign-in/code", { challenge, code });
  const own = opened.mailboxes.find((one: { address: string }) => one.address === address);
  session.accountId = own.accountId;
  return session;
}

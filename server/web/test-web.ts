import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Hono } from "hono";
import type { Operator } from "../../contracts/sign-in.ts";
import { openPapers } from "../papers/door.ts";
import { testSender } from "../papers/test-papers.ts";
import { administrationDefaults, openAdministration } from "../administration/door.ts";
import { openAudit, openAuditExports } from "../audit/door.ts";
import { type Log, silentLog } from "../foundations/log.ts";
import type { MailboxView } from "../mailboxes/views.ts";
import { login, password, type TestHouse } from "../sign-in/test-house.ts";
import { createWeb } from "./app.ts";
import { answerStranger, isStranger } from "./jmap/problems.ts";
import { readPages } from "./pages.ts";
import { createFindSession, createSessionOf } from "./session.ts";
import { createReadVisitor } from "./visitor.ts";

export const publicUrl = "http://localhost:8025";

export const operator: Operator = {
  name: "Caducée </script><script>",
  supportPhone: "02 61 91 12 40",
  supportEmail: "support@caducee.example",
  supportHours: "Du lundi au vendredi",
  methods: ["email"],
  emailUntil: null,
  layout: "2024",
  psc: false,
  trustMinutes: 0,
  sandbox: true,
};

const notices = {
  legalName: "Association Caducée",
  address: "1, rue de l’Essai\n14000 Caen",
  publisher: "Odile Marchetti",
  host: "Hébergeur HDS",
  dpo: "dpo@caducee.example",
  phone: operator.supportPhone,
  email: operator.supportEmail,
  hours: operator.supportHours,
  traceMonths: 12,
};

export const mailbox: MailboxView = {
  id: "m1",
  address: "accueil.ime@valdebrume.mss.example",
  name: "Accueil IME",
  kind: "ORG",
  right: "writer",
  isClosed: false,
  inboxId: "f1",
  usedBytes: 12,
  quotaBytes: 1000,
};

/** A folder of built pages, small; the script is long enough for compression to tell. */
export async function makePages(): Promise<{ folder: URL; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "caducee-pages-"));
  await mkdir(join(path, "assets"));
  const index =
    '<!doctype html><html lang="fr" data-open="no" data-post="own"><script type="application/json" id="operator">__OPERATOR__</script></html>';
  await writeFile(join(path, "index.html"), index);
  await writeFile(join(path, "assets/main-abc123.js"), "console.log('Caducée');\n".repeat(100));
  await writeFile(join(path, "assets/face-abc123.woff2"), Buffer.alloc(100));
  return { folder: pathToFileURL(`${path}/`), remove: () => rm(path, { recursive: true }) };
}

/** The web over a house of sign-in, a mailbox that its one person may open, and a mail API that only says who asks. */
export async function openTestWeb(
  house: TestHouse,
  log: Log = silentLog,
  programs: { mostDays: number } | null = { mostDays: 365 },
) {
  const pages = await makePages();
  const find = createFindSession(house.signIn);
  const sessionOf = createSessionOf(find, async () => null, null, house.clock);
  const jmap = new Hono();
  jmap.get("/session", async (c) => {
    const session = await sessionOf(c.req.raw, { renew: false, address: null, certificate: null });
    return isStranger(session) ? answerStranger(session) : c.json(session);
  });
  jmap.get("/defect", () => {
    throw new Error("for the test, at n.faure@valdebrume.example");
  });
  const mailboxes = {
    listMailboxes: async (id: string) => (id === house.person.id ? [mailbox] : []),
    countPeople: async () => [{ id: mailbox.id, people: 4 }],
    exportable: async () => [],
    askExport: async () => null,
    openExport: async () => null,
    exportProgress: async () => null,
  };
  const names = { publicUrl, hosts: new Set(["localhost:8025", "127.0.0.1:8025"]) };
  const read = await readPages(pages.folder, operator);
  const app = createWeb({
    signIn: house.signIn,
    administration: openAdministration({
      ...house,
      log,
      audit: openAudit(house.store),
      papers: openPapers(testSender),
      domains: ["valdebrume.mss.example"],
      settings: administrationDefaults,
      deletionDays: 30,
      mailboxes: {
        newMailbox() {
          throw new Error("there are no mailboxes in this house");
        },
      },
      auditExports: openAuditExports(Buffer.alloc(32, 3)),
      guideFolder: "none",
      guideSubject() {
        throw new Error("no guide is made in this house");
      },
    }),
    mailboxes,
    chance: house.chance,
    log,
    find,
    pages: read,
    look: {
      notices,
      marks: new Map([["logo-abc", { bytes: Buffer.from("<svg/>"), type: "image/svg+xml" }]]),
      style: "",
    },
    names,
    programs,
    jmap,
    readVisitor: createReadVisitor([{ family: 4, prefix: 0x7f00_0001n, length: 32 }]),
  });
  return { app, close: pages.remove };
}

export interface Answered {
  status: number;
  headers: Headers;
  // What an API answered is looked at field by field.
  body: Record<string, unknown>;
}

/** A browser: it keeps the cookies it is given, and sends what browsers send. `env`: what the listener would give. */
export function createBrowser(app: Hono, house: TestHouse, more: Record<string, string> = {}, env?: object) {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  async function ask(path: string, init: RequestInit = {}): Promise<Answered & { text: string }> {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set("cookie", cookie());
    const response = await app.request(`${publicUrl}${path}`, { ...init, headers }, env);
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      if (line.includes("Max-Age=0")) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  }

  function post(operation: string, body: unknown): Promise<Answered & { text: string }> {
    return ask(`/api/sign-in/${operation}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: {
        "content-type": "application/json",
        origin: publicUrl,
        "sec-fetch-site": "same-origin",
        ...more,
      },
    });
  }

  return {
    jar,
    ask,
    post,
    begin: () => post("begin", { login, password, method: "email" }),
    /** The whole way in. */
    async signIn(): Promise<Answered> {
      const begun = await post("begin", { login, password, method: "email" });
      return post("code", { challenge: begun.body["challenge"], code: house.mails.at(-1)?.code });
    },
  };
}

import { readdirSync, readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { median } from "./cpu.ts";

const rounds = 5;
const each = 20;
const msPerTick = 10;

/**
 * What a LemonLDAP::NG portal (2.16, second factor by mail) takes for the same sign-in: its page, identifier and
 * password, the code that came by mail, the code typed. `portal` is `host:port,virtual host,port of its mails,user,PID…`:
 * the user's password is the user, her address stands at any domain, and each PID counts with its children. Milliseconds
 * of processor each; nothing is measured without it. The portal's own accounts have no password hash to pay for.
 */
export async function measurePortal(portal: string): Promise<Record<string, number>> {
  const [place = "", host = "", mailPort = "", user = "", ...pids] = portal.split(",");
  if (pids.length === 0) return {};
  const mails = await startSink(Number(mailPort));
  try {
    for (let turn = 0; turn < 5; turn++) await signIn({ place, host, user, mails });
    const found: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const before = cpuOfTrees(pids.map(Number));
      for (let turn = 0; turn < each; turn++) await signIn({ place, host, user, mails });
      found.push((cpuOfTrees(pids.map(Number)) - before) / each);
    }
    return { "LemonLDAP::NG, full sign-in without a hash, ms": median(found) };
  } finally {
    mails.close();
  }
}

interface Portal {
  place: string;
  host: string;
  user: string;
  mails: Sink;
}

async function signIn({ place, host, user, mails }: Portal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const jar = new Map<string, string>();
  const ask = (method: string, path: string, fields: Record<string, string>): Promise<string> =>
    new Promise((resolve, reject) => {
      const body = new URLSearchParams(fields).toString();
      const headers = {
        Host: host,
        Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(method === "POST" && { "Content-Type": "application/x-www-form-urlencoded" }),
      };
      const asked = request(`http://${place}${path}`, { agent, method, headers }, (answer) => {
        for (const line of answer.headers["set-cookie"] ?? []) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          jar.set(name, value);
        }
        buffer(answer).then((bytes) => resolve(bytes.toString()), reject);
      });
      asked.on("error", reject).end(method === "POST" ? body : undefined);
    });
  const page = await ask("GET", "/", {});
  const fields = { user, password: user, token: tokenOf(page), url: "", timezone: "1", lmAuth: "" };
  const code = mails.next();
  const second = await ask("POST", "/", fields);
  await ask("POST", "/mail2fcheck?skin=bootstrap", { token: tokenOf(second), code: await code });
  agent.destroy();
  if (!jar.get("lemonldap")) throw new Error("the portal opened no session");
}

function tokenOf(page: string): string {
  const found =
    /name="token"[^>]*value="([^"]*)"/.exec(page) ?? /value="([^"]*)"[^>]*name="token"/.exec(page);
  if (!found?.[1]) throw new Error("the portal's page has no token");
  return found[1];
}

/** Takes the mails of the portal. */
interface Sink {
  /** The code of the next one. */
  next(): Promise<string>;
  close(): void;
}

async function startSink(port: number): Promise<Sink> {
  const waiting: ((code: string) => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onData(stream, _, done) {
      let text = "";
      stream.setEncoding("latin1").on("data", (more: string) => (text += more));
      stream.on("end", () => {
        waiting.shift()?.(codeIn(text));
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => server.close(() => {}),
  };
}

function codeIn(mail: string): string {
  // Soft line breaks of quoted-printable may cut it; tags and colours hold digits too.
  const body = mail.slice(mail.indexOf("\r\n\r\n")).replaceAll("=\r\n", "");
  return /\b\d{6}\b/.exec(body.replaceAll(/<[^>]*>|#[0-9a-f]{6}/gi, " "))?.[0] ?? "";
}

/** Processor time of these processes and all that came of them, the ended ones included (man 5 proc), in milliseconds. */
function cpuOfTrees(roots: readonly number[]): number {
  const found = new Map<number, { parent: number; ticks: number }>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = [11, 12, 13, 14].reduce((sum, place) => sum + Number(fields[place]), 0);
      found.set(Number(entry), { parent: Number(fields[1]), ticks });
    } catch {
      // It ended meanwhile: its parent counts it.
    }
  }
  const isOf = (pid: number): boolean =>
    roots.includes(pid) || (found.has(pid) && isOf(found.get(pid)?.parent ?? 0));
  let ticks = 0;
  for (const [pid, one] of found) if (isOf(pid)) ticks += one.ticks;
  return ticks * msPerTick;
}

import { readdirSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { cpuOf } from "./cpu.ts";

/** Another server that gives the newest lines of a folder. */
export interface Imap {
  /** What is asked, of how many, and of whom. */
  what: string;
  /** SELECT, then FETCH (RFC 3501) of what our list shows. */
  ask(): Promise<void>;
  /** Milliseconds of processor so far, of all its processes. */
  spent(): number;
  close(): void;
}

/**
 * Signs in over one kept connection. `account` is `host:port,user,password,process`, the last being the beginning of its
 * processes' names; null without it.
 */
export async function openImap(account: string, lines: number): Promise<Imap | null> {
  const [place = "", user = "", password = "", name = ""] = account.split(",");
  const [host = "", port = ""] = place.split(":");
  if (!host || !name) return null;
  const socket = connect({ host, port: Number(port) });
  const imap = speak(socket);
  await imap.greeting;
  await imap.command(`LOGIN ${user} ${password}`);
  const selected = await imap.command("SELECT INBOX");
  const exists = Number(/\* (\d+) EXISTS/.exec(selected)?.[1] ?? 0);
  return {
    what: `IMAP SELECT and FETCH of ${lines} of ${exists} (${name})`,
    async ask() {
      await imap.command("SELECT INBOX");
      const range = `${Math.max(1, exists - lines + 1)}:${exists}`;
      await imap.command(`FETCH ${range} (UID FLAGS ENVELOPE BODYSTRUCTURE RFC822.SIZE)`);
    },
    spent: () => cpuOfAll(name),
    close: () => void socket.end("z LOGOUT\r\n"),
  };
}

function speak(socket: Socket) {
  let text = "";
  let wake = () => {};
  socket.setEncoding("latin1").on("data", (more: string) => {
    text += more;
    wake();
  });
  const until = async (isOver: () => boolean) => {
    while (!isOver()) await new Promise<void>((resolve) => (wake = resolve));
  };
  let count = 0;
  return {
    greeting: until(() => text.includes("\r\n")),
    async command(line: string): Promise<string> {
      const tag = `a${++count}`;
      text = "";
      socket.write(`${tag} ${line}\r\n`);
      const end = new RegExp(`^${tag} (OK|NO|BAD)`, "m");
      await until(() => end.test(text) && text.endsWith("\r\n"));
      if (end.exec(text)?.[1] !== "OK") throw new Error(text.slice(0, 200));
      return text;
    },
  };
}

/** Every process whose name begins so, or whose program is in such a folder. */
function cpuOfAll(name: string): number {
  let ms = 0;
  for (const entry of readdirSync("/proc").filter((one) => /^\d+$/.test(one)))
    try {
      if (readFileSync(`/proc/${entry}/cmdline`, "latin1").split("\0")[0]?.includes(name))
        ms += cpuOf(Number(entry));
    } catch {
      // It has ended meanwhile.
    }
  return ms;
}

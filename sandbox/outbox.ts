import { appendFile, readFile, rename, writeFile } from "node:fs/promises";

/** What was sent to an ordinary mailbox or to a phone. `at`: milliseconds since 1970. */
export interface Post {
  to: string;
  channel: "email" | "sms";
  subject: string;
  text: string;
  at: number;
}

/** Everything sent to the ordinary mailboxes and phones of the sandbox, the oldest first in `posts`. */
export interface Outbox {
  posts: Post[];
  add(post: Post): Promise<void>;
  /** What was sent to that address or phone (to anyone when undefined), newest first. */
  find(to: string | undefined): Post[];
  /** Called after each addition; returns what stops it. */
  watch(listener: () => void): () => void;
}

const kept = 500;

/** Opens the outbox kept in `path`, one JSON object a line; only the last 500 posts are kept. */
export async function openOutbox(path: string): Promise<Outbox> {
  const posts = await readPosts(path);
  const listeners = new Set<() => void>();
  let lines = posts.length;

  async function add(post: Post): Promise<void> {
    posts.push(post);
    if (posts.length > kept) posts.shift();
    lines += 1;
    // Rewritten only once it holds twice what is kept: an addition stays one small write.
    if (lines > 2 * kept) {
      lines = posts.length;
      await writeFile(`${path}.tmp`, posts.map(writeLine).join(""), { mode: 0o600 });
      await rename(`${path}.tmp`, path);
    } else {
      await appendFile(path, writeLine(post), { mode: 0o600 });
    }
    for (const listener of listeners) listener();
  }

  return {
    posts,
    add,
    find: (to) => posts.filter((post) => to === undefined || isSame(post.to, to)).reverse(),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function readPosts(path: string): Promise<Post[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").flatMap(readLine).slice(-kept);
}

// A line cut by a crash is left out: nothing but the end of this file can be incomplete.
function readLine(line: string): Post[] {
  try {
    return line === "" ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}

function writeLine(post: Post): string {
  return `${JSON.stringify(post)}\n`;
}

function isSame(one: string, other: string): boolean {
  return normalise(one) === normalise(other);
}

// 06 39 98 41 07, 0639984107 and +33639984107 are one phone.
function normalise(to: string): string {
  if (to.includes("@")) return to.trim().toLowerCase();
  return to.replace(/[\s.-]/g, "").replace(/^\+?33/, "0");
}

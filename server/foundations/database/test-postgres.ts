import { spawn } from "node:child_process";
import { chownSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";

/** A PostgreSQL for tests: Debian's package, in a temporary folder, behind a socket there. */
export interface TestPostgres {
  /** The address of a database of this server; it need not exist. */
  urlOf(database: string, user?: string): string;
  /** Runs statements by hand; answers the rows of the last. */
  run(database: string, sql: string): Promise<Record<string, unknown>[]>;
}

/** Server, then one line when it is gone: it goes with the process that holds the other end of its standard input. */
const script = `
  "$1/initdb" --pgdata="$2/data" --username=caducee --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$2/log" 2>&1 &&
  echo "local all with_password scram-sha-256\nlocal all all trust" >"$2/data/pg_hba.conf" && {
    "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off \\
      -c shared_buffers=64MB -c max_connections=200 -c jit=off -c deadlock_timeout=20ms >>"$2/log" 2>&1 &
    cat >"/dev/null"
    kill -QUIT $!
    wait
  }
  cat >"/dev/null"
  rm -rf "$2"`;

/** Names the folder of a server that a whole run of tests shares: starting one takes each file a second or two. */
const sharedFolder = "CADUCEE_TEST_POSTGRES";

let started: Promise<TestPostgres> | undefined;

/** Starts the server at the first call, unless one is shared. It ends, and its folder goes, with the process. */
export function startTestPostgres(): Promise<TestPostgres> {
  const shared = process.env[sharedFolder];
  return (started ??= shared ? Promise.resolve(reach(shared)) : start());
}

/** Before a run of tests: one server for all of its files. Each makes databases of its own names there. */
export async function globalSetup(): Promise<void> {
  const [, folder] = /@([^/]+)\//.exec((await startTestPostgres()).urlOf("")) ?? [];
  process.env[sharedFolder] = decodeURIComponent(folder ?? "");
}

async function start(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "caducee-postgres-"));
  const owner = ownerOf(folder);
  const server = spawn("/bin/sh", ["-c", script, "sh", findPrograms(), folder], {
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
    ...owner,
  });
  server.unref();
  // Nothing is written there; its end is what counts. A pipe is a socket, which the types do not say.
  (server.stdin as unknown as { unref(): void }).unref();
  const postgres = reach(folder);
  for (let tries = 0; ; tries++) {
    const failed = await postgres.run("postgres", "select 1").then(
      () => null,
      (error: Error) => error,
    );
    if (!failed) return postgres;
    if (tries > 600 || server.exitCode !== null)
      throw new Error(`PostgreSQL does not start: ${readFileSync(join(folder, "log"), "utf8")}`, {
        cause: failed,
      });
    await pause(50);
  }
}

function reach(folder: string): TestPostgres {
  const urlOf = (database: string, user = "caducee") =>
    `postgres://${user}@${encodeURIComponent(folder)}/${database}`;
  const run: TestPostgres["run"] = async (database, sql) => {
    const client = new Client({ connectionString: urlOf(database) });
    await client.connect();
    try {
      const result = await client.query(sql);
      return (Array.isArray(result) ? result.at(-1) : result).rows;
    } finally {
      await client.end();
    }
  };
  return { urlOf, run };
}

/** PostgreSQL refuses to run as root: its own account then, or nobody. */
function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync("/etc/passwd", "utf8");
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(accounts) ?? [null, "65534", "65534"];
  chownSync(folder, Number(uid), Number(gid));
  return { uid: Number(uid), gid: Number(gid) };
}

/** The folder of PostgreSQL's own programs. */
export function findPrograms(): string {
  const folder = "/usr/lib/postgresql";
  let versions: string[] = [];
  try {
    versions = readdirSync(folder).filter((version) => Number(version) >= 15);
  } catch {
    // None at all: said below.
  }
  const [newest] = versions.toSorted((one, other) => Number(other) - Number(one));
  if (newest === undefined)
    throw new Error("PostgreSQL 15 or newer is missing: install Debian's postgresql-15, then begin again");
  return join(folder, newest, "bin");
}

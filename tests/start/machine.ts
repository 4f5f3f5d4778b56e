import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../free-port.ts";

/** A new machine as far as one folder can be: a clone of the project, and a PATH of node, npm and a shell. */
export interface Machine {
  folder: string;
  clone: string;
  environment: Record<string, string>;
}

/** Copies what git would clone (and the work under way) into a temporary folder, without node_modules. */
export function newMachine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), "caducee-start-"));
  const clone = join(folder, "clone");
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  for (const path of listed.toString().split("\0")) {
    if (!path || path === "node_modules" || !existsSync(root + path)) continue;
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    cpSync(root + path, join(clone, path));
  }
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const name of ["node", "npm", "sh"]) symlinkSync(ofTheSystem(name), join(bin, name));
  return {
    folder,
    clone,
    environment: { ...reachingTheRegistry(), PATH: bin, npm_config_prefer_offline: "true" },
  };
}

/** A program as the system has it, not as npm puts the project's own before it. */
function ofTheSystem(name: string): string {
  const folders = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((path) => !path.includes("node_modules"));
  const folder = folders.find((path) => existsSync(join(path, name)));
  if (!folder) throw new Error(`${name} is not in the PATH`);
  return join(folder, name);
}

/** What npm needs to know of this network, and its cache; nothing else of the environment goes along. */
function reachingTheRegistry(): Record<string, string> {
  const kept =
    /^(home|https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file|npm_config_(registry|cache|userconfig|globalconfig|cafile))$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value && kept.test(key) ? [[key, value]] : [])),
  );
}

/** Free ports, under the keys that give them to the program and its sandbox. */
export async function freePorts(): Promise<Record<string, string>> {
  const keys = [
    "WEB",
    "SANDBOX",
    "SANDBOX_RELAY",
    "SANDBOX_PEER",
    "SANDBOX_PSC",
    "SMTP",
    "SUBMISSION",
    "IMAP",
  ];
  const ports: Record<string, string> = {};
  for (const key of keys) ports[`CADUCEE_${key}_PORT`] = String(await freePort());
  return ports;
}

/** Occupies a port of the loopback. */
export function hold(port: number): Promise<{ port: number; release: () => void }> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => {
      // A server that listens on TCP has an address of this form.
      const taken = (server.address() as AddressInfo).port;
      resolve({ port: taken, release: () => void server.close() });
    });
  });
}

/** A command under way on the machine, in a process group of its own, as a terminal would have it. */
export interface Running {
  /** What it printed so far, on both outputs; `errors` is the second one, npm's own lines left out. */
  output(): string;
  errors(): string[];
  /** Resolves when the text was printed; rejects when the command ends before. */
  prints(text: string): Promise<void>;
  exit: Promise<number | null>;
  /** Sends a signal to every process of the group, as a terminal does. */
  signalAll(signal: NodeJS.Signals): void;
  /** Sends a signal to the first process only, as a supervisor does. */
  signal(signal: NodeJS.Signals): void;
}

/** Runs a command in the clone. */
export function runOn(machine: Machine, command: string[], settings: Record<string, string> = {}): Running {
  const [program = "", ...args] = command;
  const env = { ...machine.environment, ...settings };
  const child = spawn(join(machine.environment["PATH"]!, program), args, {
    cwd: machine.clone,
    env,
    detached: true,
  });
  let output = "";
  let errors = "";
  const waiting = new Set<() => void>();
  const heard = (text: string): void => {
    output += text;
    for (const look of waiting) look();
  };
  child.stdout.setEncoding("utf8").on("data", heard);
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
    heard(text);
  });
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  return {
    output: () => output,
    errors: () => errors.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("npm ")),
    prints: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (output.includes(text) && resolve());
        waiting.add(look);
        look();
        void exit.then((code) =>
          reject(new Error(`ended with ${code} before printing « ${text} »:\n${output}`)),
        );
      }),
    exit,
    signalAll: (signal) => void process.kill(-child.pid!, signal),
    signal: (signal) => void child.kill(signal),
  };
}

/** The processes of the clone that still run, by their command lines (Linux). */
export function processesOf(machine: Machine): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const command = commandLine(name);
      return command.includes(machine.clone) ? [{ pid: Number(name), command }] : [];
    });
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // It ended while we looked.
    return "";
  }
}

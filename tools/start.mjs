// npm start: installs what is missing, builds the pages, opens the program and, when nothing is configured, the
// sandbox beside it; then waits, small, until it is told to close or one of the two ends.
//
// package.json says `exec`: a shell that npm leaves in between would keep a signal sent to npm alone for itself, and
// report Ctrl-C as a failure. It says npm's own Node: sharing its pages, this script weighs little. The shell of Windows
// knows neither, and goes on to what follows.
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build, install, root, run, Stop } from "./bootstrap.mjs";
import { programFlags } from "./flags.mjs";
import { place } from "./place.mjs";

const here = place();
const children = [];
/** Becomes `{ code, sentence? }` when everything has to close: on a signal, or when a child has ended. */
let ending;
let end;
const ended = new Promise((resolve) => {
  end = (why) => resolve((ending ??= why));
});

run(async () => {
  const node = await install();
  await build(node);
  watchParent();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => end({ code: 0, asked: true }));
  if (here.mode === "sandbox") await openWithSandbox(node);
  else launch(node, "dist/server/main.js");
  const { code, sentence, asked } = await ended;
  await close(asked);
  if (sentence) throw new Stop(sentence, code);
  process.exit(code);
});

/** The sandbox makes the program's keys and configuration first; the rest of the two opens side by side. */
async function openWithSandbox(node) {
  await refuseTakenPort(here.webPort, "CADUCEE_WEB_PORT");
  await refuseTakenPort(here.sandboxPort, "CADUCEE_SANDBOX_PORT");
  const configuration = join(here.sandboxFolder, "caducee.toml");
  const before = writtenAt(configuration);
  launch(node, "dist/sandbox/main.js");
  await until(() => writtenAt(configuration) !== before);
  if (ending) return;
  launch(node, "dist/server/main.js");
  await until(async () => (await ask(here.webPort, "/health"))?.status === 200);
  await until(async () => (await ask(here.sandboxPort, "/health"))?.status === 200);
  if (!ending) announce(JSON.parse((await ask(here.sandboxPort, "/api/people"))?.body ?? "[]"));
}

/** Prints where the doors are and who has a key. */
function announce(people) {
  const width = (key) => Math.max(0, ...people.map((person) => person[key].length));
  const [names, logins] = [width("name"), width("login")];
  const lines = people.map((p) => `    ${p.name.padEnd(names)}   ${p.login.padEnd(logins)}   ${p.password}`);
  console.log(`
Caducée est ouvert.

  La messagerie     ${here.publicUrl}
  Le bac à sable    http://127.0.0.1:${here.sandboxPort}  (la boîte ordinaire et le téléphone, où arrivent les codes)

  Qui peut se connecter, avec quel identifiant et quel mot de passe\u00a0:
${lines.join("\n")}

Ctrl-C pour arrêter.`);
}

/** When npm is killed, nobody is left to press Ctrl-C: everything closes with it. */
function watchParent() {
  const parent = process.ppid;
  const look = () => process.ppid === parent || end({ code: 1 });
  if (process.env.npm_lifecycle_event) setInterval(look, 1000).unref();
}

/** Starts one of the two; its end ends everything, with its own exit code. It prints its own sentences. */
function launch(node, script) {
  const options = { stdio: ["pipe", "inherit", "inherit"], env: here.environment };
  const child = spawn(node, [...programFlags, join(root, script)], options);
  children.push(child);
  child.on("error", (error) =>
    end({ code: 1, sentence: `${script} n’a pas pu être lancé\u00a0: ${error.message}` }),
  );
  child.on("exit", (code, signal) => {
    // A program that ends with an error has said why; what nobody asked for and nobody explained is said here.
    const sentence = signal
      ? `${script} a été arrêté de force (${signal}).`
      : code === 0 && `${script} s’est arrêté sans qu’on le lui demande.`;
    end({ code: code || 1, sentence });
  });
}

/**
 * Closes what still runs. A terminal sends Ctrl-C to the whole group: those that got it finish by themselves, so
 * they are told only if they have not within half a second; after ten more, they are killed.
 */
async function close(asked) {
  if (asked && (await gone(500))) return;
  for (const child of alive()) child.kill("SIGTERM");
  if (await gone(10_000)) return;
  for (const child of alive()) child.kill("SIGKILL");
}

function alive() {
  return children.filter((child) => child.pid && child.exitCode === null && child.signalCode === null);
}

async function gone(ms) {
  for (const limit = performance.now() + ms; alive().length && performance.now() < limit;) await pause(20);
  return alive().length === 0;
}

/** Waits until something is so, or until everything has to close. */
async function until(isSo) {
  for (;;) {
    if (ending || (await isSo())) return;
    await Promise.race([pause(40), ended]);
  }
}

/** When a file was last written, in milliseconds; undefined when it is not there. */
function writtenAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

/** Asks an address of this machine; undefined when nobody answers. */
function ask(port, path) {
  return new Promise((resolve) => {
    const request = get(`http://127.0.0.1:${port}${path}`, { timeout: 5000 }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text) => (body += text));
      answer.on("end", () => resolve({ status: answer.statusCode, body }));
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(undefined));
  });
}

/** Another program on the port would answer in our place below: said before anything is opened. */
async function refuseTakenPort(port, key) {
  const taken = await new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port: Number(port) || 0 });
    socket.on("connect", () => resolve(true));
    socket.on("error", () => resolve(false));
  });
  if (!taken) return;
  throw new Stop(
    `Le port ${port} est déjà pris\u00a0: fermez le programme qui l’occupe (un autre Caducée\u202f?), ou donnez un autre port par ${key}.`,
  );
}

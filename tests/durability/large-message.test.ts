import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { test } from "node:test";
import { addresses } from "../../browser/addresses.ts";
import type { CodeStep, Open } from "../../contracts/sign-in.ts";
import { type Browser, openBrowser } from "../../benches/parts/browser.ts";
import { type BenchProgram, openProgram, password } from "../../benches/parts/program.ts";
import { connectPeer, smallMessage } from "./peer.ts";

const from = "pediatrie@ch-portbrume.mss.example";
const megabytes = 25;
const mostGrowth = 20;

test(`a message of ${megabytes} MB comes in, is listed and is downloaded, and memory grows by less than ${mostGrowth} MB`, async (t) => {
  const program = await openProgram({ mailboxes: 1, people: 1 });
  t.after(() => program.close());
  const [{ address = "", logins = [] } = {}] = program.mailboxes;
  const peer = await connectPeer(program, program.ports.smtpPort);
  t.after(() => peer.close());
  const { browser, accountId } = await signIn(program, logins[0] ?? "");
  t.after(() => browser.close());

  async function bring(id: string, size: number): Promise<number> {
    assert.equal(await peer.send(from, address, smallMessage(id, size)), "acknowledged");
    const { blobId, size: listed } = await newest(browser, accountId);
    assert.ok(listed > size);
    return drain(
      program.publicUrl + addresses.download(accountId, blobId, "message.eml", "message/rfc822"),
      browser,
    );
  }

  // What the program loads and compiles at the first messages is not what this one costs.
  for (let count = 0; count < 20; count++) await bring(`small-${count}`, 2000);
  const before = memoryOf(program.pid).VmRSS;
  // man 5 proc: the peak is counted anew.
  writeFileSync(`/proc/${program.pid}/clear_refs`, "5");
  assert.ok((await bring("large", megabytes * 1_000_000)) > megabytes * 1_000_000);
  const growth = (memoryOf(program.pid).VmHWM - before) / 1000;
  t.diagnostic(`from ${(before / 1000).toFixed(0)} MB, by ${growth.toFixed(1)} MB at the peak`);
  assert.ok(growth < mostGrowth, `grew by ${growth.toFixed(1)} MB`);
});

async function signIn(program: BenchProgram, login: string) {
  const browser = openBrowser(program.publicUrl);
  const { challenge } = await browser.post<CodeStep>(addresses.signIn("begin"), {
    login,
    password,
    method: "email",
  });
  const code = /\b\d{6}\b/.exec(program.relay.messages.at(-1)?.text ?? "")?.[0];
  const { mailboxes } = await browser.post<Open>(addresses.signIn("code"), { challenge, code });
  return { browser, accountId: mailboxes[0]?.accountId ?? "" };
}

async function newest(browser: Browser, accountId: string): Promise<{ blobId: string; size: number }> {
  const sort = [{ property: "receivedAt", isAscending: false }];
  const ids = { resultOf: "query", name: "Email/query", path: "/ids" };
  const properties = ["blobId", "size", "subject", "preview", "attachments"];
  const { methodResponses } = await browser.post<{
    methodResponses: [string, { list: { blobId: string; size: number }[] }][];
  }>(addresses.jmap, {
    using: ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"],
    methodCalls: [
      ["Email/query", { accountId, sort, limit: 1 }, "query"],
      ["Email/get", { accountId, "#ids": ids, properties }, "get"],
    ],
  });
  const [message] = methodResponses[1]?.[1].list ?? [];
  assert.ok(message);
  return message;
}

/** Downloads and keeps nothing; answers how many octets came. */
function drain(url: string, browser: Browser): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { Cookie: browser.cookies() } }, (answer) => {
      let octets = 0;
      answer.on("data", (chunk: Buffer) => (octets += chunk.length));
      answer.on("end", () =>
        answer.statusCode === 200 ? resolve(octets) : reject(new Error(String(answer.statusCode))),
      );
    }).on("error", reject);
  });
}

/** In kB (Linux): what a process holds now, and the most it held. */
function memoryOf(pid: number): { VmRSS: number; VmHWM: number } {
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
  return { VmRSS: read("VmRSS"), VmHWM: read("VmHWM") };
}

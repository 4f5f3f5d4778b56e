import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Hono } from "hono";
import { isRefusal, refusals } from "../../contracts/refusals.ts";
import { begin, fileOf } from "../administration/arrivals/test-arrivals.ts";
import { engines, newcomer, openAccessHouse, type Role, roles } from "../administration/test-house.ts";
import { type Expected, operators, ownStructure, referents } from "../administration/test-rights.ts";
import { silentLog } from "../foundations/log.ts";
import { addAdministrationRoutes } from "./administration-routes.ts";
import { openRoutes } from "./routes.ts";

// Every route of « Accès » × every role: what the room allows is what the API allows, and no route is without its row.

const origin = "https://bal.valdebrume.example";
const prefix = "/api/administration/";
const house = await openAccessHouse(engines[0]);
const { administration, who, boxes } = house;
const runs = administration.arrivals.startRuns();
const second = await house.put("valdebrume", "Bérénice", true);
// Nobody saves rules that leave herself outside.
for (const role of ["référent", "other référent"] as const) {
  const person = await house.directory.person(who[role]);
  assert.ok(person);
  await house.signIn.setPassword(person, "galet-tisane-horizon", "command");
}
after(async () => {
  await runs.close();
  await house.close();
});

const app = new Hono();
const routes = openRoutes(app, async (request) => {
  const person = await house.directory.person(request.headers.get("who") ?? "");
  return person && { id: "s1", person, endsAt: Infinity, idleMs: 1 };
});
addAdministrationRoutes(routes, {
  administration,
  names: { publicUrl: origin, hosts: new Set() },
  log: silentLog,
});

interface Row {
  cells: Record<Role, Expected>;
  /** What is asked about somebody of the structure of « référent »; its own, it may be done once. */
  body(personId: string): object | Promise<object>;
}

let counter = 0;
const letters = (count: number) => String(count).replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "");
const { rights: _, until: __, ...identity } = newcomer("");
const fresh = () => ({ login: `org.essai.numero${++counter}@valdebrume.mss.example` });
const names = { givenName: "A", familyName: "B" };
const none = { personId: null, mailboxId: null, family: null, outcome: null, from: null, until: null };
const narrowed = {
  forbidden: [],
  emailUntil: null,
  sessionMinutes: null,
  idleMinutes: 15,
  trustMinutes: null,
  networks: [],
};
const facts = {
  name: "Pharmacie",
  service: "Pharmacie à usage intérieur",
  responsible: "Odile Test, 02 61 91 12 40",
  description: "Ordonnances",
  redList: false,
  quotaBytes: 2_000_000,
};
const newBox = () => ({ ...facts, kind: "ORG" as const, local: `pharmacie${++counter}`, holderId: null });
const file = () => fileOf(`essai${letters(++counter)}`, 1);

const nothing = (cells: Row["cells"], body: object = {}): Row => ({ cells, body: () => body });
const onPerson = (more: object = {}): Row => ({
  cells: referents,
  body: (personId) => ({ personId, ...more }),
});
function onBox(more: object = {}): Row {
  return {
    cells: referents,
    async body() {
      const made = await administration.boxes.make(who.référent, newBox());
      assert.ok(!isRefusal(made));
      return { boxId: made.boxId, ...more };
    },
  };
}
/** A run that is over, so that nothing but the role decides. */
function onRun(more: object = {}, cells = referents): Row {
  return {
    cells,
    async body() {
      await runs.work();
      const { id } = await begin(house, file());
      await runs.work();
      return { runId: id, ...more };
    },
  };
}
const over = { ...referents, référent: "arrivals-over" } as const;
/** Rules of one’s own structure: nobody names another one. */
const ownRules = { ...ownStructure, operator: "not-found" } as const;
const traces = { ...ownStructure, operator: "yes" } as const;

const table: Record<string, Row> = {
  people: nothing(ownStructure, { search: "", filter: "all", from: 0 }),
  "propose-login": nothing(ownStructure, names),
  give: {
    cells: { ...referents, "other référent": "login-malformed" },
    body: () => ({ ...newcomer(boxes.ime), ...fresh() }),
  },
  rights: {
    cells: referents,
    body: (personId) => ({
      changes: [{ personId, mailboxId: boxes.ime, right: "reader", from: null, until: null }],
    }),
  },
  suspend: onPerson(),
  resume: onPerson(),
  leave: onPerson(),
  end: onPerson({ until: null }),
  resend: onPerson(),
  "reset-methods": onPerson(),
  rescue: onPerson(),
  unlock: onPerson(),
  contact: onPerson({ kind: "email", address: "autre@ordinaire.example" }),
  identity: onPerson(),
  "identity-checked": onPerson({ how: "passport" }),
  rules: nothing(ownRules),
  "preview-rules": nothing(ownRules, { narrowed }),
  "save-rules": nothing(ownRules, { version: 0, narrowed, seal: null }),
  "operator-rules": nothing(operators),
  "ask-rescue": onPerson(),
  "rescue-requests": nothing(ownStructure),
  "decide-rescue": {
    cells: referents,
    async body(personId) {
      await administration.rescues.ask(second, personId);
      const view = await administration.rescues.requests(second);
      assert.ok(!isRefusal(view));
      return { id: view.requests.find((one) => one.personId === personId)?.id, agrees: true };
    },
  },
  structures: nothing(operators),
  "make-structure": {
    cells: operators,
    body: () => ({ name: `Structure ${++counter}`, finess: String(150_000_000 + counter) }),
  },
  sheet: onPerson(),
  attestation: nothing(referents, { mailboxId: boxes.ime, from: "2026-11-01", until: "2026-11-22" }),
  "name-referent": {
    cells: operators,
    body: () => ({ structureId: "valdebrume", ...identity, ...fresh() }),
  },
  boxes: nothing(ownStructure, { search: "", filter: "all", from: 0 }),
  "make-box": { cells: ownStructure, body: newBox },
  "change-box": onBox(facts),
  "close-box": onBox({ how: "suspend", reason: "essai" }),
  "open-box": {
    cells: referents,
    async body() {
      const made = await administration.boxes.make(who.référent, newBox());
      assert.ok(!isRefusal(made));
      await administration.boxes.close(who.référent, made.boxId, { how: "suspend", reason: "essai" });
      return { boxId: made.boxId };
    },
  },
  "box-steps": onBox(),
  "propose-referent": nothing(operators, { ...names, domain: "valdebrume.mss.example" }),
  "entrust-referent": {
    cells: operators,
    body: async (personId) => ({
      structureId: "valdebrume",
      login: (await house.directory.person(personId))?.login,
    }),
  },
  "release-referent": {
    cells: operators,
    body: async () => ({ personId: await house.put("valdebrume", `Chargée${++counter}`, true) }),
  },
  "structure-quota": nothing(operators, { structureId: "valdebrume", quotaBytes: 900_000_000 }),
  guide: nothing(operators),
  // None was made yet.
  "guide-paper": nothing({ ...operators, operator: "not-found" }),
  traces: nothing(traces, { filter: none, before: null }),
  "trace-choices": nothing(traces),
  "export-traces": nothing(traces),
  health: nothing(ownStructure),
  "health-list": nothing(ownStructure, { kind: "never", from: 0 }),
  "sign-ins": nothing(ownStructure),
  "arrivals-check": { cells: ownStructure, body: () => ({ text: file() }) },
  "arrivals-begin": {
    // A digest that was never shown: whoever may is told that the file has to be looked at again.
    cells: { ...referents, référent: "arrivals-changed", "other référent": "arrivals-changed" },
    body: () => ({ text: file(), digest: "x".repeat(43) }),
  },
  arrivals: onRun(),
  "arrivals-lines": onRun(),
  "arrivals-cancel": onRun({ how: "all" }),
  "arrivals-resume": onRun({}, over),
  "arrivals-resend": onRun({}, over),
};

const served = new Map(
  app.routes.filter(({ path }) => path.startsWith(prefix)).map(({ path, method }) => [path, method]),
);

test("every route of « Accès » has its row, and no other", () => {
  const paths = Object.keys(table).map((operation) => `${prefix}${operation}`);
  assert.deepEqual([...served.keys()].toSorted(), paths.toSorted());
});

async function ask(operation: string, personId: string, body: object): Promise<[Expected, number]> {
  const path = `${prefix}${operation}`;
  const method = served.get(path) ?? "";
  const headers = { "content-type": "application/json", origin, "sec-fetch-site": "same-origin" };
  const response = await app.request(method === "GET" ? `${path}?format=csv` : path, {
    method,
    headers: { ...headers, who: personId },
    ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  const answer: unknown = isJson ? JSON.parse(text) : {};
  assert.ok(typeof answer === "object" && answer !== null);
  return [isRefusal(answer) ? answer.refusal.code : "yes", response.status];
}

for (const [operation, { cells, body }] of Object.entries(table))
  test(`${operation}: each of the six roles is answered as the room says`, async () => {
    for (const role of roles) {
      const personId = await house.put("valdebrume", `Rôle${++counter}`, false);
      const asked = await body(personId);
      const chain = (await house.traces()).length;
      const [code, status] = await ask(operation, who[role], asked);
      const expected = cells[role];
      assert.equal(code, expected, role);
      assert.equal(status, expected === "yes" ? 200 : refusals[expected].status, role);
      if (expected === "yes") continue;
      const hers = (await house.traces()).slice(chain).filter(({ actor }) => actor === `person:${who[role]}`);
      assert.ok(
        hers.every(({ outcome }) => outcome === "refused"),
        `${role}: what was refused changed nothing`,
      );
    }
    assert.equal((await ask(operation, "pnobody", {}))[0], "signed-out");
  });

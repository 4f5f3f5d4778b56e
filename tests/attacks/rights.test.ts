import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { methods } from "../../server/web/jmap/methods/table.ts";
import { connectPeer } from "../durability/peer.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { type Ask, type Attempt, attempts } from "./rights-attempts.ts";
import { inItsName } from "./rights-names.ts";
import { hidden, type Ids, kinds, listen, openPeople, watch } from "./rights-people.ts";
import { capabilities, type Visitor } from "./visitor.ts";

let house: TestHouse;
let people: Awaited<ReturnType<typeof openPeople>>;
/** How long the mailbox's trace was, its states, and all that its people see in it. */
let untouched: { rows: number; moved: string; all: string };
before(async () => {
  house = await openTestHouse();
  people = await openPeople(house);
  const rows = await house.house.rooms.audit.rows(`mailbox:${people.target.accountId}`, 0, 10_000);
  untouched = { rows: rows.at(-1)?.seq ?? 0, moved: "", all: await look() };
  untouched.moved = await moved();
});
after(() => house.close());

function look(): Promise<string> {
  return watch(house, people.member, people.target.accountId);
}

/** Nothing changes without a row of the trace, or without a state that moves. */
async function moved(): Promise<string> {
  const { rooms, transport } = house.house;
  const { accountId } = people.target;
  return JSON.stringify([
    await rooms.audit.rows(`mailbox:${accountId}`, untouched.rows, 10),
    await rooms.mailboxes.states(people.member, accountId),
    await transport.outbox.submissionState(people.member, accountId),
  ]);
}

/** Ids of the same form that never were, and an address where nobody is. */
function neverWere(ids: Ids): Ids {
  const turned = (id: string) => `${id[0]}${id.slice(1).split("").toReversed().join("")}`;
  const made = Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, turned(id)]));
  const { address } = ids;
  const nowhere = `dasses${address.slice(address.indexOf("@"))}`;
  return { ...ids, ...made, address: nowhere, identityId: `i${turned(ids.accountId)}`, word: "mirabolle" };
}

interface Answer {
  /** What was sent, and all that came back: status, type, text. */
  asked: string;
  told: string;
}

async function ask(visitor: Visitor, what: Ask): Promise<Answer> {
  const isCall = "calls" in what;
  const body = isCall
    ? {
        using: capabilities,
        methodCalls: what.calls.map(([name, args], place) => [name, args, String(place)]),
        ...(what.createdIds && { createdIds: what.createdIds }),
      }
    : what.body;
  const path = isCall ? "/jmap/api" : what.path;
  const response = await visitor.ask(path, body === undefined ? {} : { body });
  const { status, headers } = response;
  const told = `${status} ${headers.get("content-type")} ${await response.text()}`;
  return { asked: `${path} ${JSON.stringify(body ?? null)}`, told };
}

/** An answer without what is its own: the ids that were asked for, those just made, and how far one's own states are. */
function withoutIds(told: string, ids: Ids): string {
  let text = told;
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id, `<${name}>`);
  return text.replace(/\b[a-z][a-z2-7]{24}\b/g, "<id>").replace(/"(\w*[sS]tate)":"[^"]+"/g, '"$1":"<state>"');
}

/** What of the mailbox stands in an answer although nobody named it. */
function leaks({ asked, told }: Answer): string[] {
  const { correspondent, ...words } = hidden;
  const all = [...Object.values(people.target), ...Object.values(words), correspondent, "SESSAD"];
  return all.filter((one) => told.includes(one) && !asked.includes(one));
}

/** Asks as if for something that never was, then for the real thing. */
async function compare(
  { ask: make }: Attempt,
  visitor: Visitor,
  own: Ids,
): Promise<[never: Answer, real: Answer]> {
  const nothing = neverWere(people.target);
  return [await ask(visitor, make(nothing, own)), await ask(visitor, make(people.target, own))];
}

test("every method of the table is attempted", () => {
  const own = neverWere({ ...people.ime });
  const asked = attempts.flatMap(({ ask: make }) => {
    const what = make(people.target, own);
    return "calls" in what ? what.calls.map(([name]) => name) : [];
  });
  assert.deepEqual(
    Object.keys(methods).filter((name) => !asked.includes(name)),
    [],
  );
});

for (const kind of kinds) {
  for (const attempt of [...attempts, ...inItsName])
    test(`${kind}: ${attempt.name}`, async () => {
      const { visitor, own } = people.all[kind];
      const [never, real] = await compare(attempt, visitor, own);
      assert.equal(withoutIds(real.told, people.target), withoutIds(never.told, neverWere(people.target)));
      assert.deepEqual(leaks(real), []);
      if (!real.told.startsWith("401")) assert.match(real.told, attempt.tells ?? /./);
      assert.equal(await moved(), untouched.moved);
    });

  test(`${kind}: after all these attempts the mailbox is as it was`, async () => {
    assert.ok((await look()) === untouched.all);
  });
}

test("a page that was open hears nothing more of the mailbox once the right is withdrawn", async () => {
  const others = await listen(people.all["the référent of another structure"].visitor);
  const peer = await connectPeer(house, house.ports.smtpPort);
  await peer.send(hidden.correspondent, people.target.address, "Subject: Encore\r\n\r\nBonjour\r\n");
  peer.close();
  await until(() => people.stream.closed);
  for (const { text } of [people.stream, others]) assert.ok(!text.includes(people.target.accountId));
});

for (const attempt of attempts.filter(({ of }) => of === "mailbox"))
  test(`whoever has the right is answered otherwise: ${attempt.name}`, async () => {
    const [never, real] = await compare(attempt, people.nadege, people.ime);
    assert.notEqual(withoutIds(real.told, people.target), withoutIds(never.told, neverWere(people.target)));
  });

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(20);
}

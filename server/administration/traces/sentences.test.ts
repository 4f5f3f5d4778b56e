import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { traceFamilies } from "../../../contracts/administration-traces.ts";
import { tellTrace, traceSentencesFr } from "../../../contracts/trace-sentences-fr.ts";
import { traceSentencesEn } from "../../../browser/words/trace-sentences-en.ts";

const server = new URL("../../", import.meta.url).pathname;
/** Files whose changes leave rows behind. */
const files = globSync("**/*.ts", { cwd: server })
  .filter((path) => !/\.test\.ts$|(^|\/)([a-z-]+-)?test-[a-z-]+\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(server + path, "utf8") }));

/** What is written like an action and is none. */
const others = new Set([
  "audit.anchor",
  "audit.expire",
  "transport.forget",
  "mailboxes.forget",
  "inbox.role",
  "administration.arrival",
  "administration.arrivals",
  "members.right",
  "directory.people",
  "caducee.log",
]);
/** Actions that are put together, and what of. */
const composed: Record<string, string[]> = {
  "structure.${outcome}": ["structure.created", "structure.updated"],
  "person.${outcome}": ["person.created", "person.updated"],
  "message.${fate}": ["message.delivered", "message.relayed", "message.refused"],
  "app-password.${what}": ["app-password.used", "app-password.removed"],
  "${kind}-code.made": ["recovery-code.made", "rescue-code.made"],
};

/** Every action that the code may leave in the trace. */
function listActions(): Set<string> {
  const found = new Set<string>();
  for (const { path, text } of files) {
    const isStore = /^(?!foundations).*(\/store(\/|\.ts$)|open-mailboxes\.ts$)|^administration\//.test(path);
    if (isStore)
      for (const [, literal = ""] of text.matchAll(/"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"/g))
        if (!others.has(literal)) found.add(literal);
    for (const [, literal = ""] of text.matchAll(/action:[^,;}]*?"([a-z-]+\.[a-z-]+)"/g)) found.add(literal);
    for (const [, template = ""] of text.matchAll(/action: `([^`]+)`/g)) {
      assert.ok(composed[template], `${path}: ${template} is put together of what?`);
      for (const action of composed[template] ?? []) found.add(action);
    }
  }
  return found;
}

const actions = [...listActions()].toSorted();

test("actions are found in the code", () => assert.ok(actions.length > 60, actions.join(" ")));

for (const action of actions)
  test(`${action}: it belongs to a family, and people are told of it in a sentence`, () => {
    const families = Object.values(traceFamilies).filter((list: readonly string[]) => list.includes(action));
    assert.equal(families.length, 1, `${action} belongs to one family of contracts/administration-traces.ts`);
    for (const sentences of [traceSentencesFr, traceSentencesEn]) {
      const tell = Object.entries(sentences).find(([name]) => name === action)?.[1];
      const sentence = tell?.({ who: "Odile Test", whom: "Nina Test", facts: {} }) ?? "";
      assert.match(sentence, /^\p{Lu}.{8,}[.]$/u);
      assert.doesNotMatch(sentence, /undefined|NaN|null/);
    }
  });

test("no sentence is of an action that is done nowhere", () => {
  const told = Object.values(traceFamilies).flat();
  assert.deepEqual(
    told.filter((action) => !actions.includes(action)),
    [],
  );
});

test("« de » is elided before the name of Odile, and not before that of Nadège", () => {
  const tell = (whom: string) => tellTrace(traceSentencesFr, "person.created", { who: "", whom, facts: {} });
  assert.match(tell("Odile Test"), / d’Odile Test/);
  assert.match(tell("Nadège Test"), / de Nadège Test/);
});

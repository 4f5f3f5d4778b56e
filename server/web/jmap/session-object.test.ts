import assert from "node:assert/strict";
import { test } from "node:test";
import type { MailboxView } from "../../mailboxes/views.ts";
import { mailbox } from "../test-web.ts";
import { buildSessionObject, sessionStateOf } from "./session-object.ts";

const own = { login: "org.nadege.faure@valdebrume.mss.example", publicUrl: "https://mss.example" };

function stateWith(...changes: Partial<MailboxView>[]): string {
  return sessionStateOf({ ...own, mailboxes: changes.map((change) => ({ ...mailbox, ...change })) });
}

test("the state of a session says all that its object does, and nothing that mail moves", () => {
  const before = stateWith({});
  assert.equal(buildSessionObject({ ...own, mailboxes: [mailbox] }).state, before);
  assert.equal(stateWith({ usedBytes: mailbox.usedBytes + 1 }), before, "a message came");
  const others = [
    stateWith(),
    stateWith({ name: "Accueil de l’IME" }),
    stateWith({ isClosed: true }),
    stateWith({ right: "reader" }),
    stateWith({ kind: "PER" }),
    stateWith({ id: "m2" }),
    stateWith({}, { id: "m2" }),
    stateWith({ id: "m2" }, {}),
    sessionStateOf({ ...own, mailboxes: [mailbox], login: "org.marie@valdebrume.mss.example" }),
    sessionStateOf({ ...own, mailboxes: [mailbox], publicUrl: "https://autre.example" }),
  ];
  assert.equal(new Set([before, ...others]).size, others.length + 1);
});

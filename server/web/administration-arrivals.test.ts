import assert from "node:assert/strict";
import { after, test } from "node:test";
import { mostCharacters } from "../../contracts/administration-arrivals.ts";
import { openTestHouse } from "../sign-in/test-house.ts";
import { createBrowser, openTestWeb, publicUrl } from "./test-web.ts";

const house = await openTestHouse();
const web = await openTestWeb(house);
after(async () => {
  await web.close();
  await house.close();
});

const headers = {
  "content-type": "application/json",
  origin: publicUrl,
  "sec-fetch-site": "same-origin",
};

/** This house has no store of accesses: a request that came as far as the room ends so. */
const reached = "defect";

/** Somebody who is signed in: what she is refused says how far her request came. */
async function visit() {
  const browser = createBrowser(web.app, house);
  await browser.signIn();
  return async (operation: string, body: object) => {
    const answer = await browser.ask(`/api/administration/${operation}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return (answer.body["refusal"] as { code: string } | undefined)?.code;
  };
}

test("a file is taken up to its bound, and no further; other bodies are not", async () => {
  const ask = await visit();
  const text = "é".repeat(mostCharacters);
  assert.equal(await ask("arrivals-check", { text }), reached);
  assert.equal(await ask("arrivals-check", { text: `${text}é` }), "malformed");
  assert.equal(await ask("arrivals-check", { text: "\u0001".repeat(mostCharacters) }), "malformed");
  assert.equal(
    await ask("people", { search: "", filter: "all", from: 0, more: "x".repeat(70_000) }),
    "malformed",
  );
});

test("a page that only follows a run keeps no session awake", async () => {
  const half = 10 * 60_000;
  const asleep = async (operation: string, body: object) => {
    const ask = await visit();
    for (let turn = 0; turn < 6; turn++) {
      house.clock.advance(half);
      const code = await ask(operation, body);
      if (code !== reached) return code;
    }
    return "awake";
  };
  assert.equal(await asleep("arrivals-lines", { runId: "r" }), "awake", "what a person does keeps it");
  const code = await asleep("arrivals", { runId: null });
  assert.ok(code === "locked" || code === "signed-out", code);
});

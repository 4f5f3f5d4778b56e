import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, test } from "node:test";
import { createStillClock } from "../foundations/clock.ts";
import { createLog } from "../foundations/log.ts";
import { openNotifications } from "./door.ts";
import type { News, ReferentMatter } from "./door.ts";
import type { GatewaySettings } from "./gateway.ts";

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const clock = createStillClock(Date.UTC(2026, 10, 17, 8, 2));
const sms = {
  to: "+33639984107",
  account: "org.nadege.faure@valdebrume.mss.example",
  code: "175373",
  reference: "cabc",
  until: clock.now() + 600_000,
};
const words = "Caducée : 175373 est votre code de connexion. Ne le donnez à personne.";

interface Call {
  method: string;
  path: string;
  body: string;
  key: string | undefined;
  type: string | undefined;
}
type Answer = (response: ServerResponse, index: number) => void;

/** A gateway that answers as told, and a door that knows it; `patienceMs` is short for one that does not answer. */
async function open(
  answer: Answer,
  also: Partial<GatewaySettings> = {},
  retryAfterMs = [0, 0],
  patienceMs = 30_000,
) {
  const calls: Call[] = [];
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", url = "", headers } = request;
    const type = headers["content-type"];
    calls.push({ method, path: url, body: await text(request), key: headers["x-key"]?.toString(), type });
    answer(response, calls.length - 1);
  };
  const server = createServer((request, response) => void listen(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const lines: string[] = [];
  const door = openNotifications({
    clock,
    log: createLog(clock, (line) => lines.push(line)),
    retryAfterMs,
    gatewayPatienceMs: patienceMs,
    settings: {
      host: "127.0.0.1",
      port: 1,
      serverName: "relay.courriel.example",
      authorities: "",
      from: "ne-pas-repondre@caducee.example",
      operator: "Caducée",
      signature: "Le serveur Caducée",
      supportPhone: "02 61 91 12 40",
      publicUrl: "https://mss.caducee.example",
      gateway: {
        method: "POST",
        contentType: "application/json",
        body: '{"to":"{to}","text":"{text}"}',
        success: null,
        headers: { "X-Key": "cle-secrete" },
        authorities: null,
        ...also,
        url: `${base}${also.url ?? "/sms"}`,
      },
    },
  });
  opened.push(door, {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  return { calls, lines, door };
}

const say =
  (status: number, body = "ok"): Answer =>
  (response) =>
    response.writeHead(status).end(body);

test("one request per message, written from the templates, the key with it", async () => {
  const { calls, door } = await open(say(202));
  assert.deepEqual(await door.sendCodeBySms(sms), { state: "handed", at: clock.now() });
  assert.deepEqual(calls, [
    {
      method: "POST",
      path: "/sms",
      body: JSON.stringify({ to: sms.to, text: words }),
      key: "cle-secrete",
      type: "application/json",
    },
  ]);
});

test("each form that gateways ask for is written so that a value stays one value", async () => {
  const form = await open(say(200), {
    contentType: "application/x-www-form-urlencoded",
    body: "mobile={digits}&message={text}",
  });
  await form.door.sendCodeBySms({ ...sms, to: "+33639984107&admin=1" });
  const sent = new URLSearchParams(form.calls[0]?.body);
  assert.deepEqual([...sent.keys()], ["mobile", "message"]);
  assert.equal(sent.get("message"), words);
  const get = await open(say(200), { method: "GET", url: "/send?to={to}&text={text}" });
  await get.door.sendCodeBySms(sms);
  const asked = new URL(`http://gateway.example${get.calls[0]?.path}`).searchParams;
  assert.deepEqual([asked.get("to"), asked.get("text"), get.calls[0]?.body], [sms.to, words, ""]);
  const xml = await open(say(200), { contentType: "text/xml", body: "<sms><to>{to}</to></sms>" });
  await xml.door.sendCodeBySms({ ...sms, to: "</to><to>+33600000000" });
  assert.equal(xml.calls[0]?.body, "<sms><to>&#60;/to&#62;&#60;to&#62;+33600000000</to></sms>");
  const json = await open(say(200));
  await json.door.sendCodeBySms({ ...sms, to: '","to":"+33600000000' });
  assert.equal(JSON.parse(json.calls[0]?.body ?? "").to, '","to":"+33600000000');
});

test("a good status with other words than agreed is a refusal, and a final one", async () => {
  const success = /"accepted":true/u;
  const refused = await open(say(200, '{"accepted":false}'), { success });
  assert.equal((await refused.door.sendCodeBySms(sms)).state, "failed");
  assert.equal(refused.calls.length, 1);
  const taken = await open(say(200, '{"accepted":true}'), { success });
  assert.equal((await taken.door.sendCodeBySms(sms)).state, "handed");
});

test("what may pass is tried again, what is final is not, and a redirection is not followed", async () => {
  const passing = await open((response, index) => say(index === 0 ? 503 : 200)(response, index));
  assert.equal((await passing.door.sendCodeBySms(sms)).state, "handed");
  assert.equal(passing.calls.length, 2);
  for (const status of [400, 401, 302]) {
    const final = await open((response) =>
      response.writeHead(status, { Location: "http://169.254.0.1/" }).end(),
    );
    assert.equal((await final.door.sendCodeBySms(sms)).state, "failed");
    assert.equal(final.calls.length, 1, String(status));
  }
  const always = await open(say(500));
  assert.equal((await always.door.sendCodeBySms(sms)).state, "failed");
  assert.equal(always.calls.length, 3);
});

test("a silent gateway, one that hangs in the middle, and one that breaks off are given up", async () => {
  const hostile: Answer[] = [
    () => {},
    (response) => void response.writeHead(200).write("o"),
    (response) => void response.destroy(),
  ];
  for (const answer of hostile) {
    const { door, calls } = await open(answer, {}, [], 200);
    assert.equal((await door.sendCodeBySms(sms)).state, "failed");
    assert.equal(calls.length, 1);
  }
});

test("a gateway that is not there fails without a throw", async () => {
  const { door } = await open(say(200));
  await opened.pop()?.close();
  assert.equal((await door.sendCodeBySms(sms)).state, "failed");
});

test("an answer without end is not kept", async () => {
  const { door } = await open(
    (response) => {
      response.writeHead(200);
      const pour = () => {
        while (response.write("x".repeat(65_536)));
        response.once("drain", pour);
      };
      pour();
    },
    { success: /never/u },
    [],
    200,
  );
  assert.equal((await door.sendCodeBySms(sms)).state, "failed");
});

test("the log says what happened, and neither number, code nor key", async () => {
  const { door, lines } = await open(say(503, `+33639984107 ${words}`));
  await door.sendCodeBySms(sms);
  assert.equal(lines.length, 3);
  for (const line of lines) {
    assert.match(line, /"status":503/);
    assert.doesNotMatch(line, /39984107|175373|cle-secrete|nadege/);
  }
});

/** The letters that a byte of a text message holds seven bits of (3GPP TS 23.038 §6.2.1), without the extension table. */
const gsm = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/;

test("each notice by SMS is one message: its letters, its length, whom to call, no link, nobody's name", async () => {
  const { calls, door } = await open(say(202));
  const from = { browser: "Edge", system: "Windows" } as const;
  const name = "Téléphone de Nadège";
  const at = clock.now();
  const access = { by: "Odile Marchetti", at };
  const every: Record<News["kind"], News> = {
    "access-suspended": { kind: "access-suspended", ...access },
    "access-resumed": { kind: "access-resumed", ...access },
    "access-left": { kind: "access-left", ...access },
    "access-unlocked": { kind: "access-unlocked", ...access },
    "contact-changed": { kind: "contact-changed", ...access },
    "rescue-code": { kind: "rescue-code", ...access },
    "methods-reset": { kind: "methods-reset", ...access },
    "app-added": { kind: "app-added", name },
    "app-removed": { kind: "app-removed", name },
    "passkey-added": { kind: "passkey-added", name },
    "passkey-removed": { kind: "passkey-removed", name },
    "app-password-made": { kind: "app-password-made", name },
    "app-password-removed": { kind: "app-password-removed", name },
    "password-changed": { kind: "password-changed", at, from },
    "new-place": { kind: "new-place", at, from, network: "203.0.113.9", isNew: ["browser", "network"] },
    "wrong-passwords": { kind: "wrong-passwords", at },
    "wrong-codes": { kind: "wrong-codes", at },
    "own-contact-changed": { kind: "own-contact-changed", contact: "mobile", at },
    "spares-made": { kind: "spares-made", at },
    "spare-used": { kind: "spare-used", at, left: 3 },
    silent: { kind: "silent", months: 11, endsAt: at },
    "silent-closed": { kind: "silent-closed", months: 12 },
    "referent-news": { kind: "referent-news", about: { of: "warned", months: 11 } },
    "email-ends": { kind: "email-ends", at, needs: ["totp"] },
  };
  const matters: ReferentMatter[] = [
    { of: "silent", months: 11 },
    { of: "closed", months: 12 },
    { of: "unused" },
    { of: "rescue-asked" },
    { of: "rescue-agreed" },
    { of: "rescue-refused" },
    { of: "rescue-given" },
    { of: "identity", days: 90 },
    { of: "identity", days: 0 },
  ];
  const reminders = matters.map((about) => ({ kind: "referent-news" as const, about }));
  for (const one of [...Object.values(every), ...reminders]) {
    const sent = await door.sendNoticeBySms({ to: sms.to, ...one });
    assert.equal(sent?.state, "handed");
    const { text: written } = JSON.parse(calls.at(-1)?.body ?? "{}") as { text: string };
    assert.match(written, gsm, written);
    assert.ok(written.length <= 160, `${written.length}: ${written}`);
    assert.match(written, /^Caducée : .*\. ((Pas vous|Une question) \? Appelez le|Aide :) 02 61 91 12 40\.$/);
    assert.doesNotMatch(written, /https?:|www|Nadège|Odile|203\./);
  }
});

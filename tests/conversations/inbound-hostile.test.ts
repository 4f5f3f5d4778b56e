import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { array, asyncProperty, assert as check, constantFrom, nat, oneof, uint8Array } from "fast-check";
import { begin, deliver, openConnector, stuff } from "./connector.ts";
import { domain } from "./fake-mailboxes.ts";

const sizeLimit = 300_000;
const connector = await openConnector({ sizeLimit });
const { mailboxes } = connector;
after(connector.close);
beforeEach(mailboxes.reset);

const header = "Subject: a\r\n\r\n";
const smuggled =
  `MAIL FROM:<pirate@biolittoral.mss.example>\r\nRCPT TO:<bal9@${domain}>\r\nDATA\r\n` +
  "Subject: smuggled\r\n\r\n";

for (const end of [
  "\n.\n",
  "\n.\r\n",
  "\r\n.\n",
  "\r.\r",
  "\r\n.\r",
  "\r.\r\n",
  "\n\n.\r\n",
  "\r\r\n.\r\n",
  "\r\n\0.\r\n",
])
  test(`what follows ${JSON.stringify(end)} is never taken for a second message`, async () => {
    const peer = await connector.meet();
    for (const cut of [0, 1, 2, end.length]) {
      await begin(peer);
      const whole = `${header}un${end}${smuggled}deux\r\n.\r\n`;
      const place = `${header}un`.length + cut;
      peer.write(whole.slice(0, place));
      await new Promise((resolve) => setImmediate(resolve));
      peer.write(whole.slice(place));
      const reply = await peer.read();
      // A CR too many before the true end is a bare CR; commands after a true end are the peer's own, and answered as such.
      if (end.includes("\r\n.\r\n")) {
        assert.match(reply, /^550 5\.6\.0 /);
        for (const code of ["250", "250", "354", "250"]) assert.equal((await peer.read()).slice(0, 3), code);
        continue;
      }
      assert.match(reply, end.includes("\0") ? /^250 / : /^550 5\.6\.0 /);
      assert.match(await peer.say("NOOP"), /^250 /);
    }
    assert.ok(
      mailboxes.kept.every(
        ({ delivery }) => delivery.from !== "pirate@biolittoral.mss.example" || end.includes("\r\n.\r\n"),
      ),
    );
    peer.socket.destroy();
  });

test("a CR or an LF alone refuses the message wherever chunks are cut", async () => {
  const peer = await connector.meet();
  const filler = Buffer.from(`${"x".repeat(70)}\r\n`.repeat(1000));
  for (const bare of ["\n", "\r", "a\rb", "\r\r\n", "\n\r"])
    for (const before of [0, 16_384 - header.length - 1, 16_384 - header.length, 65_536 - header.length]) {
      const message = Buffer.concat([
        Buffer.from(header),
        filler.subarray(0, before),
        Buffer.from(bare),
        filler,
      ]);
      assert.match(await deliver(peer, message), /^550 5\.6\.0 /);
    }
  assert.equal(mailboxes.kept.length, 0);
  assert.match(await deliver(peer, `${header}bon\r\n`), /^250 /);
  peer.socket.destroy();
});

test("any bytes whose lines end with CRLF come out identical, however they are cut", async () => {
  const peer = await connector.meet();
  const line = oneof(
    constantFrom("", ".", "..", "...", ". ", ".\t", "..fin", "\0", "é\u0080\u00ff"),
    uint8Array({ maxLength: 2000 }).map((bytes) =>
      Buffer.from(bytes)
        .toString("latin1")
        .replace(/[\r\n]/g, "."),
    ),
  );
  await check(
    asyncProperty(array(line, { maxLength: 40 }), array(nat(5000), { maxLength: 8 }), async (lines, cuts) => {
      mailboxes.kept.length = 0;
      const message = Buffer.from(lines.map((text) => `${text}\r\n`).join(""), "latin1");
      const wire = Buffer.concat([stuff(message), Buffer.from(".\r\n")]);
      await begin(peer);
      let place = 0;
      for (const cut of cuts) {
        peer.write(wire.subarray(place, place + cut));
        place += cut;
        await new Promise((resolve) => setImmediate(resolve));
      }
      peer.write(wire.subarray(place));
      assert.match(await peer.read(), /^250 2\.0\.0 /);
      assert.ok(mailboxes.kept[0]!.bytes.equals(message));
    }),
    { numRuns: 150, seed: 20_261_122 },
  );
  peer.socket.destroy();
});

test("every byte on its own segment: the end of the message is still found", async () => {
  const peer = await connector.meet();
  await begin(peer);
  for (const byte of "..\r\n...\r\na\r\n.\r\n") {
    peer.write(byte);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.match(await peer.read(), /^250 2\.0\.0 /);
  assert.equal(mailboxes.kept[0]!.bytes.toString(), ".\r\n..\r\na\r\n");
  peer.socket.destroy();
});

test("a message too large is read to its end, refused, and the connection serves again", async () => {
  const peer = await connector.meet();
  const line = `${"x".repeat(998)}\r\n`;
  assert.match(await deliver(peer, line.repeat(300)), /^250 2\.0\.0 /);
  assert.match(await deliver(peer, `${line.repeat(300)}x\r\n`), /^552 5\.3\.4 /);
  assert.match(await deliver(peer, line.repeat(5000)), /^552 5\.3\.4 /);
  assert.equal(mailboxes.kept.length, 1);
  assert.match(await deliver(peer, header), /^250 2\.0\.0 /);
  peer.socket.destroy();
});

test("the refusal of a message waits for its end", async () => {
  const peer = await connector.meet();
  const { receive } = mailboxes;
  const refused = Promise.withResolvers<void>();
  mailboxes.receive = (delivery, bytes) => receive(delivery, bytes).finally(refused.resolve);
  await begin(peer);
  peer.write(`${header}seul\nEHLO pas.encore\r\n`);
  await refused.promise;
  let early = "";
  const reply = peer.read().then((text) => (early = text));
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(early, "");
  peer.write(".\r\n");
  assert.match(await reply, /^550 5\.6\.0 /);
  mailboxes.receive = receive;
  peer.socket.destroy();
});

test("a slow store holds the peer back instead of filling the memory", async () => {
  const wide = await openConnector({ sizeLimit: 64_000_000 });
  const peer = await wide.meet();
  const held = Promise.withResolvers<void>();
  wide.mailboxes.onChunk = () => held.promise;
  await begin(peer);
  const piece = Buffer.from(`${"y".repeat(998)}\r\n`.repeat(1000));
  const pieces = 40;
  let left = 0;
  // One after the other: what is written at once also leaves at once.
  const writing = (async () => {
    for (; left < pieces; left++) await new Promise((resolve) => peer.socket.write(piece, resolve));
  })();
  // Until nothing has left for a while: the store has not taken its first chunk yet.
  for (let before = -1; before !== left;) {
    before = left;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.ok(left < pieces / 2, `${left} MB have left though nothing was stored`);
  held.resolve();
  await writing;
  peer.write(".\r\n");
  assert.match(await peer.read(), /^250 2\.0\.0 /);
  assert.equal(wide.mailboxes.kept[0]!.size, piece.length * pieces);
  peer.socket.destroy();
  await wide.close();
});

test("endless lines: refused as a command, borne in a message", async () => {
  const peer = await connector.meet();
  assert.match(await deliver(peer, `${header}${"x".repeat(200_000)}\r\n`), /^250 2\.0\.0 /);
  peer.write("NOOP ".padEnd(100_000, "x"));
  assert.match(await peer.read(), /^500 5\.5\.2 /);
  await peer.ended;
});

test("a message that went round too often is refused", async () => {
  const peer = await connector.meet();
  const hop = "RECEIVED: from a.example\r\n\tby b.example; Sun, 22 Nov 2026 09:02:07 +0000\r\n";
  assert.match(await deliver(peer, `${hop.repeat(50)}${header}received: in the body\r\n`), /^250 2\.0\.0 /);
  assert.match(await deliver(peer, `${hop.repeat(51)}${header}`), /^554 5\.4\.6 /);
  peer.socket.destroy();
});

test("commands sent ahead are answered in order", async () => {
  const peer = await connector.meet();
  peer.write(
    `MAIL FROM:<a@biolittoral.mss.example>\r\nRCPT TO:<x@${domain}>\r\nRCPT TO:<bal1@${domain}>\r\nDATA\r\n`,
  );
  const codes = [];
  for (let number = 0; number < 4; number++) codes.push((await peer.read()).slice(0, 3));
  assert.deepEqual(codes, ["250", "550", "250", "354"]);
  // The next transaction rides behind the end of this one.
  peer.write(`${header}.\r\nMAIL FROM:<b@biolittoral.mss.example>\r\nRCPT TO:<bal2@${domain}>\r\nDATA\r\n`);
  for (const code of ["250", "250", "250", "354"]) assert.equal((await peer.read()).slice(0, 3), code);
  peer.write(`${header}.\r\nQUIT\r\n`);
  assert.match(await peer.read(), /^250 2\.0\.0 /);
  assert.match(await peer.read(), /^221 /);
  await peer.ended;
  assert.deepEqual(
    mailboxes.kept.map(({ delivery }) => delivery.from[0]),
    ["a", "b"],
  );
});

test("a peer that vanishes or falls silent for good leaves nothing behind", async () => {
  for (const leave of ["destroy", "end", "resetAndDestroy"] as const) {
    const peer = await connector.meet();
    await begin(peer);
    const began = Promise.withResolvers<void>();
    mailboxes.onChunk = () => began.resolve();
    peer.write(`${header}${"x".repeat(5000)}\r\n`);
    await began.promise;
    const { promise, resolve } = Promise.withResolvers<void>();
    const settled = setInterval(() => {
      if (connector.lines.at(-1)?.reason === "cut") resolve();
    }, 5);
    // Under TLS only the plain socket can be reset.
    if (leave === "resetAndDestroy") peer.plain.resetAndDestroy();
    else peer.socket[leave]();
    await promise;
    clearInterval(settled);
    connector.lines.length = 0;
  }
  assert.equal(mailboxes.begun, 3);
  assert.equal(mailboxes.kept.length, 0);
  assert.equal(connector.lines.filter(({ level }) => level === "defect").length, 0);
});

test("a peer that drips is sent away, in a message as between commands", async () => {
  const patience = {
    untrusted: 60_000,
    betweenCommands: 300,
    insideMessage: 150,
    wholeMessage: 400,
    closing: 1000,
  };
  const hasty = await openConnector({ patience });
  const silent = await hasty.meet();
  assert.match(await silent.read(), /^421 4\.4\.2 /);
  const stuck = await hasty.meet();
  await begin(stuck);
  stuck.write(header);
  assert.match(await stuck.read(), /^421 4\.4\.2 /);
  const dripping = await hasty.meet();
  await begin(dripping);
  const drops = setInterval(() => dripping.write("x\r\n"), 50);
  assert.match(await dripping.read(), /^421 4\.4\.2 /);
  clearInterval(drops);
  await Promise.all([silent.ended, stuck.ended]);
  dripping.socket.destroy();
  assert.equal(hasty.mailboxes.kept.length, 0);
  await hasty.close();
});

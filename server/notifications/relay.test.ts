import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import { afterEach, test } from "node:test";
import { connectRelay } from "./relay.ts";
import { startTestRelay, type TestRelay } from "./test-relay.ts";

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

function openWith({ port, authorities }: Pick<TestRelay, "port" | "authorities">) {
  const relay = connectRelay({
    host: "127.0.0.1",
    port,
    authorities,
    serverName: "relay.courriel.example",
    from: "ne-pas-repondre@caducee.example",
  });
  opened.push(relay);
  return relay;
}

const to = "n.faure@valdebrume.example";
const mail = "Subject: points\r\n\r\n.\r\n..deux\r\nfin\r\n";

test("a mail arrives byte for byte, its dots too, from a relay that takes batches and one that does not", async () => {
  for (const hidePipelining of [false, true]) {
    const relay = await startTestRelay({ hidePipelining });
    opened.push(relay);
    const way = openWith(relay);
    for (let turn = 0; turn < 2; turn++) await way.send(to, mail);
    assert.deepEqual(
      relay.mails.map(({ raw, to: [recipient] }) => [raw, recipient]),
      [
        [mail, to],
        [mail, to],
      ],
    );
  }
});

test("a recipient refused in a batch takes nothing, and the next mail goes by", async () => {
  for (const hidePipelining of [false, true]) {
    const relay = await startTestRelay({ refuse: [550], hidePipelining });
    opened.push(relay);
    const way = openWith(relay);
    await assert.rejects(way.send(to, mail), { code: "EENVELOPE", responseCode: 550 });
    await way.send(to, mail);
    assert.equal(relay.mails.length, 1);
  }
});

test("an address that would be a command of its own is not written; one with an accent is", async () => {
  const relay = await startTestRelay({});
  opened.push(relay);
  const way = openWith(relay);
  for (const address of ["a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "a@c.example\u0000"])
    await assert.rejects(way.send(address, mail), { code: "EADDRESS" });
  assert.equal(relay.mails.length, 0);
  await way.send("zoé@c.example", mail);
  assert.deepEqual(relay.mails[0]?.to, ["zoé@c.example"]);
});

/** What listens on a port and says to each line what `answer` has for it. */
async function startLiar(answer: (line: string) => string) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.write(answer(""));
    socket.on("data", (bytes) => void socket.write(answer(bytes.toString().slice(0, 4))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  opened.push({
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(resolve);
      }),
  });
  return { port: typeof address === "object" && address ? address.port : 0, authorities: "" };
}

test("what is said in clear before the handshake never counts as said after it", async () => {
  const script: Record<string, string> = {
    "": "220 relay\r\n",
    EHLO: "250-relay\r\n250 STARTTLS\r\n",
    STAR: "220 go\r\n250-relay\r\n250 PIPELINING\r\n",
  };
  const liar = await startLiar((line) => script[line] ?? "");
  await assert.rejects(openWith(liar).send(to, mail), /the relay: (EPROTOCOL|ECONNECTION)/);
});

test("what does not speak SMTP, refuses to greet, or hangs up is left", async () => {
  for (const greeting of ["SSH-2.0-x\r\n", "554 no\r\n", "220 a\r\n421 bye\r\n", "x".repeat(70_000)]) {
    const liar = await startLiar((line) => (line === "" ? greeting : ""));
    await assert.rejects(openWith(liar).send(to, mail), /the relay: (EPROTOCOL|ECONNECTION)/);
  }
});

import { randomBytes } from "node:crypto";
import libmime from "libmime";
import { SMTPServer } from "smtp-server";

export interface TestRelayOptions {
  /** Codes that the next recipients are refused with, one each. */
  refuse?: number[];
  hideStartTls?: boolean;
  hidePipelining?: boolean;
  /** The name in its certificate. */
  name?: string;
}

export interface TestMail {
  from: string;
  to: string[];
  raw: string;
  text: string;
  header(name: string): string;
}

/** A relay on 127.0.0.1 under a certificate of its own, which is what `authorities` holds. */
export async function startTestRelay(options: TestRelayOptions) {
  const { refuse = [], hideStartTls = false, hidePipelining = false, name } = options;
  const { key, cert } = await makeCertificate(name ?? "relay.courriel.example");
  const mails: TestMail[] = [];
  const waiting = [...refuse];
  let connections = 0;
  const server = new SMTPServer({
    key,
    cert,
    authOptional: true,
    disabledCommands: hideStartTls ? ["AUTH", "STARTTLS"] : ["AUTH"],
    disableReverseLookup: true,
    hidePIPELINING: hidePipelining,
    closeTimeout: 50,
    onConnect(_, callback) {
      connections++;
      callback();
    },
    onRcptTo(_, __, callback) {
      const code = waiting.shift();
      callback(code ? Object.assign(new Error("for the test"), { responseCode: code }) : null);
    },
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push(readMail(Buffer.concat(chunks).toString("latin1"), from, to));
        callback();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    authorities: cert,
    mails,
    connections: () => connections,
    /** Breaks every connection, as a restart does. */
    async dropAll() {
      for (const { _socket } of server.connections as Set<{ _socket: { destroy(): void } }>)
        _socket.destroy();
      await new Promise((resolve) => setImmediate(resolve));
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type TestRelay = Awaited<ReturnType<typeof startTestRelay>>;

function readMail(raw: string, from: string, to: string[]): TestMail {
  const end = raw.indexOf("\r\n\r\n");
  const fields = raw
    .slice(0, end)
    .replace(/\r\n[\t ]+/g, " ")
    .split("\r\n");
  const header = (name: string) => {
    const field = fields.find((one) => one.toLowerCase().startsWith(`${name}: `)) ?? "";
    return libmime.decodeWords(field.slice(name.length + 2));
  };
  return { from, to, raw, text: decodeQuotedPrintable(raw.slice(end + 4)), header };
}

/** RFC 2045 §6.7. */
function decodeQuotedPrintable(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString().replaceAll("\r\n", "\n");
}

async function makeCertificate(name: string): Promise<{ key: string; cert: string }> {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const signing = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(signing, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `4${randomBytes(7).toString("hex")}0`,
    name: `CN=${name}`,
    notBefore: new Date("2020-01-01"),
    notAfter: new Date("2060-01-01"),
    keys,
    signingAlgorithm: signing,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: name }])],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString("pem"),
  };
}

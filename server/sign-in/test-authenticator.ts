import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { MadePasskey, PasskeyAnswer, PasskeyOffer, PasskeyQuestion } from "../../contracts/passkeys.ts";

/** What a device, or somebody between it and us, may do otherwise than it should. */
export interface Twist {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  topOrigin?: string;
  /** Flags of the authenticator data (WebAuthn L2 §6.1). */
  present?: boolean;
  verified?: boolean;
  userHandle?: string | null;
  /** Signs nothing of ours. */
  forged?: boolean;
  /** Attestation format and statement. */
  attestation?: { fmt: string; attStmt: Map<string, unknown> };
  /** COSE algorithm of the key. */
  alg?: number;
}

interface Held {
  id: Buffer;
  key: KeyObject;
  userHandle: string;
  rpId: string;
}

/** A device that makes and uses passkeys (ES256), as a browser hands over what it says. */
export interface TestAuthenticator {
  make(offer: PasskeyOffer, twist?: Twist): MadePasskey;
  /** Answers with a passkey that it holds: one of those asked for, or the last it made. */
  answer(question: PasskeyQuestion, twist?: Twist): PasskeyAnswer;
  held: Held[];
  /** How often it signed; null: it does not count. */
  count: number | null;
}

/** Synced passkeys do not count; `counts` as a security key does; `id` is what its passkeys are called. */
export function createAuthenticator(
  origin: string,
  { counts = false, synced = false, id: fixed }: { counts?: boolean; synced?: boolean; id?: Buffer } = {},
): TestAuthenticator {
  const device: TestAuthenticator = { make, answer, held: [], count: counts ? 0 : null };

  function next(): number {
    if (device.count === null) return 0;
    device.count++;
    return device.count;
  }

  /** rpIdHash ‖ flags ‖ signCount (WebAuthn L2 §6.1). */
  function dataOf(rpId: string, { present = true, verified = true }: Twist, attested?: Buffer): Buffer {
    const bits = [present ? 0x01 : 0, verified ? 0x04 : 0, synced ? 0x18 : 0, attested ? 0x40 : 0];
    const flags = Buffer.alloc(5);
    flags.writeUInt8(bits.reduce((all, bit) => all | bit, 0));
    flags.writeUInt32BE(next(), 1);
    return Buffer.concat([sha256(rpId), flags, attested ?? Buffer.alloc(0)]);
  }

  function clientData(type: string, asked: string, twist: Twist): Buffer {
    const { challenge = asked, crossOrigin = false, topOrigin } = twist;
    const data = {
      type: twist.type ?? type,
      challenge,
      origin: twist.origin ?? origin,
      crossOrigin,
      topOrigin,
    };
    return Buffer.from(JSON.stringify(data));
  }

  function make(offer: PasskeyOffer, twist: Twist = {}): MadePasskey {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const id = fixed ?? randomBytes(32);
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const cose = encode(
      new Map<number, unknown>([
        [1, 2],
        [3, twist.alg ?? -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const authData = dataOf(
      twist.rpId ?? offer.rp.id,
      twist,
      Buffer.concat([Buffer.alloc(16), length, id, cose]),
    );
    const { fmt, attStmt } = twist.attestation ?? { fmt: "none", attStmt: new Map() };
    const attestation = encode(
      new Map<string, unknown>([
        ["fmt", fmt],
        ["attStmt", attStmt],
        ["authData", authData],
      ]),
    );
    device.held.push({ id, key: privateKey, userHandle: offer.user.id, rpId: offer.rp.id });
    return {
      id: id.toString("base64url"),
      rawId: id.toString("base64url"),
      type: "public-key",
      response: {
        clientDataJSON: clientData("webauthn.create", offer.challenge, twist).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal", "hybrid"],
      },
    };
  }

  function answer(question: PasskeyQuestion, twist: Twist = {}): PasskeyAnswer {
    const asked = question.allowCredentials.map(({ id }) => id);
    const mine = device.held.filter(({ id }) => asked.includes(id.toString("base64url")));
    const passkey = mine[0] ?? device.held.at(-1);
    if (!passkey) throw new Error("this device holds no passkey");
    const id = passkey.id.toString("base64url");
    const data = dataOf(twist.rpId ?? question.rpId, twist);
    const said = clientData("webauthn.get", question.challenge, twist);
    const signed = Buffer.concat([data, twist.forged ? sha256("something else") : sha256(said)]);
    return {
      id,
      rawId: id,
      type: "public-key",
      response: {
        clientDataJSON: said.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, passkey.key).toString("base64url"),
        userHandle: twist.userHandle === undefined ? passkey.userHandle : twist.userHandle,
      },
    };
  }

  return device;
}

function sha256(bytes: string | Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** The little of CBOR (RFC 8949) that these objects need. */
function encode(value: unknown): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === "string") {
    const bytes = Buffer.from(value);
    return Buffer.concat([head(3, bytes.length), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encode)]);
  if (value instanceof Map)
    return Buffer.concat([head(5, value.size), ...[...value].flat().map((one) => encode(one))]);
  throw new Error(`no CBOR for ${typeof value}`);
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.of((major << 5) | count);
  if (count < 256) return Buffer.of((major << 5) | 24, count);
  return Buffer.of((major << 5) | 25, count >> 8, count & 0xff);
}

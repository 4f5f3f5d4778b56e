import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { text } from "node:stream/consumers";
import type { PscSettings } from "./settings.ts";

/** A key of the test's provider. */
export interface TestKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export function makeTestKey(kid: string): TestKey {
  return { kid, ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

/** How the provider misbehaves; nothing of it: it does as it should. */
export interface Mischief {
  /** Over the claims that it should sign; undefined leaves one out. */
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  /** Signs with this in place of its own key. */
  key?: TestKey;
  algorithm?: "RS256" | "none" | "HS256";
  userinfo?: Record<string, unknown>;
  /** Over the token endpoint's answer. */
  tokens?: Record<string, unknown>;
  tokenStatus?: number;
  discovery?: Record<string, unknown>;
  /** Over the parameters that the browser brings back. */
  back?: Record<string, string | undefined>;
}

const subject = "899700990114";
const clientId = "caducee";
const secret = "secret-of-the-client";

/**
 * A provider in the test's hand: OpenID Connect by hand, so that it can lie wherever it likes. Over `tls`, it knows its
 * client by a certificate.
 */
export async function startTestProvider(tls?: ServerOptions) {
  const codes = new Map<string, { nonce: string; challenge: string }>();
  const asked: string[] = [];
  const provider = {
    issuer: "",
    keys: [makeTestKey("one")],
    mischief: {} as Mischief,
    /** Paths asked for behind the browser's back. */
    asked,
    /** Something that happens before an answer: what a race is made of. */
    whenAsked: null as ((path: string) => Promise<unknown>) | null,
    settings,
    identify,
    close: () =>
      new Promise<void>((resolve) => server.close(() => resolve()) && server.closeAllConnections()),
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  provider.issuer = tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;

  function settings(changed: Partial<PscSettings> = {}): PscSettings {
    return {
      issuer: provider.issuer,
      discovery: "/.well-known/wallet-openid-configuration",
      clientId,
      proof: { secret },
      authorities: null,
      scope: "openid scope_all",
      acrAsked: "eidas1",
      acrAccepted: ["eidas1", "eidas2"],
      signedWith: "RS256",
      clockTolerance: 30,
      sessionMinutes: 240,
      publicUrl: "http://localhost:8025",
      ...changed,
    };
  }

  /** What the browser brings back from the address that it was sent to, once somebody was identified there. */
  function identify(location: string): URLSearchParams {
    const sent = new URL(location).searchParams;
    const code = randomUUID();
    codes.set(code, { nonce: sent.get("nonce") ?? "", challenge: sent.get("code_challenge") ?? "" });
    const back = { code, state: sent.get("state") ?? "", iss: provider.issuer, ...provider.mischief.back };
    return new URLSearchParams(
      Object.entries(back).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    asked.push(path);
    await provider.whenAsked?.(path);
    const { issuer, keys, mischief } = provider;
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    switch (path) {
      case "/.well-known/wallet-openid-configuration":
        return void json({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/certs`,
          end_session_endpoint: `${issuer}/logout`,
          authorization_response_iss_parameter_supported: true,
          ...mischief.discovery,
        });
      case "/certs":
        return void json({
          keys: keys.map(({ kid, publicKey }) => ({
            ...publicKey.export({ format: "jwk" }),
            kid,
            use: "sig",
          })),
        });
      case "/userinfo":
        return void json({ sub: `f:x:${subject}`, SubjectNameID: subject, ...mischief.userinfo });
      case "/token": {
        const form = new URLSearchParams(await text(request));
        const given = codes.get(form.get("code") ?? "");
        codes.delete(form.get("code") ?? "");
        const challenge = createHash("sha256")
          .update(form.get("code_verifier") ?? "")
          .digest("base64url");
        const isClient = form.get("client_id") === clientId && proves(request, form);
        if (mischief.tokenStatus) return void json({ error: "server_error" }, mischief.tokenStatus);
        if (!given || given.challenge !== challenge || !isClient)
          return void json({ error: "invalid_grant" }, 400);
        return void json({
          access_token: "access",
          token_type: "Bearer",
          id_token: signToken(given.nonce),
          ...mischief.tokens,
        });
      }
      default:
        response.writeHead(404).end();
    }
  }

  function proves({ socket }: IncomingMessage, form: URLSearchParams): boolean {
    if (!tls) return form.get("client_secret") === secret;
    return (socket as TLSSocket).authorized && !form.has("client_secret");
  }

  function signToken(nonce: string): string {
    const { claims, header, algorithm = "RS256", key = provider.keys[0]! } = provider.mischief;
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: provider.issuer,
      aud: clientId,
      sub: `f:x:${subject}`,
      nonce,
      iat: now,
      exp: now + 60,
      auth_time: now,
      acr: "eidas1",
      ...claims,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ alg: algorithm, kid: key.kid, ...header })}.${part(payload)}`;
    if (algorithm === "none") return `${signed}.`;
    const signature =
      algorithm === "HS256"
        ? createHmac("sha256", secret).update(signed).digest()
        : sign("sha256", Buffer.from(signed), key.privateKey);
    return `${signed}.${signature.toString("base64url")}`;
  }

  return provider;
}

export type TestProvider = Awaited<ReturnType<typeof startTestProvider>>;

/** Whom the provider identifies, unless told otherwise. */
export const testSubject = subject;

import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Context, Provider } from "oidc-provider";
import { findHolder, levelOf, makeClaims } from "./card-holders.ts";
import { keepInMemory } from "./memory.ts";
import { renderChoice, renderSentence, renderSignOut } from "./page.ts";

/** The program, as it is registered here. */
export interface Client {
  secret: string;
  publicUrl: string;
}

export const clientId = "caducee";
export const discoveryPath = "/.well-known/wallet-openid-configuration";

/** Answers everything of the fake provider; `rotate` gives it a new key, which signs from then on. */
export interface FakeProvider {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  rotate(): void;
}

/** Its sessions last four hours, as the real one's at most; its tokens, minutes. All in seconds. */
const ttl = { AccessToken: 240, AuthorizationCode: 60, IdToken: 240, Interaction: 900 };
const sessionSeconds = 4 * 3600;
const choicePath = "/choix/";

/** Pro Santé Connect as the program meets it, over oidc-provider. What it keeps is in memory, and lost with it. */
export function makeProvider(issuer: string, client: Client): FakeProvider {
  const keys = [makeKey()];
  const cookieKeys = [randomBytes(32).toString("base64url")];
  const adapter = keepInMemory();
  const build = () => {
    const provider = buildProvider(issuer, client, { keys, cookieKeys, adapter });
    return { provider, serve: provider.callback() };
  };
  let now = build();

  return {
    async answer(request, response) {
      const { pathname } = new URL(request.url ?? "/", issuer);
      if (pathname.startsWith(choicePath)) return choose(now.provider, request, response);
      // Its own path, as Pro Santé Connect has; the library knows the standard's alone.
      if (pathname === discoveryPath) request.url = "/.well-known/openid-configuration";
      await now.serve(request, response);
    },
    rotate() {
      keys.unshift(makeKey());
      now = build();
    },
  };
}

function makeKey(): object {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    ...privateKey.export({ format: "jwk" }),
    kid: randomBytes(6).toString("hex"),
    alg: "RS256",
    use: "sig",
  };
}

function buildProvider(
  issuer: string,
  { secret, publicUrl }: Client,
  kept: { keys: object[]; cookieKeys: string[]; adapter: unknown },
): Provider {
  const provider = new Provider(issuer, {
    adapter: kept.adapter,
    jwks: { keys: kept.keys },
    cookies: { keys: kept.cookieKeys },
    clients: [
      {
        client_id: clientId,
        client_secret: secret,
        redirect_uris: [`${publicUrl}/psc/retour`],
        post_logout_redirect_uris: [`${publicUrl}/psc/sortie`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    acrValues: ["eidas1", "eidas2"],
    scopes: ["openid", "scope_all"],
    claims: {
      openid: ["sub"],
      acr: null,
      auth_time: null,
      scope_all: [
        "SubjectNameID",
        "preferred_username",
        "given_name",
        "family_name",
        "UITVersion",
        "Palier_Authentification",
        "SubjectRole",
        "SubjectOrganization",
        "SubjectOrganizationID",
        "SubjectRefPro",
      ],
    },
    // The real one says when the person was identified without being asked.
    clientDefaults: { require_auth_time: true },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: (context: Context, form: string) => show(context, renderSignOut(form)),
        postLogoutSuccessSource: (context: Context) => show(context, renderSentence("Vous êtes déconnecté.")),
      },
    },
    renderError(context: Context, { error }: { error: string }) {
      show(context, renderSentence(`La demande n’a pas pu être traitée (${error}).`));
    },
    interactions: { url: (_: Context, { uid }: { uid: string }) => `${choicePath}${uid}` },
    findAccount(_: Context, subject: string) {
      const holder = findHolder(subject);
      return holder && { accountId: subject, claims: () => ({ ...makeClaims(holder), sub: subject }) };
    },
    // The agreement between operator and provider stands for the person's consent.
    async loadExistingGrant({ oidc }: { oidc: { session: { accountId: string } } }) {
      const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId });
      grant.addOIDCScope("openid scope_all");
      await grant.save();
      return grant;
    },
    ttl: { ...ttl, Grant: sessionSeconds, Session: sessionSeconds },
  });
  // As the real one's token endpoint, which says when its session ends for want of being used.
  provider.use(async (context, next) => {
    await next();
    if (context.oidc?.route === "token" && typeof context.body === "object" && context.body !== null)
      Object.assign(context.body, { refresh_expires_in: sessionSeconds });
  });
  return provider;
}

function show(context: Context, html: string): void {
  context.type = "html";
  context.body = html;
}

/** The choice of a card: the page, then what was chosen on it. */
async function choose(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const details = await provider.interactionDetails(request, response).catch(() => null);
  const html = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  if (!details) {
    response.writeHead(400, html).end(renderSentence("Cette identification n’est plus ouverte."));
    return;
  }
  if (request.method !== "POST") {
    response.writeHead(200, html).end(renderChoice(`${choicePath}${details.uid}`));
    return;
  }
  const subject = new URLSearchParams(await text(request)).get("subject") ?? "";
  const holder = findHolder(subject);
  await provider.interactionFinished(
    request,
    response,
    holder
      ? { login: { accountId: subject, acr: levelOf(holder.card), amr: ["sc", "pin", "mfa"] } }
      : { error: "access_denied", error_description: "the person turned back" },
  );
}

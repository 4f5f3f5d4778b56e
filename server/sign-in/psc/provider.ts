import { createHash } from "node:crypto";
import type * as OpenId from "openid-client";
import type { Clock } from "../../foundations/clock.ts";
import type { Log } from "../../foundations/log.ts";
import { createBackChannel, Unreachable } from "./back-channel.ts";
import { type Activity, readActivities, readSubject } from "./identity.ts";
import { createKeptKeys } from "./keys.ts";
import { createFindMetadata, type Metadata } from "./metadata.ts";
import { type PscSettings, returnPaths } from "./settings.ts";
import type { Journey } from "./state.ts";

/** Who Pro Santé Connect says that it is. */
export interface Identity {
  /** SubjectNameID. */
  subject: string;
  acr: string;
  activities: Activity[];
  /** Names the session at the provider when it is time to end it. */
  idToken: string;
  /** What is left of the session at the provider, in milliseconds. */
  lastsMs: number;
}

export type ProviderRefused = "psc-unavailable" | "psc-refused" | "psc-level" | "psc-stale";

/** Pro Santé Connect, as its relying party sees it (OpenID Connect Core §3.1). It is asked nothing before it is needed. */
export interface PscProvider {
  /**
   * Where to send the browser. `again`: the person is to prove herself, even if the provider still knows her; `fresh`: and
   * the provider is to say when she did.
   */
  startUrl(
    journey: Journey,
    options: { again: boolean; fresh?: boolean },
  ): Promise<string | "psc-unavailable">;
  /**
   * Redeems the code of the address that the browser came back to. `withinSeconds`: how long ago the person may have
   * proved herself there at most; without it, as long as the provider's session lasts.
   */
  redeem(
    returned: URLSearchParams,
    journey: Journey,
    withinSeconds?: number,
  ): Promise<Identity | ProviderRefused>;
  /** Where to send the browser to end the session there (RP-Initiated Logout §2); null when the provider cannot. */
  endUrl(idToken: string): Promise<string | null>;
}

export function createPscProvider(settings: PscSettings, clock: Clock, log: Log): PscProvider {
  const { publicUrl, clientId, proof } = settings;
  const ask = createBackChannel(settings);
  const metadata = createFindMetadata(settings, ask, clock);
  const keys = createKeptKeys(clock);
  const redirectUri = `${publicUrl}${returnPaths.signIn}`;
  const isPlain = settings.issuer.startsWith("http:");

  function configure(oidc: typeof OpenId, found: Metadata): OpenId.Configuration {
    const client = {
      id_token_signed_response_alg: settings.signedWith,
      use_mtls_endpoint_aliases: !("secret" in proof),
      [oidc.clockTolerance]: settings.clockTolerance,
    };
    // In the body: what becomes of a secret's punctuation in a Basic header is not agreed on everywhere.
    const known = "secret" in proof ? oidc.ClientSecretPost(proof.secret) : oidc.TlsClientAuth();
    // The library reads the document's other words by itself.
    const server = found as OpenId.ServerMetadata;
    const configuration = new oidc.Configuration(server, clientId, client, known);
    const tokenUrls = [found.token_endpoint, found.mtls_endpoint_aliases?.["token_endpoint"] ?? ""];
    configuration[oidc.customFetch] = keys.around(ask, { tokenUrls, keysUrl: found.jwks_uri });
    // TLS alone would do for OpenID Connect Core §3.1.3.7; the signature is checked all the same.
    oidc.enableNonRepudiationChecks(configuration);
    // Discovery let plain HTTP through on this machine alone.
    if (isPlain) oidc.allowInsecureRequests(configuration);
    return configuration;
  }

  return {
    async startUrl(journey, { again, fresh = false }) {
      try {
        const { authorization_endpoint } = await metadata.fresh();
        const url = new URL(authorization_endpoint);
        const query = {
          response_type: "code",
          client_id: clientId,
          redirect_uri: redirectUri,
          scope: settings.scope,
          acr_values: settings.acrAsked,
          state: journey.state,
          nonce: journey.nonce,
          // RFC 7636 §4.2.
          code_challenge: createHash("sha256").update(journey.verifier).digest("base64url"),
          code_challenge_method: "S256",
          ...(again ? { prompt: "login" } : {}),
          // Core §3.1.2.1: whoever asks for it is told when (auth_time), which a provider that forgets `prompt` gives away.
          ...(fresh ? { max_age: "0" } : {}),
        };
        for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
        return url.href;
      } catch (error) {
        return unavailable(error);
      }
    },

    async redeem(returned, { state, nonce, verifier }, withinSeconds) {
      try {
        // Loaded when somebody first needs it.
        const [oidc, found] = await Promise.all([import("openid-client"), metadata.kept()]);
        const configuration = configure(oidc, found);
        const tokens = await oidc.authorizationCodeGrant(
          configuration,
          new URL(`${redirectUri}?${returned}`),
          {
            expectedState: state,
            expectedNonce: nonce,
            pkceCodeVerifier: verifier,
            idTokenExpected: true,
            // Core §3.1.3.7, point 13: no auth_time, or one longer ago than the clocks may be apart, is refused.
            ...(withinSeconds === undefined ? {} : { maxAge: withinSeconds }),
          },
        );
        const claims = tokens.claims();
        const { id_token: idToken, access_token: accessToken } = tokens;
        if (!claims || !idToken) return refused("no-id-token");
        const { acr } = claims;
        if (typeof acr !== "string" || !settings.acrAccepted.includes(acr)) {
          log.warn("psc.refused", { reason: "level" });
          return "psc-level";
        }
        const { auth_time: provedAt = 0, iat } = claims;
        if (withinSeconds !== undefined && provedAt > iat + settings.clockTolerance)
          return refused("auth-time-ahead");
        // Core §5.3.2: what userinfo says counts only for the subject of the ID token.
        const said = await oidc.fetchUserInfo(configuration, accessToken, claims.sub);
        const subject = readSubject(claims, said);
        if (subject === null) return refused("no-subject");
        const lastsMs = findRest(settings, claims, tokens["refresh_expires_in"]);
        if (lastsMs <= 0) return refused("session-over");
        return { subject, acr, activities: readActivities(said), idToken, lastsMs };
      } catch (error) {
        if (isUnreachable(error)) return unavailable(error);
        if (!isStale(error)) return refused(reasonOf(error));
        log.warn("psc.refused", { reason: "stale" });
        return "psc-stale";
      }
    },

    async endUrl(idToken) {
      const found = await metadata.kept().catch(() => null);
      if (!found?.end_session_endpoint) return null;
      const url = new URL(found.end_session_endpoint);
      url.searchParams.set("id_token_hint", idToken);
      url.searchParams.set("client_id", clientId);
      url.searchParams.set("post_logout_redirect_uri", `${publicUrl}${returnPaths.signOut}`);
      return url.href;
    },
  };

  function unavailable(error: unknown): "psc-unavailable" {
    log.warn("psc.unavailable", { reason: reasonOf(error) });
    return "psc-unavailable";
  }

  function refused(reason: string): "psc-refused" {
    log.warn("psc.refused", { reason });
    return "psc-refused";
  }
}

/**
 * What is left of the provider's session: its longest life from its own sign-in on, by its own clock, and what it says
 * of its refresh token. The ID token's end is not one: it lives for minutes.
 */
function findRest(
  { sessionMinutes }: PscSettings,
  { iat, auth_time: begun = iat }: OpenId.IDToken,
  refreshSeconds: unknown,
): number {
  const rest = sessionMinutes * 60 - Math.max(0, iat - begun);
  const says = typeof refreshSeconds === "number" && refreshSeconds > 0;
  return (says ? Math.min(rest, refreshSeconds) : rest) * 1000;
}

/** The library wraps what our own way to the provider threw. */
function isUnreachable(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof Unreachable) return true;
  return false;
}

/** Whether the library refused a sign-in there that is too old: it names the claim beneath its own error. */
function isStale(error: unknown): boolean {
  let one = error;
  while (one instanceof Error) one = one.cause;
  return typeof one === "object" && one !== null && "claim" in one && one.claim === "auth_time";
}

/** A word for the log: the library's code, never a claim. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code, name } = error as Error & { code?: unknown };
  return typeof code === "string" ? code : isUnreachable(error) ? error.message.slice(0, 80) : name;
}

import * as v from "valibot";
import type { Clock } from "../../foundations/clock.ts";
import { type Ask, Unreachable } from "./back-channel.ts";
import type { PscSettings } from "./settings.ts";

const endpoint = v.pipe(v.string(), v.check(isSafe, "an endpoint is under https, or on this machine"));

/** What of OpenID Connect Discovery §3 is used; the rest is left to the library. */
const metadataSchema = v.looseObject({
  issuer: v.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  userinfo_endpoint: endpoint,
  jwks_uri: endpoint,
  end_session_endpoint: v.optional(endpoint),
  mtls_endpoint_aliases: v.optional(v.record(v.string(), endpoint)),
});
export type Metadata = v.InferOutput<typeof metadataSchema>;

/** How long the document is believed before it is asked for again: it also tells that the provider is up. */
const freshMs = 60_000;

/** Finds the provider's discovery document: at the first need, then kept. */
export interface FindMetadata {
  /** Asked for again when it is not fresh. Throws `Unreachable`, also for a document that is not of this issuer. */
  fresh(): Promise<Metadata>;
  /** Whatever is kept will do. Throws the same. */
  kept(): Promise<Metadata>;
}

export function createFindMetadata(
  { issuer, discovery }: Pick<PscSettings, "issuer" | "discovery">,
  ask: Ask,
  clock: Clock,
): FindMetadata {
  let kept: { metadata: Metadata; at: number } | null = null;
  let asking: Promise<Metadata> | null = null;

  async function load(): Promise<Metadata> {
    const answer = await ask(`${issuer}${discovery}`, { headers: { accept: "application/json" } });
    if (answer.status !== 200) throw new Unreachable(`discovery answered ${answer.status}`);
    const read = v.safeParse(metadataSchema, await answer.json().catch(() => null));
    if (!read.success) throw new Unreachable("discovery is not of the agreed form");
    // Discovery §4.3: another issuer's document would send our codes to it (mix-up, RFC 9700 §4.4).
    if (read.output.issuer !== issuer) throw new Unreachable("discovery is another issuer’s");
    kept = { metadata: read.output, at: clock.now() };
    return read.output;
  }

  // Ten people at once ask once.
  const loadOnce = () => (asking ??= load().finally(() => (asking = null)));
  return {
    fresh: async () => (kept && clock.now() < kept.at + freshMs ? kept.metadata : loadOnce()),
    kept: async () => kept?.metadata ?? loadOnce(),
  };
}

/** Plain HTTP never leaves the machine. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return (
    protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname))
  );
}

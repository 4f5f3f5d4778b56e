/** How Pro Santé Connect knows that it is us: a secret, or a certificate (tls_client_auth, RFC 8705 §2.1). */
export type ClientProof = { secret: string } | { certificate: string; key: string };

/** What an operator agreed on with Pro Santé Connect. Every value is a setting: the referential moves. */
export interface PscSettings {
  /** As discovery must say it, without a final slash. */
  issuer: string;
  /** Path of the discovery document under the issuer: Pro Santé Connect has its own. */
  discovery: string;
  clientId: string;
  proof: ClientProof;
  /** PEM of what the provider's certificate must chain to; null: the system's authorities. */
  authorities: string | null;
  scope: string;
  /** The level asked for, and those that are taken. */
  acrAsked: string;
  acrAccepted: readonly string[];
  /** The one algorithm of ID tokens. */
  signedWith: string;
  /** How far the provider's clock and ours may be apart, in seconds. */
  clockTolerance: number;
  /** Longest session at the provider, counted from its own sign-in (RIE-PS 13: 4 hours). */
  sessionMinutes: number;
  /** Origin of our pages, whose addresses were registered with the provider to the letter. */
  publicUrl: string;
}

/** Where the provider sends the browser back: after it identified somebody, and after it signed somebody out. */
export const returnPaths = { signIn: "/psc/retour", signOut: "/psc/sortie" };

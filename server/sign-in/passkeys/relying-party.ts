import { isIP } from "node:net";

/** Whom passkeys are made for: our host, and the one origin that may ask them (WebAuthn L2 §5.1.2). */
export interface RelyingParty {
  /** Host name. */
  id: string;
  origin: string;
}

export function relyingPartyOf(publicUrl: string): RelyingParty {
  const { hostname, origin } = new URL(publicUrl);
  return { id: hostname, origin };
}

/** Whether browsers make passkeys there at all: they want a name, never a bare address. */
export function canHavePasskeys(publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, "")) === 0;
}

const day = 86_400_000;

/** A browser that nobody signed in with for so long is a stranger again; its cookie lasts as long. */
export const knownMs = 180 * day;
/** Browsers of one person: those of private windows come and go. */
export const mostBrowsers = 30;
/** How long a link that marks a shared post can be followed: the time to walk there. */
export const postLinkMs = day;

/**
 * How long a browser may be trusted after both factors, in milliseconds; 0: not at all. RIE-PS 10: a single factor only
 * after both, at most 4 hours before. Shared posts and networks have no trust whatever the operator's policy.
 */
export function findTrustMs(trustMinutes: number, isShared: boolean): number {
  return isShared ? 0 : Math.min(trustMinutes, 240) * 60_000;
}

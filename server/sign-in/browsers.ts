import type { BrowserList, Post } from "../../contracts/browsers.ts";
import { linkSecret } from "../../contracts/forgotten-password.ts";
import { isRefusal, refuse, type Refusal } from "../../contracts/refusals.ts";
import type { Person } from "../directory/door.ts";
import { postLinkMs } from "./rules/trust.ts";
import type { Holder } from "./security.ts";
import type { StepParts } from "./steps/step.ts";
import { hashToken, newToken } from "./tokens.ts";
import type { Visitor } from "./visitor.ts";

/** The secret of the long-lived cookie that a browser just marked as a shared post has to hold. */
export interface Marked {
  browser: string;
}

/** The browsers that people use: known, trusted, shared. */
export interface Browsers {
  /** Whether a browser is a shared post, or stands in a network of such: the page of its door says so. */
  isShared(visitor: Visitor): Promise<boolean>;
  list(holder: Holder, visitor: Visitor): Promise<BrowserList>;
  /** Forgets a browser and ends what is open there; a second factor was given anew before. */
  forget(holder: Holder, id: string, visitor: Visitor): Promise<BrowserList | Refusal>;
  /** A référent says that the browser she is at is many people's. */
  markPost(holder: Holder, visitor: Visitor): Promise<Marked | Refusal>;
  /** She says that it is so no more, after a second factor given anew. */
  unmarkPost(holder: Holder, visitor: Visitor): Promise<BrowserList | Refusal>;
  /** For the command line and the console: a link that marks one browser; null when there is no such structure. */
  makePostLink(structureId: string, actor: string): Promise<{ secret: string; until: number } | null>;
  usePostLink(secret: string, visitor: Visitor): Promise<Marked | Refusal>;
}

export type BrowsersParts = Pick<StepParts, "changes" | "reads" | "visitors" | "clock" | "chance"> & {
  settings: Pick<StepParts["settings"], "trustMinutes" | "sharedIdleMinutes">;
  tellEnded(sessions: readonly string[]): void;
};

export function openBrowsers(parts: BrowsersParts): Browsers {
  const { changes, reads, clock, chance, settings } = parts;
  const idleMs = settings.sharedIdleMinutes * 60_000;

  async function findPost(visitor: Visitor): Promise<{ state: Post["state"]; structureId: string | null }> {
    const structureId = !visitor.cookie ? null : await reads.post({ browserHash: hashToken(visitor.cookie) });
    if (structureId !== null) return { state: "post", structureId };
    return { state: parts.visitors.isShared(visitor) ? "network" : "own", structureId };
  }

  async function list({ person }: Holder, visitor: Visitor): Promise<BrowserList> {
    const [rows, { state, structureId }] = await Promise.all([
      reads.browsers({ personId: person.id }),
      findPost(visitor),
    ]);
    const own = !visitor.cookie ? null : hashToken(visitor.cookie);
    const now = clock.now();
    return {
      browsers: rows.map((row) => ({
        id: row.id,
        browser: row.browser,
        system: row.system,
        network: row.network,
        firstAt: row.first_at,
        usedAt: row.used_at,
        trustedUntil: row.trusted_until !== null && row.trusted_until > now ? row.trusted_until : null,
        isThis: own !== null && own.equals(row.browser_hash),
      })),
      post: { state, may: mayChange(person, state, structureId) },
    };
  }

  return {
    isShared: async (visitor) => (await findPost(visitor)).state !== "own",
    list,

    async forget(holder, id, visitor) {
      const { id: sessionId, person } = holder;
      const ended = await changes.forgetBrowser({ id, person, sessionId, at: clock.now() });
      if (isRefusal(ended)) return ended;
      parts.tellEnded(ended);
      return list(holder, visitor);
    },

    async markPost({ person }, visitor) {
      const browser = visitor.cookie ?? newToken(chance);
      const browser_hash = hashToken(browser);
      const refused = await changes.markPost({ browser_hash, marked_at: clock.now(), person, idleMs });
      return refused ?? { browser };
    },

    async unmarkPost(holder, visitor) {
      if (!visitor.cookie) return refuse("not-found");
      const { id: sessionId, person } = holder;
      const browserHash = hashToken(visitor.cookie);
      const refused = await changes.unmarkPost({ browserHash, person, sessionId, at: clock.now() });
      return refused ?? list(holder, visitor);
    },

    async makePostLink(structureId, actor) {
      const at = clock.now();
      const secret = newToken(chance);
      const until = at + postLinkMs;
      const link = { secretHash: hashToken(secret), structureId, actor, at, expiresAt: until };
      return (await changes.makePostLink(link)) === "made" ? { secret, until } : null;
    },

    async usePostLink(secret, visitor) {
      if (!linkSecret.test(secret)) return refuse("link-over");
      const browser = visitor.cookie ?? newToken(chance);
      const given = { secretHash: hashToken(secret), browserHash: hashToken(browser) };
      const refused = await changes.usePostLink({ ...given, at: clock.now(), idleMs });
      return refused ?? { browser };
    },
  };
}

function mayChange(
  { referent, structureId }: Person,
  state: Post["state"],
  markedBy: string | null,
): Post["may"] {
  if (!referent) return null;
  if (state === "own") return "mark";
  return state === "post" && markedBy === structureId ? "unmark" : null;
}

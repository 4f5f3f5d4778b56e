import type { Clock } from "../../foundations/clock.ts";
import type { Ask } from "./back-channel.ts";

/** A key that the provider withdraws is believed no longer than this. */
const keptMs = 300_000;

/** The provider's keys, kept for a while; a token signed under one that is not among them has them asked for again. */
export type KeptKeys = ReturnType<typeof createKeptKeys>;

export function createKeptKeys(clock: Clock) {
  let kept: { url: string; text: string; at: number } | null = null;
  return {
    /**
     * The same way to the provider, for one exchange, its keys out of what is kept. Only a token that came from the
     * provider's own token endpoint can have them asked for: nobody else makes us ask.
     */
    around(ask: Ask, endpoints: { tokenUrls: readonly string[]; keysUrl: string }): Ask {
      let wanted: string | undefined;
      return async (url, options) => {
        if (url === endpoints.keysUrl) {
          if (!kept || kept.url !== url || clock.now() >= kept.at + keptMs || !holds(kept.text, wanted)) {
            const answer = await ask(url, options);
            if (!answer.ok) return answer;
            kept = { url, text: await answer.text(), at: clock.now() };
          }
          return new Response(kept.text, { headers: { "content-type": "application/json" } });
        }
        const answer = await ask(url, options);
        if (endpoints.tokenUrls.includes(url)) wanted = await keyOf(answer.clone());
        return answer;
      };
    },
  };
}

/** Which key the ID token of an answer says that it was signed under; undefined when it says none. */
async function keyOf(answer: Response): Promise<string | undefined> {
  try {
    const { id_token: token } = JSON.parse(await answer.text());
    const { kid } = JSON.parse(Buffer.from(String(token).split(".", 1)[0] ?? "", "base64url").toString());
    return typeof kid === "string" ? kid : undefined;
  } catch {
    return undefined;
  }
}

function holds(text: string, kid: string | undefined): boolean {
  if (kid === undefined) return true;
  try {
    const { keys } = JSON.parse(text);
    return Array.isArray(keys) && keys.some((key) => key?.kid === kid);
  } catch {
    return false;
  }
}

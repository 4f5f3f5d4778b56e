import * as v from "valibot";

/** The browsers of a person, and shared posts: `POST /api/sign-in/<operation>`. */

const id = v.pipe(v.string(), v.maxLength(64));

/**
 * Where this browser stands. `post`: marked as shared; `network`: on a network of shared posts; `own`: neither. `may`:
 * what the person can change of it.
 */
export const postSchema = v.object({
  state: v.picklist(["own", "post", "network"]),
  may: v.nullable(v.picklist(["mark", "unmark"])),
});
export type Post = v.InferOutput<typeof postSchema>;

/** The answer of `browsers`, `forget-browser` and `unmark-post`. */
export const browserListSchema = v.object({
  browsers: v.array(
    v.object({
      id: v.string(),
      browser: v.nullable(v.string()),
      system: v.nullable(v.string()),
      /** As the structure calls it; null when it has no name. */
      network: v.nullable(v.string()),
      firstAt: v.number(),
      usedAt: v.number(),
      /** Until when the password alone opens there; null: not trusted. */
      trustedUntil: v.nullable(v.number()),
      /** The one that asks. */
      isThis: v.boolean(),
    }),
  ),
  post: postSchema,
});
export type BrowserList = v.InferOutput<typeof browserListSchema>;

export const forgetBrowserSchema = v.object({ id });

/** `shared-post`: the secret of a link, which marks this browser as a shared post. */
export const sharedPostSchema = v.object({ link: v.pipe(v.string(), v.maxLength(64)) });

/** The answer of `mark-post` and `shared-post`. */
export const postMarkedSchema = v.object({ step: v.literal("post-marked") });
export type PostMarked = v.InferOutput<typeof postMarkedSchema>;

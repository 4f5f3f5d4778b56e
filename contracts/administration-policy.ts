import * as v from "valibot";

/**
 * « Règles »: how the people of a structure come in, `POST /api/administration/<operation>` in a session. A structure takes
 * away from what its operator allows, and never adds to it. Times are milliseconds since 1970; days are `2027-01-01`.
 */

export const policyMethods = ["email", "sms", "totp", "passkey", "psc"] as const;
export type PolicyMethod = (typeof policyMethods)[number];

const minutes = (least: number) =>
  v.nullable(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(240)));

/** What a structure takes away; null: nothing. The operator's own bounds are the room's to hold. */
export const narrowedSchema = v.object({
  forbidden: v.pipe(v.array(v.picklist(policyMethods)), v.maxLength(policyMethods.length)),
  /** The first day without codes by e-mail. */
  emailUntil: v.nullable(v.pipe(v.string(), v.isoDate())),
  sessionMinutes: minutes(15),
  idleMinutes: minutes(2),
  /** 0: no browser is trusted. */
  trustMinutes: minutes(0),
  /** The structure's own networks, as « Ma sécurité » names them. */
  networks: v.pipe(
    v.array(
      v.object({
        name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(60)),
        ranges: v.pipe(
          v.array(v.pipe(v.string(), v.trim(), v.maxLength(60))),
          v.minLength(1),
          v.maxLength(10),
        ),
        /** Computers there are many people's: none is trusted. */
        shared: v.boolean(),
      }),
    ),
    v.maxLength(20),
  ),
});
export type Narrowed = v.InferOutput<typeof narrowedSchema>;

/** What the operator allows: each method with its label and the reason, and the longest of each length. */
export interface OperatorRules {
  methods: {
    name: PolicyMethod;
    level: "low" | "substantial" | "high";
    reason: { fr: string; en: string };
  }[];
  emailUntil: string | null;
  sessionMinutes: number;
  idleMinutes: number;
  trustMinutes: number;
}

/** The answer of `rules`, for a référent. */
export interface RulesView {
  structure: { id: string; name: string };
  operator: OperatorRules;
  /** How many shared posts the structure has marked. */
  posts: number;
  /** 0: nothing was ever saved. */
  version: number;
  narrowed: Narrowed;
  /** The last versions, newest first. */
  history: { version: number; at: number; by: string; narrowed: Narrowed }[];
}

/** `preview-rules`: what these would do. */
export const previewRulesSchema = v.object({ narrowed: narrowedSchema });

/** Its answer, « Avant d’enregistrer ». */
export interface RulesPreview {
  /** Those who would come in no more, `from` a moment (null: at once), what they come in with, and what would do instead. */
  locked: { name: string; from: number | null; has: PolicyMethod[]; needs: PolicyMethod[] }[];
  /** How many they are: `locked` holds the first `lockedShown`. */
  total: number;
  /** People who have not come in yet and will need another method than codes by e-mail. */
  waiting: number;
  /** Whether whoever asks still comes in. */
  keepsSelf: boolean;
  /** Names exactly these people, for `save-rules`. */
  seal: string;
}
export const lockedShown = 200;

/** `save-rules`: in the place of the version that was seen; `seal`: the people locked out are confirmed. */
export const saveRulesSchema = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  narrowed: narrowedSchema,
  seal: v.nullable(v.pipe(v.string(), v.maxLength(64))),
});
export type SaveRules = v.InferOutput<typeof saveRulesSchema>;
export interface RulesSaved {
  version: number;
}

/** The answer of `operator-rules`, for whoever administers the operator: they are its configuration, and changed there. */
export interface OperatorRulesView {
  operator: OperatorRules;
}

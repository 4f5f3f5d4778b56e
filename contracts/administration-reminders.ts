import * as v from "valibot";
import { identityProofs } from "./administration.ts";

/** What a référent does about what grows old, `POST /api/administration/<operation>` in a session. */

const id = v.pipe(v.string(), v.maxLength(64));

/** `identity`: the checks of a person's identity. */
export const identitySchema = v.object({ personId: id });
export interface IdentityView {
  /** The last one first. */
  checks: { at: number; how: (typeof identityProofs)[number]; by: string | null }[];
  /** When it is to be checked again; null: never checked here. */
  dueAt: number | null;
}

/** `identity-checked`: it was checked again, now, by whoever asks. */
export const identityCheckedSchema = v.object({ personId: id, how: v.picklist(identityProofs) });

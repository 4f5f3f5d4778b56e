import * as v from "valibot";

/** The agreement of a second référent to a « code de dépannage », where the operator asks for one. */

const id = v.pipe(v.string(), v.maxLength(64));

/** `ask-rescue`: asks the other référents of the person's structure. */
export const askRescueSchema = v.object({ personId: id });
export interface RescueAsked {
  /** How many référents are told of it. */
  told: number;
}

/** The answer of `rescue-requests`: those of one's structure that live. */
export interface RescueRequests {
  requests: {
    id: string;
    personId: string;
    person: string;
    by: string;
    /** Whether whoever looks asked for it, or is the person: then it is not hers to answer. */
    mine: boolean;
    hers: boolean;
    at: number;
    until: number;
    state: "asked" | "agreed" | "refused" | "given";
  }[];
}

/** `decide-rescue`. */
export const decideRescueSchema = v.object({ id, agrees: v.boolean() });

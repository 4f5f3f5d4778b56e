import * as v from "valibot";

/** The pages that every page links: whom to call, who publishes, what becomes of personal data, accessibility. */
export const noticeSchema = v.picklist(["support", "legal", "privacy", "accessibility"]);
export type Notice = v.InferOutput<typeof noticeSchema>;

/** `GET /api/notices`: what the operator says of itself; empty where it says nothing. */
export const noticesSchema = v.object({
  legalName: v.string(),
  /** Several lines. */
  address: v.string(),
  publisher: v.string(),
  host: v.string(),
  dpo: v.string(),
  phone: v.string(),
  email: v.string(),
  hours: v.string(),
  /** How long traces of use are kept. */
  traceMonths: v.number(),
});
export type Notices = v.InferOutput<typeof noticesSchema>;

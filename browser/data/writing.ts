/** What the person has set out to write. */
export type Writing =
  | { kind: "new"; accountId: string }
  /** `messageId` is what is answered, passed on, or gone on with. */
  | { kind: "reply" | "reply-all" | "forward" | "draft"; accountId: string; messageId: string };

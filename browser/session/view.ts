/**
 * Why a page asks to be left: the person signed out, here or in another tab; somebody else has signed in in this browser;
 * the server says that the session is locked or over; the person locks it.
 */
export type Leaving = "signed-out" | "replaced" | "shut" | "lock";

/** A page inside a session, as the session treats it. */
export interface View {
  /** Takes everything down. */
  close(): void;
  /** Stores what is being written, as far as it can be. */
  keep(): Promise<void>;
  /** Nothing is asked of the server any more, until the same person has opened her session again. */
  shut(): void;
  reopen(): void;
}

/** A page that has nothing under way. */
export const idleView: Omit<View, "close"> = {
  keep: () => Promise.resolve(),
  shut: () => undefined,
  reopen: () => undefined,
};

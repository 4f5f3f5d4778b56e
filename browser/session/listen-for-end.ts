import { openPush } from "../data/push.ts";
import type { Leaving } from "./view.ts";

/**
 * Hears when the session of a page that shows no mail ends: it goes at once, as the mailbox's page does, and not at its
 * next deed. The answer stops listening.
 */
export function listenForEnd(personId: string, leave: (why: Leaving) => void): () => void {
  let isSigningOut = false;
  const nothing = () => undefined;
  const push = openPush(personId, {
    onChanges: nothing,
    onOpen: nothing,
    onReturn: nothing,
    onCut: () => isSigningOut || leave("shut"),
    onSigningOut: (isAsked) => void (isSigningOut = isAsked),
    onSignedOut: () => leave("signed-out"),
    onReplaced: () => leave("replaced"),
  });
  return () => push.close();
}

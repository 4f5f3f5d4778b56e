import type { MessageView } from "./views.ts";

/** A message as it crosses from the store's thread: its JSON as text, which is cheaper to hand over than objects. */
export type StoredMessage = Omit<MessageView, "envelope" | "structure"> & {
  envelope: string;
  structure: string;
};

/** The message as the rest of the house sees it. What nobody looks at is never parsed. */
export function openMessage(stored: StoredMessage): MessageView {
  const parsed: Partial<Pick<MessageView, "envelope" | "structure">> = {};
  return {
    ...stored,
    get envelope() {
      return (parsed.envelope ??= JSON.parse(stored.envelope));
    },
    get structure() {
      return (parsed.structure ??= JSON.parse(stored.structure));
    },
  };
}

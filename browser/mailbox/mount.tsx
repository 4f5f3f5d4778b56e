import type { Open } from "../../contracts/sign-in.ts";
export function mountMailbox(
  root: HTMLElement,
  open: Open,
  _leave: (why: "signed-out" | "ended" | "idle") => void,
): () => void {
  root.textContent = open.mailboxes[0]?.name ?? "";
  return () => {
    root.textContent = "";
  };
}

/**
 * Takes a page out of sight: out of the document, so that neither eyes, screen readers, printers nor the inspector of a
 * browser left open find a word of it. It lives on in memory, typed text included. The answer puts it back as it was.
 */
export function cover(root: HTMLElement): () => void {
  const title = document.title;
  const focused = document.activeElement;
  const scrolled = Array.from(root.querySelectorAll("*"), (one) => [one, one.scrollTop] as const).filter(
    ([, top]) => top > 0,
  );
  const modals = [...root.querySelectorAll<HTMLDialogElement>("dialog:modal")];
  const place = document.createComment("");
  root.replaceWith(place);
  document.addEventListener("keydown", swallow, true);

  return () => {
    document.removeEventListener("keydown", swallow, true);
    place.replaceWith(root);
    for (const dialog of modals) {
      // Out of the document a dialog is open no more, whatever its attribute says.
      dialog.removeAttribute("open");
      if (dialog.isConnected) dialog.showModal();
    }
    for (const [element, top] of scrolled) element.scrollTop = top;
    document.title = title;
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };
}

/** The keys of the page behind must do nothing: those that were not typed in a dialog go nowhere. */
function swallow(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest("dialog")) return;
  event.stopImmediatePropagation();
}

/**
 * Calls back when the person does something on the page: keys, pointer pressed, wheel, touch. Not when the pointer moves:
 * a mouse trembling on a desk must not keep a post open. Nor what a script pretends.
 */
export function watchActivity(onActive: () => void): () => void {
  const kinds = ["keydown", "pointerdown", "wheel", "touchmove"] as const;
  const hear = (event: Event) => {
    if (event.isTrusted) onActive();
  };
  for (const kind of kinds) document.addEventListener(kind, hear, { capture: true, passive: true });
  return () => {
    for (const kind of kinds) document.removeEventListener(kind, hear, { capture: true });
  };
}

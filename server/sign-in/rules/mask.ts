/** An e-mail address as its owner recognises it and nobody else learns it: `n…e@valdebrume.example`. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  const local = Array.from(address.slice(0, at));
  // Short names would be given away by their two ends.
  const last = local.length > 3 ? local.at(-1) : "";
  return `${local[0] ?? ""}…${last}${address.slice(at)}`;
}

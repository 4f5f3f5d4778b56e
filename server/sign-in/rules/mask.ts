/** An e-mail address as its owner recognises it and nobody else learns it: `n…e@valdebrume.example`. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  const local = Array.from(address.slice(0, at));
  // Short names would be given away by their two ends.
  const last = local.length > 3 ? local.at(-1) : "";
  return `${local[0] ?? ""}…${last}${address.slice(at)}`;
}

/** A mobile (E.164) by its last two digits, in the form of its country when that is France: `06 •• •• •• 42`. */
export function maskMobile(number: string): string {
  const last = number.slice(-2);
  const french = /^\+33([67])\d{8}$/.exec(number)?.[1];
  const head = french ? `0${french}` : number.slice(0, 3);
  return [head, "••", "••", "••", last].join("\u00a0");
}

/** A mobile as people write it, in E.164; null when nothing can be sent there. */
export function readMobile(typed: string): string | null {
  const digits = typed.replace(/[\s.()-]/g, "").replace(/^00/, "+");
  const french = /^(?:\+33|0)([67]\d{8})$/.exec(digits)?.[1];
  if (french) return `+33${french}`;
  return /^\+(?!33)\d{8,15}$/.test(digits) ? digits : null;
}

/** A mobile in E.164 as people of its country read it: `06 39 98 77 03`, spaces insecable; as it is from elsewhere. */
export function writeMobile(number: string): string {
  const french = /^\+33([67]\d{8})$/.exec(number)?.[1];
  return french ? (`0${french}`.match(/../g)?.join("\u00a0") ?? number) : number;
}

/** An ordinary e-mail address; null when it is none, or stands in a domain of ours: a code must not wait in the box it opens. */
export function readEmail(typed: string, ours: readonly string[]): string | null {
  const address = typed.trim();
  const parts = /^[^\s@<>,;:"()]{1,64}@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(address);
  const domain = parts?.[1]?.toLowerCase();
  return domain === undefined || ours.includes(domain) || address.length > 254 ? null : address;
}

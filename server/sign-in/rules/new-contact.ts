/** What the code of a new contact may cost. */
export const newContactRules = {
  /** OWASP ASVS 2.7: at most 10 minutes. */
  codeMs: 600_000,
  tries: 5,
  resendAfterMs: 60_000,
  /** In a day, for one person and kind of contact: whoever sits at a page that is open floods nobody's phone. */
  mostCodes: 6,
  dayMs: 86_400_000,
};

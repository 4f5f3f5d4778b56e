/** Refusals that accesses add to the list of contracts/refusals.ts; their sentences load with their own pages. */
export const accessRefusals = {
  /** A first access goes on once the contact is proved in this browser. */
  "contact-unproved": { status: 409 },
  /** The person is not référent of this structure now. */
  "not-referent": { status: 403 },
  /** The person does not administer the operator. */
  "not-administrator": { status: 403 },
  /** Nobody repairs or withdraws her own access. */
  "not-oneself": { status: 403 },
  /** Somebody has this identifier. */
  "login-taken": { status: 409 },
  /** Not of the form `org.prenom.nom@domaine`, or of another structure's domain. */
  "login-malformed": { status: 422 },
  /** Not an RPPS: eleven digits, the last one their check. */
  "rpps-malformed": { status: 422 },
  /** An ordinary e-mail address or a mobile that cannot be written to, or the MSSanté address itself. */
  "contact-malformed": { status: 422 },
  /** A right or an access that would end before it begins. */
  "dates-malformed": { status: 422 },
  /** The person has left: nothing of her access is changed any more. */
  "access-left": { status: 409 },
  /** The person came in already: there is no first access to send again. */
  "access-used": { status: 409 },
  /** A « code de dépannage » needs the agreement of a second référent first. */
  "agreement-needed": { status: 409 },
  /** Nobody else could agree to it. */
  "lone-referent": { status: 409 },
  /** The request was answered, or is half an hour old. */
  "request-over": { status: 410 },
  /** Whoever administers the operator has no right on a mailbox. */
  "administrator-reads-nothing": { status: 403 },
  /** A structure of this name is there already. */
  "structure-taken": { status: 409 },
} as const satisfies Record<string, { status: number }>;

export type AccessRefusalCode = keyof typeof accessRefusals;

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
  /** Two days of the past of which the second comes first. */
  "days-malformed": { status: 422 },
  /** The person has left: nothing of her access is changed any more. */
  "access-left": { status: 409 },
  /** The access is suspended or over: nothing that opens it is given out. */
  "access-closed": { status: 409 },
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
  /** Rules that would allow what the operator does not. */
  "policy-wider": { status: 422 },
  /** Somebody saved other rules since these were read. */
  "policy-changed": { status: 409 },
  /** Whoever saves them would not come in herself any more. */
  "policy-shuts-oneself": { status: 409 },
  /** They lock people out, and it is not these people who were confirmed. */
  "policy-locks-out": { status: 409 },
  /** A network that is none, or so wide that it names the Internet. */
  "network-malformed": { status: 422 },
  /** Some mailbox has this address, or had it once; or it is somebody's identifier. */
  "address-taken": { status: 409 },
  /** Not letters, digits, dots and dashes, or an address that speaks for the whole domain. */
  "address-malformed": { status: 422 },
  /** A PER or a CAB stands under the RPPS of a person of the structure. */
  "holder-needed": { status: 422 },
  /** A mailbox of this kind needs a service, a named responsible person and a description. */
  "box-incomplete": { status: 422 },
  /** The mailbox does not stand so that this can be done to it. */
  "box-state": { status: 409 },
  /** The mailbox is deleted. */
  "box-gone": { status: 409 },
  /** Less than the mailbox holds already. */
  "quota-below-use": { status: 422 },
  /** More than the operator lets the structure give out. */
  "structure-quota": { status: 409 },
  /** A structure keeps one référent at least. */
  "last-referent": { status: 409 },
  /** Accesses of this structure are being given, or taken back, from a file. */
  "arrivals-running": { status: 409 },
  /** The structure is no more what the file was held against: its lines have other fates. */
  "arrivals-changed": { status: 409 },
  /** Nothing of this run is left to stop, to go on with or to send. */
  "arrivals-over": { status: 409 },
  /** A structure of this name is there already. */
  "structure-taken": { status: 409 },
} as const satisfies Record<string, { status: number }>;

export type AccessRefusalCode = keyof typeof accessRefusals;

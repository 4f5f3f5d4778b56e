import type { TraceSentences, TraceTold } from "../../contracts/trace-sentences-fr.ts";

/** What each action of the trace is called, in English. */

const methods: Record<string, string> = {
  email: "code by e-mail",
  sms: "code by SMS",
  totp: "code of an application",
  passkey: "passkey",
  psc: "Pro Santé Connect",
  trusted: "password, trusted browser",
  password: "password",
  "spare-code": "recovery code",
};
const rights: Record<string, string> = { reader: "reading", writer: "writing", manager: "managing" };
const contacts: Record<string, string> = { email: "ordinary mailbox", mobile: "mobile" };
const sessionEnds: Record<string, string> = {
  "signed-out": "signed out",
  replaced: "another sign-in in the same browser",
  idle: "left idle",
  "unlock-tries": "too many wrong passwords",
  over: "time is up",
  "password-changed": "password changed",
  "psc-changed": "Pro Santé Connect identity changed",
  closed: "closed by its person from another session",
  "browser-forgotten": "browser forgotten",
  withdrawn: "access suspended or over",
};

const word = (list: Record<string, string>, value: unknown) => list[String(value)] ?? String(value ?? "");
const dayOf = (at: unknown) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Paris", dateStyle: "long" }).format(Number(at));
const until = ({ until: at }: TraceTold["facts"]) =>
  at === undefined ? "" : `, until ${dayOf(Number(at) - 1)}`;

export const traceSentencesEn: TraceSentences = {
  "session.opened": ({ who, facts }) => `${who} signed in (${word(methods, facts["method"])}).`,
  "session.ended": ({ who, facts }) => `A session ended: ${word(sessionEnds, facts["reason"])} (${who}).`,
  "session.locked": ({ who }) => `A session was locked (${who}).`,
  "session.unlocked": ({ who, facts }) => `${who} unlocked a session (${word(methods, facts["by"])}).`,
  "session.proved": ({ who, facts }) =>
    `${who} confirmed who they are in a session (${word(methods, facts["method"])}).`,
  "proof.refused": ({ whom, facts }) =>
    `A confirmation of identity was refused for ${whom} (${word(methods, facts["method"])}).`,
  "password.refused": ({ whom }) => `A wrong password was given for ${whom}.`,
  "code.sent": ({ whom }) => `A sign-in code was sent to ${whom}.`,
  "code.refused": ({ whom }) => `A code of ${whom} was refused.`,
  "spare-code.used": ({ whom }) => `${whom} used a recovery code.`,
  "passkey.refused": ({ whom }) => `A passkey was refused (${whom}).`,
  "psc.refused": () => "A Pro Santé Connect identity opened no access.",
  "link.asked": ({ whom }) => `A forgotten-password link was asked for ${whom}.`,
  "link.sent": ({ whom }) => `A forgotten-password link was sent to ${whom}.`,
  "link.used": ({ who }) => `${who} used a forgotten-password link.`,
  "link.refused": ({ whom }) => `A forgotten-password link that is over was tried (${whom}).`,
  "notice.sent": ({ whom }) => `A security notice was sent to ${whom}.`,
  "browser.trusted": ({ who }) => `${who} trusted a browser.`,
  "browser.forgotten": ({ who }) => `${who} forgot a browser.`,
  "app-password.used": ({ who }) => `A program signed in for ${who}.`,
  "app-password.refused": ({ whom }) => `A program’s password was refused (${whom}).`,

  "person.added": ({ who, whom }) => `${who} gave ${whom} an access.`,
  "person.created": ({ who, whom }) => `${who} made the access of ${whom}.`,
  "person.updated": ({ who, whom }) => `${who} brought ${whom} up to date.`,
  "person.suspended": ({ who, whom }) => `${who} suspended the access of ${whom}.`,
  "person.resumed": ({ who, whom }) => `${who} opened the access of ${whom} again.`,
  "person.left": ({ who, whom }) => `${who} recorded that ${whom} left.`,
  "person.end-set": ({ who, whom, facts }) =>
    facts["until"] === undefined
      ? `${who} took away the end of the access of ${whom}.`
      : `${who} set the last day of ${whom} to ${dayOf(Number(facts["until"]) - 1)}.`,
  "access.refused": ({ who, whom }) => `${who} had no right over the access of ${whom}.`,
  "access.unlocked": ({ who, whom }) => `${who} unlocked the access of ${whom}.`,
  "activation.made": ({ who, whom }) => `${who} made an activation link for ${whom}.`,
  "activation.printed": ({ who, whom }) => `${who} printed the access sheet of ${whom}.`,
  "person.login-freed": ({ who, whom }) => `${who} freed the identifier of ${whom}, who never came.`,
  "arrivals.begun": ({ who }) => `${who} began to give the accesses of a file.`,
  "arrivals.cut": ({ who }) => `${who} stopped the accesses of a file on the way.`,
  "arrivals.ended": () => "All accesses of a file were given.",
  "arrivals.resent": ({ who }) => `${who} sent the uncertain links of a file again.`,
  "arrivals.resumed": ({ who }) => `${who} took up the accesses of a file again.`,
  "arrivals.stopped": () => "The accesses of a file stopped by themselves.",
  "arrivals.undone": ({ who }) => `${who} undid the accesses of a file that had not served.`,
  "activation.sent": ({ whom }) => `An activation link was sent to ${whom}.`,
  "activation.used": ({ whom }) => `${whom} used an activation link.`,
  "conditions.accepted": ({ whom, facts }) =>
    `${whom} accepted the conditions of use (version ${word({}, facts["version"])}).`,
  "contact.changed": ({ who, whom, facts }) =>
    `${who} changed a contact of ${whom}: ${word(contacts, facts["kind"])}.`,
  "contact.verified": ({ whom, facts }) => `${whom} verified a contact: ${word(contacts, facts["kind"])}.`,
  "contact.refused": ({ whom, facts }) =>
    `A verification code of ${whom} was refused: ${word(contacts, facts["kind"])}.`,
  "identity.checked": ({ who, whom }) => `${who} checked the identity of ${whom}.`,
  "methods.reset": ({ who, whom }) => `${who} took away the applications and passkeys of ${whom}.`,
  "password.set": ({ who, whom }) => `The password of ${whom} was chosen (${who}).`,
  "factor.added": ({ who, facts }) => `${who} added a method: ${word(methods, facts["method"])}.`,
  "factor.renamed": ({ who }) => `${who} renamed a passkey.`,
  "factor.removed": ({ who, facts }) => `${who} removed a method: ${word(methods, facts["method"])}.`,
  "recovery-code.made": ({ whom }) => `${whom} printed recovery codes.`,
  "rescue-code.made": ({ who, whom }) => `${who} gave ${whom} a rescue code.`,
  "rescue.asked": ({ who, whom }) => `${who} asked a second référent to agree to a rescue code (${whom}).`,
  "rescue.agreed": ({ who, whom }) => `${who} agreed to a rescue code (${whom}).`,
  "rescue.refused": ({ who, whom }) => `${who} refused a rescue code (${whom}).`,
  "psc.bound": ({ who, whom }) => `The Pro Santé Connect identity of ${whom} was bound (${who}).`,
  "psc.unbound": ({ who, whom }) => `The Pro Santé Connect identity of ${whom} was unbound (${who}).`,
  "app-password.made": ({ who }) => `${who} made a program’s password.`,
  "app-password.removed": ({ who }) => `A program’s password ended (${who}).`,

  "membership.given": ({ who, whom, facts }) =>
    `${who} gave ${whom} a right: ${word(rights, facts["right"])}${until(facts)}.`,
  "membership.changed": ({ who, whom, facts }) =>
    `${who} changed the right of ${whom}: ${word(rights, facts["right"])}${until(facts)}.`,
  "membership.ended": ({ who, whom }) => `${who} ended the right of ${whom}.`,
  "referent.named": ({ who, whom }) => `${who} named ${whom} référent.`,
  "referent.released": ({ who, whom }) => `${who} released ${whom} as référent.`,
  "administrator.named": ({ who, whom }) => `${who} named ${whom} administrator of the operator.`,
  "administrator.released": ({ who, whom }) => `${who} released ${whom} as administrator of the operator.`,

  "mailbox.made": ({ who }) => `${who} made the mailbox.`,
  "mailbox.changed": ({ who }) => `${who} changed the mailbox.`,
  "mailbox.suspended": ({ who }) => `${who} suspended the mailbox.`,
  "mailbox.resumed": ({ who }) => `${who} opened the mailbox again.`,
  "mailbox.unpublished": ({ who }) => `${who} asked for the mailbox to be deleted.`,
  "mailbox.kept": ({ who }) => `${who} kept the mailbox after all.`,
  "mailbox.deleted": () => "The mailbox was deleted after its delay.",
  "mailbox.export-begun": ({ who }) => `${who} began a copy of the mailbox.`,
  "mailbox.exported": ({ who }) => `${who} took a copy of the mailbox away.`,
  "folder.made": ({ who }) => `${who} made a folder.`,
  "message.brought": ({ who }) => `${who} brought a message over.`,

  "message.read": ({ who }) => `${who} read a message.`,
  "message.sent": ({ who, facts }) =>
    Number(facts["recipients"]) > 1
      ? `${who} sent a message to ${facts["recipients"]} recipients.`
      : `${who} sent a message to one recipient.`,
  "message.unsent": ({ who }) => `${who} called a message back.`,
  "message.delivered": () => "A message was delivered to a mailbox here.",
  "message.relayed": ({ facts }) => `A message was handed to ${word({}, facts["domain"])}.`,
  "message.refused": ({ facts }) => `A message was refused by ${word({}, facts["domain"])}.`,
  "message.returned": () => "A message came back, with the reason.",
  "submission.forgotten": ({ who }) => `${who} forgot a sending that was over.`,
  "message.destroyed": ({ who }) => `${who} deleted a message for good.`,
  "message.received": ({ who }) => `A message came in (${who}).`,
  "message.written": ({ who }) => `${who} saved a message.`,
  "message.marked": ({ who }) => `${who} marked a message.`,
  "message.moved": ({ who }) => `${who} moved a message.`,
  "upload.kept": ({ who }) => `${who} attached a file.`,

  "structure.created": ({ who }) => `${who} made the structure.`,
  "structure.updated": ({ who }) => `${who} brought the structure up to date.`,
  "structure.quota-set": ({ who }) => `${who} changed the room given to the structure.`,
  "policy.saved": ({ who }) => `${who} changed the structure’s rules of sign-in.`,
  "post.marked": ({ who }) => `${who} marked a computer as shared.`,
  "post.unmarked": ({ who }) => `${who} unmarked a shared computer.`,
  "post.link-made": ({ who }) => `${who} made a link that marks a shared computer.`,
  "chain.anchored": () => "The hash of a trace was copied into the operator’s.",
  "settings.first": () => "The configuration of the first start was noted.",
  "settings.changed": () => "The configuration changed, and the program noted it as it started.",
  "guide.made": ({ who }) => `${who} made the quick guide to signing in.`,
  "evidence.made": ({ who }) => `${who} made the evidence for the attestation of conformity.`,
  "trace.searched": ({ who }) => `${who} looked at the traces.`,
  "trace.exported": ({ who }) => `${who} exported traces.`,
  "attestation.made": ({ who }) => `${who} asked for an attestation of access to a mailbox.`,
};

export const traceNamesEn = {
  program: "Caducée",
  command: "The operator (command line)",
  peer: (name: string) => `operator ${name}`,
  unknown: "somebody unknown",
};

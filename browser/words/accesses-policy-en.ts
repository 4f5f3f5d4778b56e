import type { PolicyMethod } from "../../contracts/administration-policy.ts";
import type { PolicyWords } from "./accesses-policy-fr.ts";

const plural = (count: number, one: string, others: string) => (count === 1 ? one : others);

function length(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${minutes} ${plural(minutes, "minute", "minutes")}`;
  const told = `${hours} ${plural(hours, "hour", "hours")}`;
  return rest === 0 ? told : `${told} ${rest}`;
}

const methods: Record<PolicyMethod, string> = {
  email: "Code by e-mail",
  sms: "Code by SMS",
  totp: "Authenticator app",
  passkey: "Passkey",
  psc: "Pro Santé Connect",
};

/** Every sentence of « Règles », in English. */
export const policyEn: PolicyWords = {
  title: "Rules",
  lead: "How the people of your structure sign in. You narrow what the operator allows; you never widen it.",
  operatorLead:
    "What the operator allows to all its structures. Each référent may narrow it for her own. These rules are changed in the configuration.",
  operatorCrumb: "MSSanté operator",
  waiting: "Reading the rules…",
  methods,
  methodsTitle: "Accepted methods",
  methodsText: "A method that is not ticked opens nothing, even for those who have it.",
  levels: { low: "Low level", substantial: "Substantial level", high: "High level" },
  emailUntil: "No codes by e-mail from",
  emailUntilHint: "People who have no other method are told at once, then 30, 7 and 1 days before.",
  emailUntilOperator: (day) => `The operator ends them on ${day}: choose an earlier day.`,
  emailEnds: (day) => `Codes by e-mail end on ${day}.`,
  lengthsTitle: "Lengths",
  lengthsText: "Sessions that are open follow at once.",
  session: "Length of a session",
  sessionHint: "After this time, one signs in again.",
  idle: "Without a gesture",
  idleHint: "The session is locked.",
  trust: "Remember me",
  trustHint: "The password alone, on a computer where the person has signed in before.",
  asOperator: (value) => `As the operator (${value})`,
  length,
  never: "never",
  networksTitle: "Networks and shared computers",
  networksText:
    "Your networks bear their name in “My security”. On a shared network, no computer is remembered.",
  networksNone: "No network is named.",
  posts: (count) =>
    `${count === 0 ? "No" : count} ${plural(count, "computer is", "computers are")} marked as shared. This is done in “My security”, on the computer.`,
  networkAdd: "Add a network",
  networkGroup: (place) => `Network ${place}`,
  networkName: "Name",
  networkNameHint: "For instance “Reception”.",
  networkRanges: "Address ranges",
  networkRangesHint: "For instance 10.1.0.0/16, with commas between them.",
  networkShared: "Shared computers",
  networkRemove: "Remove",
  networkRemoveName: (name) => `Remove the network ${name}`.trimEnd(),
  pendingRegion: "Changes to save",
  pending: (count) => `${count} ${plural(count, "change to save", "changes to save")}`,
  cancel: "Cancel",
  preview: "Before saving",
  previewing: "Checking…",
  previewTitle: "Before saving",
  changesTitle: "What changes",
  lockedTitle: (count) =>
    `${count} ${plural(count, "person will not be able to sign in", "people will not be able to sign in")}`,
  lockedNone: "Nobody stays outside.",
  lockedMore: (count) => `… and ${count} ${plural(count, "other", "others")}.`,
  person: "Person",
  has: "Signs in today with",
  needs: "Will need",
  from: "When",
  now: "at once",
  noNeed: "another rule: nothing is accepted any more",
  or: " or ",
  waitingPeople: (count) =>
    `${count} ${plural(count, "person has", "people have")} not come yet: at the first sign-in, each will have to add another method than codes by e-mail.`,
  selfShut:
    "You would not be able to sign in yourself. First add another method in “My security”, or keep one that you have.",
  agree: (count) =>
    count === 1
      ? "I confirm: this person will not be able to sign in."
      : `I confirm: these ${count} people will not be able to sign in.`,
  agreeFirst: "Tick the box to confirm.",
  save: "Save",
  saving: "Saving…",
  saved: "The rules are saved. They hold from now on.",
  meanwhile: (name, moment) =>
    `Changed meanwhile by ${name}, ${moment}. Your changes are kept: check them, then save again.`,
  added: (rule) => `New rule: ${rule}`,
  removed: (rule) => `Rule lifted: ${rule}`,
  moment: (day, time) => `${day} at ${time}`,
  historyTitle: "History",
  historyNone: "Nothing was narrowed: the operator’s rules hold as they are.",
  since: (moment, name) => `Since ${moment}, by ${name}`,
  once: (moment, name) => `Saved ${moment}, by ${name}`,
  nothing: "The operator’s rules, as they are.",
  rules: {
    without: (method) => `without ${methods[method].replace(/^./, (letter) => letter.toLowerCase())}`,
    withoutPsc: "without Pro Santé Connect",
    emailUntil: (day) => `no codes by e-mail from ${day}`,
    session: (minutes) => `sessions of ${length(minutes)} at most`,
    idle: (minutes) => `locked after ${length(minutes)} without a gesture`,
    trust: (minutes) =>
      minutes === 0
        ? "no computer remembered by “Remember me”"
        : `“Remember me” for ${length(minutes)} at most`,
    network: (name, ranges, shared) => `network “${name}” (${ranges}${shared ? ", shared computers" : ""})`,
  },
  refusals: {
    "policy-wider": "The operator does not allow this. Choose a shorter value, or an earlier day.",
    "policy-locks-out": "The list of people has changed since you read it. Read it again, then confirm.",
    "policy-shuts-oneself":
      "You would not be able to sign in yourself. Keep a method that you have, or add one in “My security”.",
    "network-malformed":
      "Check the networks: each has its name and ranges like 10.1.0.0/16. A public range wider than /16 is not yours.",
    malformed: "Check the networks: each has a name and at least one range.",
  },
};

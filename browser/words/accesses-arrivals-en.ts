import type { ArrivalsWords } from "./accesses-arrivals-fr.ts";

const people = (count: number) => (count > 1 ? `${count} people` : `${count} person`);
const accesses = (count: number) => (count > 1 ? `${count} accesses` : "the access");
const links = (count: number) => (count > 1 ? `${count} links` : "1 link");

/** Every sentence of « Arrivées », in English. */
export const arrivalsEn: ArrivalsWords = {
  problems: {
    missing: () => "has to be filled in",
    long: () => "too long: 80 characters at most",
    name: (value) => `“${value}” is not written like that`,
    civility: (value) => `“${value}”: write Mme, M., Dr or Pr`,
    rpps: (value) => `“${value}” does not exist: 11 digits, copied from the card`,
    email: (value) => `“${value}” is no ordinary e-mail address (an MSSanté address will not do)`,
    mobile: (value) => `“${value}” is no mobile number`,
    identity: (value) => `“${value}”: write carte d’identité, passeport, titre de séjour, CPS or connue`,
    mailbox: (value) => `${value} is not a mailbox of your structure`,
    right: (value) => `unknown right for ${value}: write lecture, rédaction or gestion`,
    day: (value) => `“${value}” is no day: write 31/12/2026`,
    days: () => "the last day is over, or comes before the first",
    login: (value) => `“${value}”: write org.first.last, then the domain of the structure`,
    "login-taken": (value) => `${value} is taken`,
    "many-cells": () => "more cells than headings: one has slipped",
    "many-boxes": () => "50 mailboxes at most for one person",
    twice: (_, other) => `the same person stands in line ${other}`,
    known: (_, other) => `already there as ${other}`,
    homonym: (_, other) => `namesake: ${other} is taken`,
    "same-email": (_, other) => `same address as in line ${other}`,
  },
  refusals: {
    "arrivals-running": "Accesses are already being given in your structure. Wait for the end, or stop them.",
    "arrivals-changed":
      "Your structure has changed since the check. Nothing was done: read the list below again, then start over.",
    "arrivals-over": "There is nothing left to do here.",
    "not-referent": "Only the MSSanté référent of the structure can do this.",
    "not-found": "This list is not of your structure, or it is forgotten.",
    malformed: "This file cannot be read. Save it as CSV, then try again.",
    busy: "Other files are being read. Try again in a moment.",
  },
  reasons: {
    "login-taken": "the identifier was taken meanwhile",
    "dates-malformed": "the last day has passed meanwhile",
    "not-found": "a mailbox is no longer of your structure",
    defect: "a defect of ours: give this access by hand",
  },
  faults: {
    empty: () => "This file has no line under its headings.",
    quotes: (line) => `The quotes of line ${line} do not come in pairs. Mend it, then try again.`,
    headings: (what) => `These headings are missing from the first line: ${what}. Start from the template.`,
    "heading-twice": (what) => `The heading “${what}” is there twice. Keep one.`,
    "too-many-cells": () =>
      "This file has too many columns, or empty cells at the right. Start from the template.",
    "too-many-lines": () => "A file holds 2,500 people at most. Cut it in two.",
  },
  columnHelp: {
    civility: "Mme, M., Dr or Pr.",
    givenName: "As the mailbox shows it.",
    familyName: "The name used at work.",
    occupation: "Secretary, nurse…",
    rpps: "11 digits, if the person has one.",
    email: "The ordinary address where link and codes go. Not an MSSanté address.",
    mobile: "06 or 07, for codes by SMS.",
    identity: "Carte d’identité, passeport, titre de séjour, CPS, or connue (known to the establishment).",
    boxes:
      "Address, colon, right (lecture, rédaction, gestion); a bar | between two mailboxes. Days may follow: du 01/12/2026 au 31/12/2026.",
    from: "The day when rights begin. Empty: at once.",
    until: "The last day of the access. Empty: no end.",
    login: "Empty: proposed from the name, with a number for a namesake.",
  },
  states: {
    waiting: "Waiting",
    given: "Access given",
    refused: "Refused",
    known: "Already there",
    dropped: "Stopped before",
    undone: "Taken back",
    kept: "Kept: already came in",
  },
  mails: {
    none: "",
    waiting: "link to be sent",
    sending: "link being sent",
    handed: "link sent",
    failed: "link not sent",
    unsure: "sending uncertain",
  },
  fates: { new: "Will be created", known: "Already there", refused: "Refused", example: "Example" },
  runTitles: {
    running: (count) => `${accesses(count)[0]?.toUpperCase()}${accesses(count).slice(1)} under way`,
    undoing: () => "Being taken back",
    stopped: () => "Stopped",
    done: () => "Finished",
    undone: () => "Taken back",
  },
  crumb: (structure) => `${structure}, MSSanté référent`,
  title: "Arrivals",
  lead: "Many people at once, from a spreadsheet file. Nothing is done before you have seen the fate of each line.",
  waiting: "Reading…",
  fileTitle: "1. The file",
  fileText:
    "Start from the template: it opens in Excel and LibreOffice. Fill in one line per person, save as CSV, then choose it here.",
  template: "Download the template",
  templateName: "arrivees-modele.csv",
  choose: "Choose a CSV file",
  drop: "or drop it here",
  reading: "Reading the file…",
  help: "Columns of the file",
  helpColumn: "Column",
  helpText: "What goes there",
  needed: "required",
  tooLarge: "This file is too large for a list of people.",
  notText: "This file is no CSV. In the spreadsheet: “Save as”, then CSV.",
  checkTitle: (name) => `2. Check of ${name}`,
  ignored: (headings) => `Columns that are not read: ${headings}.`,
  counts: { new: () => "will be created", known: () => "already there", refused: () => "refused" },
  countsName: "Show lines",
  line: "Line",
  person: "Person",
  fate: "Fate",
  remark: "Remarks",
  mailboxes: (count) => (count === 0 ? "no mailbox" : count > 1 ? `${count} mailboxes` : "1 mailbox"),
  listName: "Lines of the file",
  range: (first, last, total) => `${first} to ${last} of ${total}`,
  more: "Next lines",
  less: "Previous lines",
  nothing: "No line here.",
  anotherFile: "Choose another file",
  begin: (count) => `Give ${accesses(count)}`,
  beginning: "Saving…",
  beginText: (count, left) => {
    const sent = `A link will go to ${people(count)}.`;
    if (left === 0) return sent;
    return left > 1 ? `${sent} The ${left} other lines are left out.` : `${sent} The other line is left out.`;
  },
  noneToGive: "No line is to be created. Mend the file, then choose it again.",
  by: (name, moment) => `${name}, ${moment}`,
  progress: (done, total) => `${done} of ${total}`,
  progressName: "Accesses given and links sent",
  closeText: "You may close this page: the work goes on.",
  paused: (time) => `The mail server does not take the links for now. Next try at ${time}.`,
  stopped: (name) =>
    `The work has stopped: ${name} is no longer référent here. You can go on in your own name.`,
  resume: "Go on",
  cancel: "Cancel",
  undo: "Take these accesses back",
  cancelTitle: "Stop, or take everything back?",
  cancelText:
    "Stopping keeps the accesses given so far. Taking everything back withdraws those that nobody has used yet: their links open nothing any more, their identifiers are free again. Whoever came in already keeps her access.",
  cancelRest: "Stop here",
  cancelAll: "Take everything back",
  undoTitle: "Take these accesses back?",
  undoText:
    "Accesses that nobody has used yet are withdrawn: their links open nothing any more, their identifiers are free again. Whoever came in already keeps her access.",
  keep: "Change nothing",
  resend: (count) => `Send ${links(count)} again`,
  resendText: (failed, unsure) =>
    [
      failed > 0 ? `${links(failed)} did not leave.` : "",
      unsure > 0
        ? `The sending of ${links(unsure)} is uncertain: the program stopped at that instant. Sending again replaces the first link.`
        : "",
    ]
      .filter((one) => one !== "")
      .join(" "),
  report: "Download the report",
  reportName: (day) => `arrivals-${day}.csv`,
  reportColumns: ["Line", "Person", "Identifier", "E-mail", "Result", "Link", "Remarks"],
  another: "Another file",
  summary: {
    given: () => "given",
    handed: (count) => (count > 1 ? "links sent" : "link sent"),
    left: () => "left out",
    undone: () => "taken back",
  },
  announced: (given, handed) => `Accesses given: ${given}; links sent: ${handed}.`,
  takenBack: (undone, kept) =>
    kept === 0
      ? `Accesses taken back: ${undone}.`
      : `Accesses taken back: ${undone}; kept, for their people came in: ${kept}.`,
  result: "Result",
};

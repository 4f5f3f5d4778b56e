import type { SearchSentences } from "./search-fr.ts";

/** Every sentence of the search, in English. */
export const searchEn: SearchSentences = {
  results: "Search results",
  count: (count, isMore, text) =>
    isMore
      ? `More than ${text} conversations`
      : count > 1
        ? `${text} conversations`
        : count === 1
          ? "1 conversation"
          : "",
  looking: "Searching…",
  lookingIn: (names) => `Still searching in ${names}…`,
  reading: (count, text) =>
    count > 1
      ? `${text} messages are still being read: more results may come.`
      : "One message is still being read: more results may come.",
  failed: (names) => `The search could not be done in ${names}.`,
  retry: "Try again",
  nothingTitle: "No message found",
  nothingText: "Try with fewer words, or in all your mailboxes.",
  scope: "Where to search",
  everywhere: "All my mailboxes",
  here: (mailbox) => `In ${mailbox}`,
  criteria: "Criteria",
  moreCriteria: "More criteria",
  fewerCriteria: "Fewer criteria",
  from: "Sender",
  after: "From",
  before: "Until",
  more: "Show older ones",
  end: "Nothing older.",
  close: "Close the search",
  in: (mailbox) => `Mailbox: ${mailbox}.`,
};

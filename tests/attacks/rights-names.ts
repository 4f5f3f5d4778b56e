import { type Attempt, drafted, to } from "./rights-attempts.ts";
import type { Ids } from "./rights-people.ts";

/** Writes a draft of one's own and lets it go, in one request. */
function letGo(
  words: string,
  draft: (it: Ids, own: Ids) => object,
  submission: (it: Ids, own: Ids) => object = () => ({}),
): Attempt {
  return {
    name: `sending ${words}`,
    of: "own",
    tells: /"notCreated":\{"x":\{"type":"(forbiddenFrom"|invalidProperties","properties":\["identityId"\])/,
    ask(it, own) {
      const { accountId, identityId } = own;
      const create = { d: { ...drafted(own), ...draft(it, own) } };
      const x = { identityId, emailId: "#d", ...submission(it, own) };
      return {
        calls: [
          ["Email/set", { accountId, create }],
          ["EmailSubmission/set", { accountId, create: { x } }],
        ],
      };
    },
  };
}

/** More than a list keeps of a message's people: what comes after it stands in the bytes alone. */
const crowd = (own: Ids) =>
  Array.from({ length: 45 }, () => ({ name: "x".repeat(1000), email: own.address }));
const underOne = (_: Ids, own: Ids) => ({ envelope: { mailFrom: { email: own.address }, rcptTo: to } });

/** What would leave in the mailbox's name. */
export const inItsName: Attempt[] = [
  letGo("a draft From it", ({ address }) => ({ from: [{ email: address }] })),
  letGo("a draft From it among others", (it, own) => ({
    from: [{ email: own.address }, { email: it.address }],
  })),
  letGo("a draft From it and from oneself in one address", (it, own) => ({
    from: [{ email: `${it.address},${own.address}` }],
  })),
  letGo("a draft From it on the way to oneself", (it, own) => ({
    from: [{ email: `@${it.address.split("@")[1]}:${own.address}` }],
  })),
  letGo("a draft with it as Sender", (it) => ({ sender: [{ email: it.address }] })),
  letGo("a draft resent by it", (it) => ({ "header:Resent-From:asText": it.address })),
  letGo("a draft answered to it", (it) => ({ replyTo: [{ email: it.address }] })),
  letGo(
    "a draft From it beyond what lists keep",
    (it, own) => ({
      from: [...crowd(own), { email: it.address }],
    }),
    underOne,
  ),
  letGo(
    "a draft with it as Sender beyond what lists keep",
    (it, own) => ({
      from: crowd(own),
      sender: [{ email: it.address }],
    }),
    underOne,
  ),
  letGo(
    "under an envelope From it",
    () => ({}),
    (it) => ({
      envelope: { mailFrom: { email: it.address }, rcptTo: to },
    }),
  ),
  letGo(
    "under its identity",
    () => ({}),
    (it) => ({ identityId: it.identityId }),
  ),
];

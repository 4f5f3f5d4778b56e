export const coreCapability = "urn:ietf:params:jmap:core";
export const mailCapability = "urn:ietf:params:jmap:mail";
export const submissionCapability = "urn:ietf:params:jmap:submission";
/** Ours: what a team shares about a message (`teamSeen`), what a list shows (`attachmentCount`). Nothing of it shows unless a request names it. */
export const teamCapability = "urn:caducee:params:jmap:team";

/** The files of one message, octets: Mon espace santé takes 25 MB. */
export const mostAttached = 25_000_000;

/** RFC 8620 §2. */
export const coreLimits = {
  maxSizeUpload: mostAttached,
  maxConcurrentUpload: 4,
  // The RFC suggests 10 MB, for clients that send messages; ten such requests kept everybody else waiting a minute.
  maxSizeRequest: 1_000_000,
  maxConcurrentRequests: 8,
  maxCallsInRequest: 32,
  maxObjectsInGet: 500,
  maxObjectsInSet: 500,
  collationAlgorithms: [] as string[],
};

/** The most ids that one `/query` or `/changes` answers. */
export const mostIds = 500;

/** The capabilities of the server (RFC 8620 §2). */
export const serverCapabilities: Record<string, object> = {
  [coreCapability]: coreLimits,
  [mailCapability]: {},
  [submissionCapability]: {},
  [teamCapability]: { search: true },
};

/** What a person can do with a mailbox, by capability (RFC 8621 §1.3.1). */
export const accountCapabilities: Record<string, object> = {
  [mailCapability]: {
    maxMailboxesPerEmail: 1,
    maxMailboxDepth: null,
    maxSizeMailboxName: 255,
    maxSizeAttachmentsPerEmail: mostAttached,
    emailQuerySortOptions: ["receivedAt"],
    mayCreateTopLevelMailbox: false,
  },
  // RFC 8621 §1.3.2: what leaves waits for no other time than the one in which it can be called back.
  [submissionCapability]: { maxDelayedSend: 0, submissionExtensions: {} },
  [teamCapability]: { search: true },
};

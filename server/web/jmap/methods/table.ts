import type { Method } from "../method.ts";
import { coreEcho } from "./core-echo.ts";
import { emailChanges } from "./email-changes.ts";
import { emailGet } from "./email-get.ts";
import { emailQueryChanges } from "./email-query-changes.ts";
import { emailQuery } from "./email-query.ts";
import { emailSet } from "./email-set.ts";
import { identityChanges } from "./identity-changes.ts";
import { identityGet } from "./identity-get.ts";
import { mailboxChanges } from "./mailbox-changes.ts";
import { mailboxGet } from "./mailbox-get.ts";
import { mailboxQueryChanges } from "./mailbox-query-changes.ts";
import { mailboxQuery } from "./mailbox-query.ts";
import { searchSnippetGet } from "./search-snippet-get.ts";
import { submissionChanges } from "./submission-changes.ts";
import { submissionGet } from "./submission-get.ts";
import { submissionQuery, submissionQueryChanges } from "./submission-query.ts";
import { submissionSet } from "./submission-set.ts";
import { teamSearchQuery } from "./team-search-query.ts";
import { threadChanges } from "./thread-changes.ts";
import { threadGet } from "./thread-get.ts";

/** Every method of the API. What is not here answers unknownMethod. */
export const methods: Readonly<Record<string, Method>> = {
  "Core/echo": coreEcho,
  "Mailbox/get": mailboxGet,
  "Mailbox/changes": mailboxChanges,
  "Mailbox/query": mailboxQuery,
  "Mailbox/queryChanges": mailboxQueryChanges,
  "Thread/get": threadGet,
  "Thread/changes": threadChanges,
  "Email/get": emailGet,
  "Email/changes": emailChanges,
  "Email/query": emailQuery,
  "Email/queryChanges": emailQueryChanges,
  "Email/set": emailSet,
  "SearchSnippet/get": searchSnippetGet,
  "TeamSearch/query": teamSearchQuery,
  "Identity/get": identityGet,
  "Identity/changes": identityChanges,
  "EmailSubmission/get": submissionGet,
  "EmailSubmission/changes": submissionChanges,
  "EmailSubmission/query": submissionQuery,
  "EmailSubmission/queryChanges": submissionQueryChanges,
  "EmailSubmission/set": submissionSet,
};

import type { Remote } from "../../foundations/database/operation.ts";
import { ask } from "../rules/scope.ts";
import type { SearchIndex } from "../store/search-index.ts";
import type { SearchAsked } from "../store/search.ts";
import type { MailboxesDoor } from "../door.ts";
import type { MailboxesStore } from "../store.ts";
import type { SearchedPart, SearchedText, SearchQuery, SnippetView, Who } from "../views.ts";
import { type Indexing, type IndexingParts, startIndexing } from "./indexing.ts";
import { readText } from "./read-text.ts";
import { markAll, markPlace } from "./snippet.ts";
import { type Field, readTerms, type TextCondition } from "./terms.ts";

interface SearchParts extends Omit<IndexingParts, "changes" | "reads" | "index"> {
  changes: Remote<MailboxesStore["changes"]>;
  reads: Remote<MailboxesStore["reads"]>;
  index: SearchIndex;
}

/** The search's part of the door, and how to tell it that something arrived. */
type Search = Pick<MailboxesDoor, "search" | "snippets" | "startIndexing"> & { wake(): void };

const fieldOf: Record<SearchedPart, Field | null> = {
  any: null,
  subject: "subject",
  from: "sender",
  to: "recipients",
  cc: "recipients",
  bcc: "recipients",
  body: "body",
};

export function openSearch(parts: SearchParts): Search {
  const { reads, clock } = parts;
  let indexing: Indexing | undefined;

  async function snippets(
    who: Who,
    mailboxId: string,
    ids: string[],
    texts: SearchedText[],
  ): Promise<SnippetView[] | null> {
    const found = await reads.messages({ ...ask(who, mailboxId, clock.now()), ids });
    if (!found) return null;
    const conditions = readTexts(texts);
    const inSubject = conditions.filter(({ field }) => field === null || field === "subject");
    const inBody = conditions.filter(({ field }) => field === null || field === "body");
    const views: SnippetView[] = [];
    for (const message of found.messages) {
      const { id, envelope, preview, blobId } = message;
      const text = () => readText(message.structure, parts.open(mailboxId, blobId));
      views.push({
        messageId: id,
        subject: markAll(envelope.subject ?? "", inSubject),
        // Most matches stand in the beginning, which the row holds: then no byte of the message is read.
        preview: markPlace(preview, inBody) ?? (inBody.length > 0 ? markPlace(await text(), inBody) : null),
      });
    }
    const byId = new Map(views.map((view) => [view.messageId, view]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  return {
    search(who, asked, query) {
      const now = clock.now();
      const mailboxIds = asked.map((id) => ask(who, id, now).mailboxId);
      return reads.search({ personId: who.personId, mailboxIds, now, asked: readQuery(query) });
    },
    snippets,
    startIndexing: () => (indexing = startIndexing(parts)),
    wake: () => indexing?.wake(),
  };
}

function readQuery({ texts, ...rest }: SearchQuery): SearchAsked {
  return {
    ...rest,
    conditions: readTexts(texts),
    recipients: texts.flatMap(({ part, typed }) =>
      part === "to" || part === "cc" || part === "bcc" ? [{ header: part, terms: readTerms(typed) }] : [],
    ),
  };
}

/** A text without any word restricts nothing. */
function readTexts(texts: readonly SearchedText[]): TextCondition[] {
  return texts
    .map(({ typed, part }) => ({ field: fieldOf[part], terms: readTerms(typed) }))
    .filter(({ terms }) => terms.length > 0);
}

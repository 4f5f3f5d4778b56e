import type { Envelope } from "../../formats/mime/envelope.ts";
import type { Remote } from "../../foundations/database/operation.ts";
import { ask } from "../rules/scope.ts";
import type { SearchIndex } from "../store/search-index.ts";
import { isShort, mostHere, type SearchAsked } from "../store/search.ts";
import type { FoundText } from "../store/texts.ts";
import type { MailboxesDoor } from "../door.ts";
import type { MailboxesStore } from "../store.ts";
import type { SearchedPart, SearchedText, SearchQuery, SnippetView, Who } from "../views.ts";
import { type Indexing, type IndexingParts, startIndexing } from "./indexing.ts";
import { oneLine, openText } from "./kept-text.ts";
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
    const found = await reads.foundTexts({ ...ask(who, mailboxId, clock.now()), ids });
    if (!found) return null;
    const conditions = readTexts(texts);
    const inSubject = conditions.filter(({ field }) => field === null || field === "subject");
    const inBody = conditions.filter(({ field }) => field === null || field === "body");
    const views = new Map<string, SnippetView>();
    for (const one of found) {
      const envelope: Envelope = JSON.parse(one.envelope);
      views.set(one.messageId, {
        messageId: one.messageId,
        subject: markAll(envelope.subject ?? "", inSubject),
        preview: inBody.length > 0 ? await markInText(who, mailboxId, one, inBody) : null,
      });
    }
    return ids.flatMap((id) => views.get(id) ?? []);
  }

  /** Most matches stand in what is kept of the text: then no byte of the message is read. */
  async function markInText(
    who: Who,
    mailboxId: string,
    { messageId, preview, sealed }: FoundText,
    inBody: readonly TextCondition[],
  ): Promise<string | null> {
    const kept = sealed && openText(await parts.keyOf(mailboxId), messageId, sealed);
    const marked = markPlace(kept?.line ?? oneLine(preview), inBody);
    if (marked || kept?.isWhole) return marked;
    const asked = { ...ask(who, mailboxId, clock.now()), ids: [messageId], without: ["envelope"] as const };
    const message = (await reads.messages(asked))?.messages[0];
    if (!message) return null;
    return markPlace(
      oneLine(await readText(message.structure, parts.open(mailboxId, message.blobId))),
      inBody,
    );
  }

  return {
    async search(who, mailboxIds, query) {
      const now = clock.now();
      const asked = readQuery(query);
      const given = {
        personId: who.personId,
        mailboxIds: mailboxIds.map((id) => ask(who, id, now).mailboxId),
        now,
        asked,
      };
      // To the thread of long reads and back costs more than the first page of a word.
      const found = isShort(asked) ? await reads.searchHere({ ...given, most: mostHere }) : "goes-on";
      return found === "goes-on" ? reads.search(given) : found;
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

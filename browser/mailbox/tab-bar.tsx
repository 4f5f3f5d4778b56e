import type { Mail } from "../data/mail.ts";
import { Icon } from "./icons.tsx";
import { words } from "./words.ts";

/** At the thumb, on a phone: the ways of the list. Shown when there is more than the list to go to. */
export function TabBar({ mail, onBoxes }: { mail: Mail; onBoxes: () => void }) {
  const accountId = mail.place.value?.accountId ?? "";
  const canWrite = mail.canWrite(accountId);
  const canSearch = mail.canSearch();
  const isSearching = mail.searchPlace.isOpen.value || mail.search.state.value !== null;
  if (!canWrite && !canSearch) return null;
  return (
    <nav class="tabbar" aria-label={words.tabs}>
      <button
        type="button"
        aria-current={isSearching ? undefined : "page"}
        onClick={() => mail.searchPlace.leave()}
      >
        <Icon name="inbox" />
        {words.tabMessages}
      </button>
      {canSearch && (
        <button
          type="button"
          aria-current={isSearching ? "page" : undefined}
          onClick={() => mail.searchPlace.open()}
        >
          <Icon name="search" />
          {words.searchField}
        </button>
      )}
      <button type="button" aria-haspopup="dialog" onClick={onBoxes}>
        <Icon name="users" />
        {words.tabBoxes}
      </button>
      {canWrite && (
        <button type="button" onClick={() => mail.write({ kind: "new", accountId })}>
          <Icon name="draft" />
          {words.write}
        </button>
      )}
    </nav>
  );
}

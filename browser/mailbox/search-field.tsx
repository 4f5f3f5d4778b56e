import { useEffect, useRef } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import { isEmptySearch, type SearchWords } from "../data/search.ts";
import { Icon } from "./icons.tsx";
import { words } from "./words.ts";

/** Milliseconds of silence after which what was typed is looked for. */
const silenceMs = 250;

const nothing: SearchWords = { text: "", from: "", after: "", before: "", accountId: null };

/** The field of the top bar; it looks as one types. */
export function SearchField({ mail }: { mail: Mail }) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const state = mail.search.state.value;
  useEffect(() => {
    if (state === null && input.current) input.current.value = "";
  }, [state === null]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function look(text: string): void {
    clearTimeout(timer.current);
    const asked = { ...(mail.search.state.peek()?.words ?? nothing), text };
    if (isEmptySearch(asked)) mail.search.stop();
    else mail.search.look(asked);
  }

  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        look(input.current?.value ?? "");
      }}
    >
      <Icon name="search" />
      <input
        class="input"
        id="search"
        ref={input}
        type="search"
        autocomplete="off"
        aria-label={words.searchField}
        placeholder={mail.open.mailboxes.length > 1 ? words.searchAll : words.searchField}
        aria-keyshortcuts="/"
        onInput={({ currentTarget }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => look(currentTarget.value), silenceMs);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.preventDefault();
            clearTimeout(timer.current);
            mail.searchPlace.leave();
          } else if (event.key === "ArrowDown") {
            event.preventDefault();
            document.querySelector<HTMLElement>('.list [role="option"][tabindex="0"]')?.focus();
          }
        }}
      />
      {state || mail.searchPlace.isOpen.value ? (
        <button
          class="btn btn-icon btn-s"
          type="button"
          aria-label={words.closeSearch}
          title={words.closeSearch}
          onClick={() => mail.searchPlace.leave()}
        >
          <Icon name="close" />
        </button>
      ) : (
        <kbd class="kbd" aria-hidden="true">
          /
        </kbd>
      )}
    </form>
  );
}

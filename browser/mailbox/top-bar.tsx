import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon as DoorIcon, Logo } from "../controls/icon.tsx";
import { NoticeLinks } from "../controls/notice-links.tsx";
import { addresses } from "../addresses.ts";
import type { Mail } from "../data/mail.ts";
import { Icon } from "./icons.tsx";
import { initialsOf } from "./kinds.ts";
import { follow } from "./rail.tsx";
import { SearchField } from "./search-field.tsx";
import { words } from "./words.ts";

/** The bar of the page: the brand, and the person. */
export function TopBar({ mail, onHelp }: { mail: Mail; onHelp?: () => void }) {
  const first = mail.open.mailboxes[0];
  const canSearch = mail.canSearch();
  const home = () => first && mail.go({ accountId: first.accountId, folderId: null, threadId: null });
  return (
    <header class={canSearch ? "top has-search" : "top"}>
      <a class="brand" href={addresses.door} onClick={(event) => follow(event, () => home())}>
        <Logo />
        <span>{words.brand}</span>
      </a>
      {canSearch && <SearchField mail={mail} />}
      <div class="top-end">
        {onHelp && (
          <button
            class="btn btn-icon top-help"
            type="button"
            aria-label={words.help}
            title={words.help}
            aria-haspopup="dialog"
            onClick={onHelp}
          >
            <Icon name="help" />
          </button>
        )}
        <Account mail={mail} />
      </div>
    </header>
  );
}

/** Who is signed in, and the way out. */
function Account({ mail }: { mail: Mail }) {
  const { person } = mail.open;
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [state, setState] = useState<"still" | "busy" | "failed">("still");

  // At once, not after the next picture: a key may come right behind the one that opened.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("focusin", closeOutside);
    document.addEventListener("keydown", closeByKey);
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("focusin", closeOutside);
      document.removeEventListener("keydown", closeByKey);
    };
  }, [isOpen]);

  async function signOut(): Promise<void> {
    if (state === "busy") return;
    setState("busy");
    if (!(await mail.signOut())) setState("failed");
  }

  return (
    <div class="account" ref={place}>
      <button
        class="me"
        type="button"
        ref={button}
        aria-expanded={isOpen}
        aria-controls="account"
        aria-label={words.account(person.name)}
        onClick={() => setOpen(!isOpen)}
      >
        <span class="face me-face" data-t={initialsOf(person.name)} aria-hidden="true" />
        <span class="me-name">{person.name}</span>
        <Icon name="down" small />
      </button>
      <div class="account-panel" id="account" hidden={!isOpen}>
        <p class="account-name">{person.name}</p>
        {person.occupation && <p class="muted small">{person.occupation}</p>}
        <p class="muted small account-login">{person.login}</p>
        <a class="btn btn-wide" href={addresses.security}>
          {words.mySecurity}
        </a>
        {person.manages && (
          <a class="btn btn-wide mt-2" href={addresses.accesses}>
            {words.accesses(person.manages)}
          </a>
        )}
        {!person.manages && mail.open.mailboxes.some(({ right }) => right === "manager") && (
          <a class="btn btn-wide mt-2" href={addresses.copies}>
            {words.copies}
          </a>
        )}
        <button class="btn btn-wide mt-2" type="button" onClick={() => mail.lock()}>
          <DoorIcon name="lock" />
          {words.lock}
        </button>
        <button
          class="btn btn-wide mt-2"
          type="button"
          aria-busy={state === "busy"}
          onClick={() => void signOut()}
        >
          <Icon name="leave" />
          {state === "busy" ? words.signingOut : words.signOut}
        </button>
        <p class="error" role="alert" hidden={state !== "failed"}>
          {state === "failed" && words.signOutFailed}
        </p>
        <NoticeLinks isApart />
      </div>
    </div>
  );
}

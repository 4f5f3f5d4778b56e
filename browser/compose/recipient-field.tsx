import type { Signal } from "@preact/signals";
import { useId, useRef, useState } from "preact/hooks";
import type { OpenMailbox } from "../../contracts/sign-in.ts";
import { Icon } from "../mailbox/icons.tsx";
import { kindOf, nameOf } from "../mailbox/kinds.ts";
import { Face } from "../mailbox/marks.tsx";
import { readRecipients, type Recipient, withoutTwice } from "./recipients.ts";
import { faultOf } from "./send.ts";
import { words } from "./words.ts";

interface FieldProps {
  label: string;
  name: string;
  recipients: Signal<readonly Recipient[]>;
  mailboxes: readonly OpenMailbox[];
  onChange: () => void;
  /** What stands at the end of the line. */
  more?: preact.ComponentChildren;
  /** A sentence about the whole field: nobody was named, say. */
  problem: string | null;
}

/** People to whom a message goes, one chip each; a mistake shows at once, with its sentence. */
export function RecipientLine({ label, name, recipients, mailboxes, onChange, more, problem }: FieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const list = recipients.value;
  const fault = faultOf(list, words) ?? (list.length === 0 ? problem : null);

  function take(text: string): void {
    const read = readRecipients(text);
    if (read.length === 0) return;
    recipients.value = withoutTwice([...list, ...read]);
    if (input.current) input.current.value = "";
    setSaid(read.map((one) => words.recipientAdded(nameOf(one))).join(" "));
    onChange();
  }

  function remove(recipient: Recipient): void {
    recipients.value = list.filter((one) => one !== recipient);
    onChange();
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const typed = input.current?.value ?? "";
    if (event.key === "Enter" || event.key === "," || event.key === ";") {
      if (event.ctrlKey || event.metaKey) return;
      // In a quoted name a comma is a letter.
      if (event.key !== "Enter" && typed.split('"').length % 2 === 0) return;
      event.preventDefault();
      take(typed);
    } else if (event.key === "Backspace" && typed === "") {
      const last = list.at(-1);
      if (last) remove(last);
    } else if (event.key === "Escape" && typed !== "") {
      event.preventDefault();
      if (input.current) input.current.value = "";
    }
  }

  return (
    <>
      <div class="line-field">
        <label class="label" for={id}>
          {label}
        </label>
        <div class="tos">
          {list.map((recipient) => (
            <Chip
              key={recipient.email}
              recipient={recipient}
              mailboxes={mailboxes}
              onRemove={() => remove(recipient)}
            />
          ))}
          <input
            id={id}
            ref={input}
            class="bare"
            name={name}
            type="text"
            inputMode="email"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            aria-invalid={fault !== null}
            aria-describedby={fault ? `${id}-fault` : undefined}
            onKeyDown={onKeyDown}
            onBlur={(event) => take(event.currentTarget.value)}
            onPaste={(event) => {
              const text = event.clipboardData?.getData("text") ?? "";
              // One address may still be gone on with; a list is taken whole.
              if (!/[,;\n]/.test(text)) return;
              event.preventDefault();
              take((input.current?.value ?? "") + text);
            }}
          />
          <span class="sr" role="status">
            {said}
          </span>
        </div>
        {more}
      </div>
      {fault && (
        <p class="error line-error" id={`${id}-fault`} role="alert">
          <Icon name="late" small />
          <span>{fault}</span>
        </p>
      )}
    </>
  );
}

interface ChipProps {
  recipient: Recipient;
  mailboxes: readonly OpenMailbox[];
  onRemove: () => void;
}

function Chip({ recipient, mailboxes, onRemove }: ChipProps) {
  const name = nameOf(recipient);
  return (
    <span class={recipient.fault ? "to to-bad" : "to"} title={recipient.email}>
      {recipient.fault ? (
        <Icon name="late" small />
      ) : (
        <Face address={recipient} kind={kindOf(recipient, mailboxes)} small />
      )}
      <span class="clip">{name}</span>
      <button type="button" aria-label={words.remove(name)} onClick={onRemove}>
        <Icon name="close" small />
      </button>
    </span>
  );
}

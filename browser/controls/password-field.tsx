import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "./icon.tsx";

/** A password, shown when wanted, with what is wrong or to be known of it below. */
export function PasswordField(props: {
  id: string;
  label: string;
  autocomplete: "current-password" | "new-password";
  field: RefObject<HTMLInputElement | null>;
  error: string | null;
  /** Said while it is typed. */
  hint?: string | false;
  /** The id of what describes it elsewhere. */
  describedBy?: string;
  showLabel: string;
  onInput(typed: string): void;
}) {
  const { id, error, describedBy } = props;
  const [shown, setShown] = useState(false);
  const described = [error ? `${id}-error` : "", describedBy ?? ""].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="label" for={id}>
        {props.label}
      </label>
      <span class="input-with">
        <input
          class="input"
          id={id}
          name={props.autocomplete}
          ref={props.field}
          {...(shown ? { type: "text" as const } : { type: "password" as const })}
          autocomplete={props.autocomplete}
          autocapitalize="none"
          spellcheck={false}
          maxLength={1024}
          aria-invalid={error !== null}
          {...(described ? { "aria-describedby": described } : {})}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        <button
          type="button"
          class="btn btn-icon btn-s"
          aria-label={props.showLabel}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon name="eye" />
        </button>
      </span>
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
      {props.hint !== undefined && (
        <p class="hint" role="status">
          {props.hint}
        </p>
      )}
    </div>
  );
}

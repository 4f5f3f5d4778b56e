import type { ComponentChildren, RefObject } from "preact";
import { Icon } from "../controls/icon.tsx";

/** The field of the one-time code, with what is wrong and what helps; spaces and dashes are welcome. */
export function CodeField(props: {
  label: string;
  field: RefObject<HTMLInputElement | null>;
  error: string | null;
  onInput(event: InputEvent): void;
  children: ComponentChildren;
}) {
  const { label, field, error, onInput, children } = props;
  return (
    <div class="field">
      <label class="label" for="code">
        {label}
      </label>
      <input
        class="input input-code"
        id="code"
        name="code"
        ref={field}
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={24}
        aria-invalid={error !== null}
        aria-describedby={error ? "code-error code-hint" : "code-hint"}
        onInput={onInput}
      />
      {error && (
        <p class="error" id="code-error" role="alert">
          <Icon name="late" small />
          <span>{error}</span>
        </p>
      )}
      <p class="hint" id="code-hint">
        {children}
      </p>
    </div>
  );
}

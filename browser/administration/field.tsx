/** One line of a form: its label, what is typed, and what helps. */
export function Field(props: {
  name: string;
  label: string;
  value: string;
  hint?: string;
  type?: "email" | "tel" | "date";
  numeric?: boolean;
  onInput(value: string): void;
  onLeave?(): Promise<void>;
}) {
  const { name, label, value, hint, type, numeric = false, onInput, onLeave } = props;
  return (
    <div class="field">
      <label class="label" for={name}>
        {label}
      </label>
      <input
        class="input"
        id={name}
        {...asType(type)}
        // A référent fills this in for somebody else: her own name is not wanted here.
        autocomplete="off"
        spellcheck={false}
        maxLength={320}
        {...(numeric && { inputMode: "numeric" as const })}
        value={value}
        {...(hint && { "aria-describedby": `${name}-hint` })}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={() => void onLeave?.()}
      />
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** The types of a field are apart for JSX: one literal each. */
function asType(type: "email" | "tel" | "date" | undefined) {
  switch (type) {
    case "email":
      return { type: "email" as const };
    case "tel":
      return { type: "tel" as const };
    case "date":
      return { type: "date" as const };
    default:
      return { type: "text" as const };
  }
}

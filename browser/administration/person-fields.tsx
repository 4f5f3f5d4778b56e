import { Field } from "./field.tsx";
import { words } from "./words.ts";

interface FieldsOf<Name extends string> {
  typed: Record<Name, string>;
  put(name: Name): (value: string) => void;
}

/** Given name and family name; `onLeave` is told when one of them may be whole. */
export function NameFields(props: FieldsOf<"givenName" | "familyName"> & { onLeave(): Promise<void> }) {
  const { typed, put, onLeave } = props;
  return (["givenName", "familyName"] as const).map((name) => (
    <Field
      key={name}
      name={name}
      label={words[name]}
      value={typed[name]}
      onInput={put(name)}
      onLeave={onLeave}
    />
  ));
}

/** Where somebody is reached outside the trust space. */
export function ContactFields({ typed, put }: FieldsOf<"email" | "mobile">) {
  return (
    <div class="form-2">
      <Field
        name="email"
        label={words.email}
        value={typed.email}
        hint={words.emailHint}
        onInput={put("email")}
        type="email"
      />
      <Field
        name="mobile"
        label={words.mobile}
        value={typed.mobile}
        hint={words.mobileHint}
        onInput={put("mobile")}
        type="tel"
      />
    </div>
  );
}

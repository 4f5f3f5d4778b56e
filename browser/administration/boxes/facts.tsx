import type { BoxKind } from "../../../contracts/administration-boxes.ts";
import { Field } from "../field.tsx";
import { readGigabytes } from "../sizes.ts";
import { words } from "./words.ts";

/** What may change of a mailbox, as it is typed. */
export interface TypedFacts {
  name: string;
  service: string;
  responsible: string;
  description: string;
  redList: boolean;
  /** Gigabytes. */
  quota: string;
}

/** The fields that a mailbox of this kind has (domain §1.2). */
export function FactFields(props: {
  kind: BoxKind;
  typed: TypedFacts;
  onType(change: Partial<TypedFacts>): void;
}) {
  const { kind, typed, onType } = props;
  const isOfService = kind === "ORG" || kind === "APP";
  return (
    <>
      <div class="form-2">
        <Field
          name="box-name"
          label={words.name}
          value={typed.name}
          hint={words.nameHint}
          onInput={(name) => onType({ name })}
        />
        <Field
          name="box-quota"
          label={words.quota}
          value={typed.quota}
          onInput={(quota) => onType({ quota })}
        />
      </div>
      {isOfService && (
        <div class="form-2">
          <Field
            name="box-service"
            label={words.service}
            value={typed.service}
            onInput={(service) => onType({ service })}
          />
          <Field
            name="box-responsible"
            label={words.responsible}
            value={typed.responsible}
            hint={words.responsibleHint}
            onInput={(responsible) => onType({ responsible })}
          />
        </div>
      )}
      {kind !== "PER" && (
        <div class="mt-4">
          <Field
            name="box-description"
            label={words.description}
            value={typed.description}
            hint={words.descriptionHint}
            onInput={(description) => onType({ description })}
          />
        </div>
      )}
      <label class={typed.redList ? "choice is-on mt-4" : "choice mt-4"}>
        <input
          type="checkbox"
          checked={typed.redList}
          onChange={(event) => onType({ redList: event.currentTarget.checked })}
        />
        <span>{words.redListChoice}</span>
      </label>
    </>
  );
}

/** What was typed, as the server takes it; null while something that every mailbox has is missing. */
export function readFacts({ quota, ...facts }: TypedFacts, kind: BoxKind) {
  const quotaBytes = readGigabytes(quota);
  if (facts.name.trim() === "" || quotaBytes === null) return null;
  const isOfService = kind === "ORG" || kind === "APP";
  return {
    ...facts,
    service: isOfService ? facts.service : "",
    responsible: isOfService ? facts.responsible : "",
    description: kind === "PER" ? "" : facts.description,
    quotaBytes,
  };
}

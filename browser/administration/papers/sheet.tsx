import type { PrintedPaper } from "../../../contracts/administration-papers.ts";
import { askAccess } from "../ask.ts";
import { Printed } from "./printed.tsx";
import { words } from "./words.ts";

export type Delivery = "email" | "paper";

/** A « fiche d'accès » that takes the place of every link before it. */
export const askSheet = (personId: string) => askAccess<PrintedPaper>("sheet", { personId });

export function SheetReady({ paper, name }: { paper: PrintedPaper; name: string }) {
  return (
    <Printed paper={paper} title={words.sheetReady(name)} text={words.sheetText} open={words.openSheet} />
  );
}

/** How a new person gets her link. */
export function DeliveryGroup(props: { value: Delivery; onChange(value: Delivery): void }) {
  const choices = [
    ["email", words.byEmail],
    ["paper", words.byPaper],
  ] as const;
  return (
    <fieldset class="group">
      <legend>{words.delivery}</legend>
      <div class="choices">
        {choices.map(([value, label]) => (
          <label key={value} class={props.value === value ? "choice is-on" : "choice"}>
            <input
              type="radio"
              name="delivery"
              checked={props.value === value}
              onChange={() => props.onChange(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

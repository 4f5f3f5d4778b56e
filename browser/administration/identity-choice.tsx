import { identityProofs } from "../../contracts/administration.ts";
import { words } from "./words.ts";

/** How somebody's identity was checked, one way of those that count (RIE-PS); `chosen` is empty at first. */
export function IdentityChoice(props: { chosen: string; onChoose(proof: string): void }) {
  return (
    <fieldset class="group">
      <legend>{words.identity}</legend>
      <p class="hint">{words.identityHint}</p>
      <div class="choices mt-2">
        {identityProofs.map((proof) => (
          <label key={proof} class={props.chosen === proof ? "choice is-on" : "choice"}>
            <input
              type="radio"
              name="identity"
              checked={props.chosen === proof}
              onChange={() => props.onChoose(proof)}
            />
            <span>{words.proofs[proof]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

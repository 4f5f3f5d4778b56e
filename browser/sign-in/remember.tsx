import type { Operator } from "../../contracts/sign-in.ts";
import { Icon } from "../controls/icon.tsx";
import { words } from "../words/words.ts";
import { isSharedPost } from "./kept.ts";

/** « Se souvenir de moi », with what it does here; at a shared post, why it is not offered. */
export function Remember(props: {
  operator: Operator;
  remembers: boolean;
  onChange(remembers: boolean): void;
}) {
  const { operator, remembers, onChange } = props;
  if (isSharedPost())
    return (
      <p class="hint post-hint mt-3">
        <Icon name="laptop" small />
        <span>
          <b>{words.remember.post}</b> {words.remember.postText}
        </span>
      </p>
    );
  return (
    <div class="mt-3">
      <label class="check">
        <input
          type="checkbox"
          checked={remembers}
          aria-describedby="remember-hint"
          onChange={() => onChange(!remembers)}
        />
        {words.remember.label}
      </label>
      <p class="hint check-hint" id="remember-hint">
        {operator.trustMinutes > 0 ? words.remember.trusts(operator.trustMinutes) : words.remember.keeps}
      </p>
    </div>
  );
}

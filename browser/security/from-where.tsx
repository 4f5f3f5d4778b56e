import type { ComponentChildren } from "preact";
import { Icon } from "../controls/icon.tsx";
import { browserOf } from "./places.ts";

/** One line about a browser: what it is, what is known of it, and what can be done about it. */
export function FromWhere(props: {
  browser: Parameters<typeof browserOf>[0];
  mark: string | null;
  text: string;
  children: ComponentChildren;
}) {
  const { system } = props.browser;
  return (
    <li class="item">
      <span class="item-icon">
        <Icon name={system === "Android" || system === "iOS" ? "phone" : "laptop"} />
      </span>
      <div>
        <h3>
          {browserOf(props.browser)}
          {props.mark !== null && <span class="kind">{props.mark}</span>}
        </h3>
        <p>{props.text}</p>
      </div>
      <div class="item-acts">{props.children}</div>
    </li>
  );
}

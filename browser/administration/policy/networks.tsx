import type { Narrowed } from "../../../contracts/administration-policy.ts";
import { Icon } from "../../controls/icon.tsx";
import { Field } from "../field.tsx";
import { SectionTitle } from "./methods.tsx";
import { words } from "./words.ts";

type Network = Narrowed["networks"][number];

/** How the structure calls its networks, and where computers are many people's. */
export function Networks(props: {
  networks: Narrowed["networks"];
  posts: number;
  onChange(networks: Narrowed["networks"]): void;
}) {
  const { networks, posts, onChange } = props;
  const put = (place: number, change: Partial<Network>) =>
    onChange(networks.map((one, at) => (at === place ? { ...one, ...change } : one)));
  return (
    <section class="section" aria-labelledby="networks-title">
      <SectionTitle id="networks-title" title={words.networksTitle} text={words.networksText} />
      <p class="muted small">{words.posts(posts)}</p>
      {networks.length === 0 && <p class="muted mt-3">{words.networksNone}</p>}
      {networks.map((network, place) => (
        // A network has no other name than its place while it is typed.
        <div class="rule-network" key={place} role="group" aria-label={words.networkGroup(place + 1)}>
          <Field
            name={`network-name-${place}`}
            label={words.networkName}
            value={network.name}
            hint={words.networkNameHint}
            onInput={(name) => put(place, { name })}
          />
          <Field
            name={`network-ranges-${place}`}
            label={words.networkRanges}
            value={network.ranges.join(",")}
            hint={words.networkRangesHint}
            onInput={(text) => put(place, { ranges: text.split(",") })}
          />
          <div class="rule-network-acts">
            <label class="line">
              <input
                type="checkbox"
                checked={network.shared}
                onChange={(event) => put(place, { shared: event.currentTarget.checked })}
              />
              <span>{words.networkShared}</span>
            </label>
            <button
              type="button"
              class="btn btn-s"
              aria-label={words.networkRemoveName(network.name)}
              onClick={() => onChange(networks.filter((_, at) => at !== place))}
            >
              {words.networkRemove}
            </button>
          </div>
        </div>
      ))}
      <button
        type="button"
        class="btn btn-s mt-4"
        onClick={() => onChange([...networks, { name: "", ranges: [""], shared: false }])}
      >
        <Icon name="plus" small />
        {words.networkAdd}
      </button>
    </section>
  );
}

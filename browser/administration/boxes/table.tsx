import type { BoxesView, BoxView } from "../../../contracts/administration-boxes.ts";
import { Icon } from "../../controls/icon.tsx";
import { tellDay } from "../days.ts";
import { tellSize } from "../sizes.ts";
import { words } from "./words.ts";

/** From here on the bar says that it is nearly full: percent. */
const nearlyFull = 80;

/** One line a mailbox; on a telephone, one card. */
export function BoxTable(props: {
  view: BoxesView;
  search: string;
  onSearch(search: string): void;
  onChoose(box: BoxView): void;
}) {
  const { boxes } = props.view;
  return (
    <div class="card scroll-x mt-3 matrix-card" tabIndex={0} role="region" aria-label={words.tableName}>
      <table class="boxes">
        <caption class="sr">{words.tableName}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="sr">{words.columns.box}</span>
              <input
                class="input matrix-search"
                type="search"
                aria-label={words.search}
                placeholder={words.searchShort}
                value={props.search}
                maxLength={120}
                onInput={(event) => props.onSearch(event.currentTarget.value)}
              />
            </th>
            <th scope="col">{words.columns.whose}</th>
            <th scope="col">{words.columns.people}</th>
            <th scope="col">{words.columns.room}</th>
            <th scope="col">{words.columns.state}</th>
            <th scope="col">
              <span class="sr">{words.columns.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {boxes.map((box) => (
            <Line key={box.id} box={box} onChoose={() => props.onChoose(box)} />
          ))}
        </tbody>
      </table>
      {boxes.length === 0 && (
        <div class="accesses-empty">
          <p>
            <b>{words.none}</b>
          </p>
          <p class="muted">{words.noneText}</p>
        </div>
      )}
    </div>
  );
}

function Line({ box, onChoose }: { box: BoxView; onChoose(): void }) {
  const told = [words.kinds[box.kind], ...(box.redList ? [words.redList] : [])].join(" · ");
  return (
    <tr class={box.state === "active" ? "" : "is-closed"}>
      <th scope="row">
        <b>{box.name}</b>
        <small class="box-address">{box.address}</small>
        <small>{told}</small>
      </th>
      <td data-name={words.columns.whose}>
        <Whose box={box} />
      </td>
      <td data-name={words.columns.people}>{words.people(box.people)}</td>
      <td data-name={words.columns.room}>{box.state !== "deleted" && <Room box={box} />}</td>
      <td data-name={words.columns.state}>
        <BoxState box={box} />
      </td>
      <td>
        <button
          type="button"
          class="btn btn-icon btn-s"
          aria-label={words.actions(box.name)}
          title={words.actions(box.name)}
          aria-haspopup="dialog"
          onClick={onChoose}
        >
          <Icon name="more" />
        </button>
      </td>
    </tr>
  );
}

function Whose({ box }: { box: BoxView }) {
  if (box.holder) return <span>{words.of(box.holder)}</span>;
  return (
    <span>
      {box.service && <span class="box-line">{box.service}</span>}
      {box.responsible ? (
        <small>{box.responsible}</small>
      ) : (
        (box.kind === "ORG" || box.kind === "APP") && (
          <small class="box-warn">
            <Icon name="late" small />
            <span>{words.noResponsible}</span>
          </small>
        )
      )}
    </span>
  );
}

function Room({ box: { usedBytes, quotaBytes } }: { box: BoxView }) {
  const percent = Math.min(100, Math.round((usedBytes / quotaBytes) * 100));
  return (
    <span class="box-room">
      <span
        class={percent >= nearlyFull ? "meter meter-full" : "meter"}
        role="img"
        aria-label={words.usedShare(percent)}
      >
        <i style={{ width: `${percent}%` }} />
      </span>
      <small class={percent >= nearlyFull ? "box-warn" : ""}>
        {words.used(tellSize(usedBytes), tellSize(quotaBytes))}
      </small>
    </span>
  );
}

/** How it stands, since when and by whom. */
export function BoxState({ box }: { box: BoxView }) {
  const { state, since } = box;
  if (state === "active")
    return (
      <span class="state state-done">
        <Icon name="check" small />
        <span>{words.states.active}</span>
      </span>
    );
  return (
    <span>
      <span class={state === "unpublished" ? "state state-late" : "state state-wait"}>
        <Icon name={state === "unpublished" ? "late" : "wait"} small />
        <span>{words.states[state]}</span>
      </span>
      {since && <small>{words.since(tellDay(since.at), since.by)}</small>}
    </span>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import type { AppPasswordList, AppPasswordMade } from "../../contracts/app-passwords.ts";
import { isRefusal } from "../../contracts/refusals.ts";
import { fullDay } from "../controls/full-day.ts";
import { Icon } from "../controls/icon.tsx";
import { ask, isUnreachable } from "../sign-in/ask.ts";
import { day } from "./moments.ts";
import { AppPasswordMadeDialog, NewAppPasswordDialog } from "./new-app-password.tsx";
import { type Get, useProof } from "./proof.tsx";
import { Question } from "./question.tsx";
import { words } from "./words.ts";

type AppPassword = AppPasswordList["passwords"][number];
type Opened =
  | { kind: "new" }
  | { kind: "made"; made: AppPasswordMade }
  | { kind: "remove"; password: AppPassword };

/** The passwords of the person's programs; nothing where the operator has them off. */
export function AppPasswords({ get, onSaid }: { get: Get; onSaid(sentence: string): void }) {
  const [list, setList] = useState<AppPasswordList | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { whenProved, asking } = useProof(get);

  async function load(): Promise<void> {
    const answer = await ask<AppPasswordList>("app-passwords", {});
    if (!isUnreachable(answer) && !isRefusal(answer)) setList(answer);
  }
  useEffect(() => void load(), []);
  if (!list) return null;

  async function remove({ id }: AppPassword): Promise<void> {
    const left = await get<AppPasswordList>("remove-app-password", { id });
    setOpened(null);
    // The button that was pressed is gone with its line.
    heading.current?.focus();
    if (!left) return;
    setList(left);
    onSaid(words.programs.removed);
  }

  return (
    <section class="section" aria-labelledby="app-passwords">
      <div class="section-head">
        <div>
          <h2 id="app-passwords" ref={heading} tabIndex={-1}>
            {words.programs.title}
          </h2>
          <p>{words.programs.text}</p>
        </div>
        {list.mailboxes.length > 0 && (
          <button
            class="btn btn-s"
            type="button"
            onClick={() => void whenProved(() => setOpened({ kind: "new" }))}
          >
            {words.programs.make}
          </button>
        )}
      </div>
      {list.passwords.length > 0 ? (
        <ul class="card">
          {list.passwords.map((password) => (
            <Line
              key={password.id}
              password={password}
              onRemove={() => void whenProved(() => setOpened({ kind: "remove", password }))}
            />
          ))}
        </ul>
      ) : (
        <p class="card item-none">{words.programs.none}</p>
      )}
      {asking}
      {opened?.kind === "new" && (
        <NewAppPasswordDialog
          list={list}
          onCancel={() => setOpened(null)}
          onMade={(made) => {
            setOpened({ kind: "made", made });
            void load();
          }}
        />
      )}
      {opened?.kind === "made" && (
        <AppPasswordMadeDialog
          made={opened.made}
          onDone={() => {
            setOpened(null);
            heading.current?.focus();
          }}
        />
      )}
      {opened?.kind === "remove" && (
        <Question
          title={words.programs.removeTitle(opened.password.name)}
          text={words.programs.removeText}
          act={words.programs.remove}
          onYes={() => void remove(opened.password)}
          onCancel={() => setOpened(null)}
        />
      )}
    </section>
  );
}

function Line({ password, onRemove }: { password: AppPassword; onRemove(): void }) {
  const isOver = password.expiresAt <= Date.now();
  return (
    <li class="item">
      <span class="item-icon">
        <Icon name="lock" />
      </span>
      <div>
        <h3>
          {password.name}
          {isOver && <span class="kind">{words.programs.expired}</span>}
        </h3>
        <p>{describe(password, isOver)}</p>
      </div>
      <div class="item-acts">
        <button
          class="btn btn-s"
          type="button"
          aria-label={words.programs.removeNamed(password.name)}
          onClick={onRemove}
        >
          {words.programs.remove}
        </button>
      </div>
    </li>
  );
}

function describe({ mailbox, madeAt, usedAt, expiresAt }: AppPassword, isOver: boolean): string {
  const { lang } = document.documentElement;
  const { programs } = words;
  return [
    mailbox,
    programs.made(day(madeAt, lang)),
    usedAt === null ? programs.neverUsed : programs.used(day(usedAt, lang)),
    ...(isOver ? [] : [programs.until(fullDay(expiresAt, lang))]),
  ].join(" · ");
}

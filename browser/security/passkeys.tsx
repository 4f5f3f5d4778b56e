import { useState } from "preact/hooks";
import type { Factors } from "../../contracts/security.ts";
import { Icon } from "../controls/icon.tsx";
import { day, Item } from "./methods.tsx";
import { AddPasskeyDialog, RenamePasskeyDialog } from "./passkey-dialogs.tsx";
import { type Get, useProof } from "./proof.tsx";
import { Question } from "./question.tsx";
import { words } from "./words.ts";

export type Passkey = Factors["passkeys"][number];
type Opened = { kind: "add" } | { kind: "rename" | "remove"; passkey: Passkey };

/** The person's passkeys, and what she can do with each; an invitation while she has none. */
export function Passkeys(props: {
  factors: Factors;
  get: Get;
  onChanged(factors: Factors, sentence: string): void;
}) {
  const { factors, get } = props;
  const [opened, setOpened] = useState<Opened | null>(null);
  const { whenProved, asking } = useProof(get);
  if (!factors.methods.includes("passkey")) return null;

  const want = (wish: Opened) => void whenProved(() => setOpened(wish));
  const close = () => setOpened(null);
  const settle = (changed: Factors, sentence: string) => {
    close();
    props.onChanged(changed, sentence);
  };
  return (
    <>
      {factors.passkeys.length === 0 ? (
        <Invitation onAdd={() => want({ kind: "add" })} />
      ) : (
        <List passkeys={factors.passkeys} onWant={want} />
      )}
      {asking}
      {opened?.kind === "add" && (
        <AddPasskeyDialog onCancel={close} onAdded={(changed) => settle(changed, words.passkeys.addedNow)} />
      )}
      {opened?.kind === "rename" && (
        <RenamePasskeyDialog
          name={opened.passkey.name}
          onCancel={close}
          onRename={async (name) => {
            const changed = await get<Factors>("rename-passkey", { id: opened.passkey.id, name });
            if (changed) settle(changed, words.passkeys.renamed);
            else close();
          }}
        />
      )}
      {opened?.kind === "remove" && (
        <Question
          title={words.passkeys.removeTitle(opened.passkey.name)}
          text={words.passkeys.removeText}
          act={words.remove}
          onCancel={close}
          onYes={async () => {
            const changed = await get<Factors>("remove-passkey", { id: opened.passkey.id });
            if (changed) settle(changed, words.passkeys.removed);
            else close();
          }}
        />
      )}
    </>
  );
}

function Invitation({ onAdd }: { onAdd(): void }) {
  return (
    <div class="advice">
      <span class="item-icon">
        <Icon name="key" />
      </span>
      <div>
        <h2>{words.passkeys.adviceTitle}</h2>
        <p>{words.passkeys.adviceText}</p>
      </div>
      <button class="btn btn-main" type="button" onClick={onAdd}>
        {words.passkeys.add}
      </button>
    </div>
  );
}

function List({ passkeys, onWant }: { passkeys: readonly Passkey[]; onWant(wish: Opened): void }) {
  return (
    <section class="section" aria-labelledby="passkeys">
      <div class="section-head">
        <div>
          <h2 id="passkeys">{words.passkeys.title}</h2>
          <p>{words.passkeys.text}</p>
        </div>
        <button class="btn btn-s" type="button" onClick={() => onWant({ kind: "add" })}>
          {words.passkeys.add}
        </button>
      </div>
      <div class="card">
        {passkeys.map((passkey) => (
          <Item
            key={passkey.id}
            icon="key"
            title={passkey.name || words.passkeys.unnamed}
            level="substantial"
            text={describe(passkey)}
          >
            <button
              class="btn btn-s"
              type="button"
              aria-label={words.passkeys.renameNamed(passkey.name)}
              onClick={() => onWant({ kind: "rename", passkey })}
            >
              {words.passkeys.rename}
            </button>
            <button
              class="btn btn-s"
              type="button"
              aria-label={words.passkeys.removeNamed(passkey.name)}
              onClick={() => onWant({ kind: "remove", passkey })}
            >
              {words.remove}
            </button>
          </Item>
        ))}
      </div>
    </section>
  );
}

function describe({ addedAt, usedAt, shared }: Passkey): string {
  return [
    words.added(day(addedAt)),
    usedAt === null ? words.neverUsed : words.used(day(usedAt)),
    shared ? words.passkeys.shared : words.passkeys.alone,
  ].join(" · ");
}

import { useRef, useState } from "preact/hooks";
import { type ArrivalsState, columns, mostCharacters } from "../../../contracts/administration-arrivals.ts";
import { Icon } from "../../controls/icon.tsx";
import { readBytes } from "./read-bytes.ts";
import { words } from "./words.ts";
import { download, writeTemplate } from "./write-csv.ts";

/** A file that the person chose, read in her browser. */
export interface ChosenFile {
  name: string;
  text: string;
}

/** The template, the columns, and where a file is chosen or dropped. */
export function ChooseFile(props: {
  state: ArrivalsState;
  isReading: boolean;
  onFile(file: ChosenFile): void;
  onFail(sentence: string): void;
}) {
  const { state, isReading } = props;
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function take(file: File | undefined): Promise<void> {
    if (!file || isReading) return;
    // UTF-16 takes two bytes for what is counted as one.
    if (file.size > 3 * mostCharacters) return props.onFail(words.tooLarge);
    const bytes = await file.arrayBuffer().catch(() => null);
    const text = bytes && readBytes(new Uint8Array(bytes));
    if (text === null) return props.onFail(words.notText);
    if (text.length > mostCharacters) return props.onFail(words.tooLarge);
    props.onFile({ name: file.name, text: text === "" ? "\n" : text });
  }

  return (
    <>
      <section class="section" aria-labelledby="file-title">
        <h2 id="file-title">{words.fileTitle}</h2>
        <p class="page-lead">{words.fileText}</p>
        <p class="mt-4">
          <button
            type="button"
            class="btn"
            onClick={() => download(words.templateName, writeTemplate(state.mailboxes, state.domain))}
          >
            {words.template}
          </button>
        </p>
        <div
          class={isOver ? "drop is-over mt-4" : "drop mt-4"}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            void take(event.dataTransfer?.files[0]);
          }}
        >
          <input
            ref={input}
            class="sr"
            id="arrivals-file"
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            tabIndex={-1}
            aria-hidden="true"
            onChange={(event) => {
              void take(event.currentTarget.files?.[0]);
              // The same file, mended, may be chosen again.
              event.currentTarget.value = "";
            }}
          />
          <button
            type="button"
            class="btn btn-main"
            aria-busy={isReading}
            onClick={() => input.current?.click()}
          >
            {isReading ? <span class="spin" aria-hidden="true" /> : <Icon name="plus" />}
            {isReading ? words.reading : words.choose}
          </button>
          <span class="muted">{words.drop}</span>
        </div>
      </section>
      <details class="section columns-help">
        <summary>{words.help}</summary>
        <div class="card scroll-x mt-3" tabIndex={0} role="region" aria-label={words.help}>
          <table class="lines">
            <thead>
              <tr>
                <th scope="col">{words.helpColumn}</th>
                <th scope="col">{words.helpText}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map(({ key, heading, needed }) => (
                <tr key={key}>
                  <th scope="row" lang="fr">
                    {heading}
                    {needed && <small>{words.needed}</small>}
                  </th>
                  <td>{words.columnHelp[key]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

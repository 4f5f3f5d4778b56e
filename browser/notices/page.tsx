import { useEffect, useState } from "preact/hooks";
import type { Notice, Notices } from "../../contracts/notices.ts";
import type { Operator } from "../../contracts/sign-in.ts";
import { addresses } from "../addresses.ts";
import { DoorFrame } from "../sign-in/door.tsx";
import { type Language, speak, words as doorWords } from "../words/words.ts";
import { chooseNoticeWords, words } from "./words.ts";

/** One of the legal pages. `said` is null when the server did not answer. */
export function NoticePage(props: { operator: Operator; notice: Notice; said: Notices | null }) {
  const { operator, notice, said } = props;
  const [language, setLanguage] = useState(document.documentElement.lang);
  useEffect(() => {
    document.title = words.pageTitle(words[notice].title);
  }, [language]);
  const switchLanguage = async (chosen: Language) => {
    await speak(chosen);
    await chooseNoticeWords();
    setLanguage(chosen);
  };
  return (
    <DoorFrame operator={operator} onLanguage={switchLanguage}>
      <article class="door-form notice">
        <h1>{words[notice].title}</h1>
        {said ? (
          <Sections notice={notice} operator={operator} said={said} />
        ) : (
          <p role="alert">{doorWords.offline}</p>
        )}
        <p class="mt-5">
          <a href={addresses.door}>{words.back}</a>
        </p>
      </article>
    </DoorFrame>
  );
}

function Sections({ notice, operator, said }: { notice: Notice; operator: Operator; said: Notices }) {
  return (
    <>
      {words[notice]
        .sections({ ...said, level: operator.accessibility ?? "none" })
        .map(([title, ...lines]) => (
          <section key={title}>
            <h2>{title}</h2>
            {lines
              .flatMap((line) => line.split("\n"))
              .filter((line) => line !== "")
              .map((line) => (
                <p key={line}>{line}</p>
              ))}
          </section>
        ))}
    </>
  );
}

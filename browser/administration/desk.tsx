import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { isRefusal, type Refusal } from "../../contracts/refusals.ts";
import type { Open } from "../../contracts/sign-in.ts";
import { addresses } from "../addresses.ts";
import { Icon, Logo } from "../controls/icon.tsx";
import { isUnreachable, type Unreachable } from "../sign-in/ask.ts";
import { words as doorWords } from "../words/words.ts";
import { askAccess, sayWhy } from "./ask.ts";
import type { Section } from "./sections.ts";
import { words } from "./words.ts";

/** The frame of every page of « Accès »: the way back, the menu of the pages, who one is. */
export function Desk(props: {
  person: Open["person"];
  /** Those of the menu. */
  sections: readonly Section[];
  section: Section | null;
  children: ComponentChildren;
}) {
  const { person, sections, section } = props;
  return (
    <div class="desk">
      <a class="skip" href="#main">
        {doorWords.skip}
      </a>
      <header class="desk-top">
        <a class="brand" href={addresses.door} aria-label={doorWords.brand}>
          <Logo />
          <span>{doorWords.brand}</span>
        </a>
        {person.manages !== "operator" && (
          <a class="desk-back" href={addresses.door}>
            {words.back}
          </a>
        )}
        <span class="desk-me">{person.name}</span>
      </header>
      <main class="desk-body" id="main">
        <div class="desk-wide">
          {sections.length > 1 && (
            <nav class="sections" aria-label={words.sectionsName}>
              {sections.map((one) => (
                <a key={one.path} href={one.path} aria-current={one === section ? "page" : undefined}>
                  {words.sections[one.name]}
                </a>
              ))}
            </nav>
          )}
          {props.children}
        </div>
      </main>
    </div>
  );
}

/** What a page is about, and its one main deed. */
export function SectionHead(props: {
  /** Null while it is not known yet. */
  crumb: string | null;
  title: string;
  lead: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="section-head">
      <div>
        <p class="crumb">{props.crumb ?? "\u00a0"}</p>
        <h1 class="page-title">{props.title}</h1>
        <p class="page-lead">{props.lead}</p>
      </div>
      {props.children}
    </div>
  );
}

/** Asks for a page of « Accès », and what it says at its top of what was done, or why there is no answer. */
export function useSaid(onSignedOut: () => void) {
  const [said, setSaid] = useState<{ sentence: string; isLate: boolean } | null>(null);
  function explain(answer: Refusal | Unreachable): void {
    if (isRefusal(answer) && ["signed-out", "locked"].includes(answer.refusal.code)) onSignedOut();
    setSaid({ sentence: sayWhy(answer), isLate: true });
  }
  return {
    /** The answer of an operation, or null once the page has said why there is none. */
    async get<Answer extends object>(
      operation: Parameters<typeof askAccess>[0],
      question: object,
    ): Promise<Answer | null> {
      const answer = await askAccess<Answer>(operation, question);
      if (!isUnreachable(answer) && !isRefusal(answer)) return answer;
      explain(answer);
      return null;
    },
    /** Says why there is no answer. */
    explain,
    say: (sentence: string | null) => setSaid(sentence === null ? null : { sentence, isLate: false }),
    said: (
      <div role="status">
        {said && (
          <p class={said.isLate ? "say say-late mt-4" : "say say-done mt-4"}>
            <Icon name={said.isLate ? "late" : "check"} />
            <span>{said.sentence}</span>
          </p>
        )}
      </div>
    ),
  };
}

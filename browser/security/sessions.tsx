import { useRef, useState } from "preact/hooks";
import type { OpenSessions } from "../../contracts/own-sessions.ts";
import { clockTime } from "../controls/clock-time.ts";
import { FromWhere } from "./from-where.tsx";
import { minutesAgo } from "./moments.ts";
import { browserOf, networkOf } from "./places.ts";
import { type Get, useProof } from "./proof.tsx";
import { Question } from "./question.tsx";
import { words } from "./words.ts";

type OwnSession = OpenSessions["sessions"][number];
const hourMs = 3_600_000;

/** The person's open sessions, this one first; she closes the others. */
export function Sessions(props: {
  open: OpenSessions;
  get: Get;
  onChanged(open: OpenSessions, sentence: string): void;
}) {
  const { get } = props;
  const { sessions, idleMs, longestMs } = props.open;
  /** What is to be closed, once it was said so: one, or all the others. */
  const [closing, setClosing] = useState<OwnSession | "others" | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { whenProved, asking } = useProof(get);
  const others = sessions.filter(({ isHere }) => !isHere);
  const want = (what: OwnSession | "others") => void whenProved(() => setClosing(what));

  async function close(): Promise<void> {
    if (closing === null) return;
    const left = await (closing === "others"
      ? get<OpenSessions>("close-other-sessions", {})
      : get<OpenSessions>("close-session", { id: closing.id }));
    setClosing(null);
    // The button that was pressed is gone with what it closed.
    heading.current?.focus();
    if (left) props.onChanged(left, words.sessions.closed(closing === "others" ? others.length : 1));
  }

  return (
    <section class="section" aria-labelledby="sessions">
      <div class="section-head">
        <div>
          <h2 id="sessions" ref={heading} tabIndex={-1}>
            {words.sessions.title}
          </h2>
          <p>{words.sessions.text(longestMs / hourMs, Math.round(idleMs / 60_000))}</p>
        </div>
        {others.length > 0 && (
          <button class="btn btn-s btn-danger" type="button" onClick={() => want("others")}>
            {words.sessions.closeOthers(others.length)}
          </button>
        )}
      </div>
      <ul class="card">
        {[...sessions.filter(({ isHere }) => isHere), ...others].map((session) => (
          <Line key={session.id} session={session} onClose={() => want(session)} />
        ))}
      </ul>
      {asking}
      {closing && (
        <Question
          title={
            closing === "others" ? words.sessions.closeOthersTitle(others.length) : words.sessions.closeTitle
          }
          text={
            closing === "others" ? words.sessions.closeOthersText : words.sessions.closeText(nameOf(closing))
          }
          act={words.sessions.close}
          onYes={() => void close()}
          onCancel={() => setClosing(null)}
        />
      )}
    </section>
  );
}

function nameOf(session: OwnSession): string {
  return words.sessions.named(browserOf(session), networkOf(session));
}

function Line({ session, onClose }: { session: OwnSession; onClose(): void }) {
  return (
    <FromWhere
      browser={session}
      mark={session.isShared ? words.sessions.shared : null}
      text={[networkOf(session), timesOf(session)].join(" · ")}
    >
      {session.isHere ? (
        <span class="is-here">{words.sessions.here}</span>
      ) : (
        <button
          class="btn btn-s"
          type="button"
          aria-label={words.sessions.closeNamed(nameOf(session))}
          onClick={onClose}
        >
          {words.sessions.close}
        </button>
      )}
    </FromWhere>
  );
}

function timesOf({ isHere, openedAt, usedAt, endsAt }: OwnSession): string {
  const { lang } = document.documentElement;
  const since = clockTime(openedAt, lang);
  return isHere
    ? words.sessions.sinceUntil(since, clockTime(endsAt, lang))
    : words.sessions.sinceSeen(since, minutesAgo(usedAt, Date.now()));
}

import { useEffect, useState } from "preact/hooks";
import type { GuideView } from "../../../contracts/administration-guide.ts";
import type { PrintedPaper } from "../../../contracts/administration-papers.ts";
import { Icon } from "../../controls/icon.tsx";
import { tellDay } from "../days.ts";
import { SectionHead, useSaid } from "../desk.tsx";
import { Printed } from "../papers/printed.tsx";
import type { SectionProps } from "../sections.ts";
import { chooseGuideWords, words } from "./words.ts";

/** « Guide », in the page's language. */
export async function openGuidePage() {
  await chooseGuideWords().catch(() => undefined);
  return GuidePage;
}

/** The operator's quick guide: the last one made, whether it still tells the truth, and how one is made. */
function GuidePage({ onSignedOut }: SectionProps) {
  const { get, said } = useSaid(onSignedOut);
  const [view, setView] = useState<GuideView | null>(null);
  const [paper, setPaper] = useState<PrintedPaper | null>(null);
  const [busy, setBusy] = useState(false);
  const look = async () => setView(await get<GuideView>("guide", {}));
  useEffect(() => void look(), []);
  const prepare = async () => {
    if (busy) return;
    setBusy(true);
    setPaper(await get<PrintedPaper>("guide-paper", {}));
    setBusy(false);
    // Another may have been made since the page was opened.
    await look();
  };
  return (
    <>
      <SectionHead crumb={words.crumb} title={words.title} lead={words.lead} />
      {said}
      {!view && <p class="muted mt-4">{words.waiting}</p>}
      {view && (
        <section class="section" aria-labelledby="last-title">
          <h2 id="last-title">{words.lastTitle}</h2>
          {view.last ? <Last last={view.last} /> : <p class="mt-3">{words.none}</p>}
          {view.last && !paper && (
            <button
              type="button"
              class={view.last.isStale ? "btn mt-4" : "btn btn-main mt-4"}
              aria-busy={busy}
              onClick={() => void prepare()}
            >
              {busy ? words.preparing : words.prepare}
            </button>
          )}
          {paper && <Printed paper={paper} title={words.ready} text={words.readyText} open={words.open} />}
        </section>
      )}
      <section class="section" aria-labelledby="how-title">
        <h2 id="how-title">{words.howTitle}</h2>
        <p class="mt-3">{words.how}</p>
        <p class="key mt-3">
          <code>npm run caducee -- guide</code>
        </p>
        <p class="muted mt-3">{words.howChanges}</p>
      </section>
    </>
  );
}

function Last({ last }: { last: NonNullable<GuideView["last"]> }) {
  return (
    <>
      <p class="mt-3">{words.made(tellDay(last.madeAt), last.pages)}</p>
      {last.isStale ? (
        <p class="say say-doing mt-3">
          <Icon name="late" />
          <span>{words.stale}</span>
        </p>
      ) : (
        <p class="say say-done mt-3">
          <Icon name="check" />
          <span>{words.fresh}</span>
        </p>
      )}
    </>
  );
}

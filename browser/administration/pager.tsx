/** What a list says of its pages. */
export interface PagerWords {
  range(first: number, last: number, total: number): string;
  less: string;
  more: string;
}

/** How many a page of a list holds. */
const atOnce = 50;

/** The way through a list that is longer than a page of it. */
export function Pager(props: {
  from: number;
  shown: number;
  total: number;
  words: PagerWords;
  onFrom(from: number): void;
}) {
  const { from, shown, total, words, onFrom } = props;
  const last = from + shown;
  if (total <= shown) return null;
  return (
    <p class="line mt-4">
      <span class="muted small">{words.range(from + 1, last, total)}</span>
      {from > 0 && (
        <button type="button" class="btn btn-s" onClick={() => onFrom(Math.max(0, from - atOnce))}>
          {words.less}
        </button>
      )}
      {last < total && (
        <button type="button" class="btn btn-s" onClick={() => onFrom(last)}>
          {words.more}
        </button>
      )}
    </p>
  );
}

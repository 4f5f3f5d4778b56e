import { useEffect } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import { Icon } from "./icons.tsx";
import { words } from "./words.ts";

/** What was just done, at the bottom of the page, with the way back. Time stands still while one is on it. */
export function NoticePlace({ mail }: { mail: Mail }) {
  const { notices } = mail;
  const notice = notices.shown.value;
  useEffect(() => {
    if (!notice) notices.release();
  }, [notice]);
  return (
    <div
      class="notice-place"
      role="status"
      onMouseEnter={notices.hold}
      onMouseLeave={notices.release}
      onFocusIn={notices.hold}
      onFocusOut={notices.release}
    >
      {notice && (
        <div class="toast">
          <span>{notice.text}</span>
          {notice.undo && (
            <button
              type="button"
              onClick={() => {
                notices.dismiss();
                notice.undo?.act();
              }}
            >
              {notice.undo.label}
            </button>
          )}
          <button type="button" class="toast-close" aria-label={words.dismiss} onClick={notices.dismiss}>
            <Icon name="close" small />
          </button>
        </div>
      )}
    </div>
  );
}

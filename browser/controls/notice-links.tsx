import type { Notice } from "../../contracts/notices.ts";
import { addresses } from "../addresses.ts";
import { operator } from "../operator.ts";
import { words } from "../words/words.ts";

const notices: readonly Notice[] = ["support", "legal", "privacy", "accessibility"];

/** What every page links. `isApart`: in another tab, for this page holds what is not stored yet. */
export function NoticeLinks({ isApart = false }: { isApart?: boolean }) {
  const apart = isApart ? { target: "_blank", rel: "noopener" } : {};
  return (
    <nav class="notices" aria-label={words.notices.name}>
      {notices.map((notice) => (
        <a key={notice} href={operator.links?.[notice] ?? addresses.notices[notice]} {...apart}>
          {notice === "accessibility"
            ? words.notices.accessibility[operator.accessibility ?? "none"]
            : words.notices[notice]}
        </a>
      ))}
    </nav>
  );
}

import type { Notices } from "../../contracts/notices.ts";
import { answer, answerRefusal } from "./answers.ts";
import type { Routes } from "./routes.ts";

/** What the operator shows of itself: built in `configuration/operator.ts`. */
export interface OperatorLook {
  notices: Notices;
  marks: ReadonlyMap<string, { bytes: Buffer; type: string }>;
  style: string;
}

/** Opened as a page of its own, an SVG runs nothing and loads nothing. */
const markPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/** What the legal pages say, and the operator's pictures. */
export function addNoticeRoutes(routes: Routes, { notices, marks }: OperatorLook): void {
  routes.get("/api/notices", "everyone", () => answer(notices));

  routes.get("/operateur/:name", "everyone", (c) => {
    const mark = marks.get(c.req.param("name") ?? "");
    if (!mark) return answerRefusal("not-found");
    return new Response(new Uint8Array(mark.bytes), {
      headers: {
        "Content-Type": mark.type,
        "Content-Security-Policy": markPolicy,
        "Cache-Control": "public, max-age=31536000, immutable",
      },
    });
  });
}

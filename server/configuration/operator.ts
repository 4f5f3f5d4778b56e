import { createHash } from "node:crypto";
import type { Notice, Notices } from "../../contracts/notices.ts";
import type { Operator } from "../../contracts/sign-in.ts";
import { styleOfAccent } from "./accent.ts";
import type { Mark, Marks } from "./look.ts";
import type { Values } from "./settings.ts";

/** How the operator shows itself on the pages. */
export interface Look {
  /** Part of what every page is told. */
  shown: Pick<Operator, "links" | "accessibility" | "logo" | "picture">;
  notices: Notices;
  /** Its pictures, by the name in their address. */
  marks: ReadonlyMap<string, Mark>;
  /** Its style sheet, empty when it keeps our colours. */
  style: string;
}

const levels = { non: null, partielle: "partial", totale: "full" } as const;

export function lookOf(values: Values, marks: Marks): Look {
  const links: Partial<Record<Notice, string>> = {};
  for (const notice of ["support", "legal", "privacy", "accessibility"] as const) {
    const page = values[`operator.${notice}_page`];
    if (page !== "") links[notice] = page;
  }
  const level = levels[values["operator.accessibility"]];
  const named = (["logo", "picture"] as const).flatMap((kind) => {
    const mark = marks[kind];
    return mark ? [{ kind, mark, name: nameOf(kind, mark) }] : [];
  });
  return {
    shown: {
      ...(Object.keys(links).length > 0 && { links }),
      ...(level && { accessibility: level }),
      ...Object.fromEntries(named.map(({ kind, name }) => [kind, `/operateur/${name}`])),
    },
    notices: {
      legalName: values["operator.legal_name"] || values["operator.name"],
      address: values["operator.address"],
      publisher: values["operator.publisher"],
      host: values["operator.host"],
      dpo: values["operator.dpo"],
      phone: values["operator.support_phone"],
      email: values["operator.support_email"],
      hours: values["operator.support_hours"],
      traceMonths: values["audit.retention_months"],
    },
    marks: new Map(named.map(({ name, mark }) => [name, mark])),
    style: values["operator.accent"] === "" ? "" : styleOfAccent(values["operator.accent"]),
  };
}

/** It changes with what it names: browsers keep it. */
function nameOf(kind: string, { bytes }: Mark): string {
  return `${kind}-${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}`;
}

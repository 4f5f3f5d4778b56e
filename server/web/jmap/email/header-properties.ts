import {
  asAddresses,
  asDate,
  asGroupedAddresses,
  asMessageIds,
  asRaw,
  asText,
  asURLs,
  formAllowed,
  type HeaderForm,
} from "../../../formats/mime/header-forms.ts";
import type { HeaderBlock } from "../../../formats/mime/types.ts";

/** A property `header:{name}[:as{form}][:all]` (RFC 8621 §4.1.3). */
export interface HeaderProperty {
  /** As the client wrote it: the answer uses the same letters. */
  property: string;
  name: string;
  form: HeaderForm;
  all: boolean;
}

const forms: Record<HeaderForm, (raw: Uint8Array) => unknown> = {
  asRaw,
  asText,
  asAddresses,
  asGroupedAddresses,
  asMessageIds,
  asDate,
  asURLs,
};

/** Reads such a property; null when it is none, or asks for a form that the field may not take (§4.1.2). */
export function readHeaderProperty(property: string): HeaderProperty | null {
  const match = /^header:([!-9;-~]+)(?::(as[A-Za-z]+))?(:all)?$/.exec(property);
  if (!match?.[1]) return null;
  const form = match[2] ?? "asRaw";
  if (!isForm(form) || !formAllowed(match[1], form)) return null;
  return { property, name: match[1], form, all: match[3] !== undefined };
}

function isForm(name: string): name is HeaderForm {
  return Object.hasOwn(forms, name);
}

/**
 * The values of such properties: of a field written several times the last, unless all are asked for. What they are
 * made of is counted by `spend`, for one field can be asked for in a hundred ways.
 */
export function headerValues(
  header: HeaderBlock,
  wanted: readonly HeaderProperty[],
  spend: (octets: number) => void,
): [property: string, value: unknown][] {
  const byName = Map.groupBy(header.fields, (field) => field.name.toLowerCase());
  return wanted.map(({ property, name, form, all }) => {
    const fields = byName.get(name.toLowerCase()) ?? [];
    const values = (all ? fields : fields.slice(-1)).map(({ start, end }) => {
      spend(end - start);
      return forms[form](header.bytes.subarray(start, end));
    });
    return [property, all ? values : (values[0] ?? null)];
  });
}

/** The property `headers`: every field, in order, as written. */
export function listHeaders(header: HeaderBlock): { name: string; value: string }[] {
  return header.fields.map(({ name, start, end }) => ({
    name,
    value: asRaw(header.bytes.subarray(start, end)),
  }));
}

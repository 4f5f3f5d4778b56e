/** Elements whose content is no text for a reader. */
const hidden = new Set(["script", "style", "title", "template"]);
/** Elements that stand in a line; every other one ends it. */
const inline =
  /^(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)$/;
const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  shy: "",
  zwnj: "",
  zwj: "",
  laquo: "«",
  raquo: "»",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  sbquo: "‚",
  bdquo: "„",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  bull: "•",
  middot: "·",
  deg: "°",
  euro: "€",
  pound: "£",
  sect: "§",
  copy: "©",
  reg: "®",
  trade: "™",
  times: "×",
  iexcl: "¡",
  iquest: "¿",
  ordm: "º",
  ordf: "ª",
  sup2: "²",
  agrave: "à",
  aacute: "á",
  acirc: "â",
  atilde: "ã",
  auml: "ä",
  aring: "å",
  aelig: "æ",
  ccedil: "ç",
  egrave: "è",
  eacute: "é",
  ecirc: "ê",
  euml: "ë",
  igrave: "ì",
  iacute: "í",
  icirc: "î",
  iuml: "ï",
  ntilde: "ñ",
  ograve: "ò",
  oacute: "ó",
  ocirc: "ô",
  otilde: "õ",
  ouml: "ö",
  oslash: "ø",
  oelig: "œ",
  ugrave: "ù",
  uacute: "ú",
  ucirc: "û",
  uuml: "ü",
  yacute: "ý",
  yuml: "ÿ",
  szlig: "ß",
  Agrave: "À",
  Aacute: "Á",
  Acirc: "Â",
  Atilde: "Ã",
  Auml: "Ä",
  Aring: "Å",
  AElig: "Æ",
  Ccedil: "Ç",
  Egrave: "È",
  Eacute: "É",
  Ecirc: "Ê",
  Euml: "Ë",
  Icirc: "Î",
  Iuml: "Ï",
  Ntilde: "Ñ",
  Ocirc: "Ô",
  Ouml: "Ö",
  Oslash: "Ø",
  OElig: "Œ",
  Ugrave: "Ù",
  Ucirc: "Û",
  Uuml: "Ü",
};

/**
 * The text of a piece of HTML, for a preview and for searching: tags gone, a line per block, entities decoded. It
 * is no sanitiser: what it gives is text, to be shown as text. One pass, time linear in the length.
 */
export function htmlToText(html: string): string {
  let text = "";
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) return text + decodeEntities(html.slice(at));
    text += decodeEntities(html.slice(at, open));
    const tag = readTag(html, open);
    text += tag.text;
    at = tag.end;
  }
  return text;
}

/** What stands at a "<": the text it gives and where reading goes on. */
function readTag(html: string, open: number): { text: string; end: number } {
  if (html.startsWith("<!--", open)) {
    const end = html.indexOf("-->", open + 4);
    return { text: "", end: end < 0 ? html.length : end + 3 };
  }
  const name = /^<(\/?)([a-z][a-z0-9:-]{0,31})|^<[!?]/i.exec(html.slice(open, open + 40));
  if (!name) return { text: "<", end: open + 1 };
  const end = tagEnd(html, open + 1);
  const element = (name[2] ?? "").toLowerCase();
  if (name[1] === "" && hidden.has(element) && html[end - 2] !== "/") {
    return { text: "", end: closingTag(html, element, end) };
  }
  return { text: element === "" || inline.test(element) ? "" : "\n", end };
}

/** After the ">" of a tag, quoted attribute values passed over; the end of the text when there is none. */
function tagEnd(html: string, start: number): number {
  let quote = "";
  for (let i = start; i < html.length; i++) {
    const char = html[i]!;
    if (quote) {
      if (char === quote) quote = "";
    } else if (char === ">") return i + 1;
    else if ((char === '"' || char === "'") && html[i - 1] === "=") quote = char;
  }
  return html.length;
}

/** After the end tag of a hidden element; a document whose element never ends has no more text. */
function closingTag(html: string, element: string, start: number): number {
  const closing = new RegExp(`</${element}`, "gi");
  closing.lastIndex = start;
  const found = closing.exec(html);
  return found ? tagEnd(html, closing.lastIndex) : html.length;
}

/** Decodes character references; the named ones are those of everyday mail. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(x?)([0-9a-f]{1,7})|([a-z][a-z0-9]{1,7}));?/gi, (whole, hex, digits, name) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? named[name]! : whole;
    const code = Number.parseInt(digits, hex ? 16 : 10);
    const isCharacter = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : "";
  });
}

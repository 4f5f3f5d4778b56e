import { guessText } from "./charset.ts";

/** The text of a raw field value: bytes beyond ASCII read as they look, folds undone, NUL gone. */
export function fieldText(raw: Uint8Array): string {
  return unfold(guessText(raw));
}

/** RFC 5322 §2.2.3: a fold is its blanks without the line break. */
function unfold(text: string): string {
  return text.replace(/[\r\n\0]+/g, "");
}

/**
 * Takes away comments (RFC 5322 §3.2.2), nested ones too, outside quoted strings. A parenthesis that nothing
 * closes begins no comment.
 */
export function stripComments(text: string): string {
  if (!text.includes("(")) return text;
  let kept = "";
  let depth = 0;
  let opened = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === "\\" && (depth > 0 || isQuoted)) {
      if (depth === 0) kept += text.slice(i, i + 2);
      i++;
    } else if (char === '"' && depth === 0) {
      isQuoted = !isQuoted;
      kept += char;
    } else if (char === "(" && !isQuoted) {
      if (depth++ === 0) opened = i;
    } else if (char === ")" && depth > 0) depth--;
    else if (depth === 0) kept += char;
  }
  return depth > 0 ? kept + text.slice(opened) : kept;
}

/** What stands between angle brackets, in order; comments outside them are passed over. */
export function bracketed(text: string): string[] {
  const found: string[] = [];
  let rest = text;
  // Brackets inside a comment are none, parentheses inside brackets are no comment
  if (text.includes("("))
    rest = text.replace(/<[^<>]*>|\((?:[^()\\]|\\.)*\)/gs, (one) => (one[0] === "<" ? one : " "));
  for (const match of rest.matchAll(/<([^<>]*)>/g)) {
    if (match[1]) found.push(match[1]);
  }
  return found;
}

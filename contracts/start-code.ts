/**
 * The start code of a « fiche d'accès »: sixteen letters, in four groups of four, that stand for the link of a first
 * access when it is typed by hand. Consonants only, without L: nothing that looks like a digit, and no word. Nineteen to
 * the sixteenth are 67 bits: nobody finds one by trying, however fast the server answers for seven days.
 */
export const startLetters = "BCDFGHJKMNPQRSTVWXZ";
export const startLength = 16;

/** What was typed, without what only helps the eye: capitals or not, spaces, dashes. Null when it is no start code. */
export function readStartCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  const isCode = letters.length === startLength && [...letters].every((one) => startLetters.includes(one));
  return isCode ? letters : null;
}

/** As it is printed and read out: `BCDF-GHJK-MNPQ-RSTV`. */
export function writeStartCode(letters: string): string {
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

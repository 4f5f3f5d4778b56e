/**
 * What a password must be: a length and something to guess, no list of signs that it has to hold. The page says it while
 * one types, the server decides.
 */

/** CNIL 2022-100: 12 characters, with tries that are counted. */
export const shortest = 12;
/** PGSSI-S RIE, EXI 25: 50 bits. */
const leastBits = 50;
/** CNIL 2022-100: 80 bits, enough whatever is tried. */
const fineBits = 80;
const goodBits = 65;

/** In words: what the page says of a password. */
export type Strength = "short" | "common" | "fair" | "good" | "fine";

/**
 * How hard a password is to guess. What everybody tries first counts for nothing: usual words, years, rows of keys,
 * repetitions; what is left counts by its length and its alphabet, as the CNIL counts.
 */
export function weigh(password: string): Strength {
  const typed = password.normalize("NFC");
  if ([...typed].length < shortest) return "short";
  const bits = bitsOf(dropRuns(dropUsual(plain(typed))), typed);
  if (bits < leastBits) return "common";
  if (bits < goodBits) return "fair";
  return bits < fineBits ? "good" : "fine";
}

/** Whether a password holds one of these words, in any case, with or without accents. */
export function holdsOneOf(password: string, words: readonly string[]): boolean {
  const typed = plain(password);
  return words.some((word) => typed.includes(plain(word)));
}

/** Lower case, without accents, with letters for the signs that people put instead: « M0t_de_P@sse ». */
function plain(text: string): string {
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[@4](?=\D)|(?<=\D)[@4]/g, "a").replace(/(?<=[a-z])[0135$](?=[a-z])/g, letterOf);
}

const letters: Record<string, string> = { "0": "o", "1": "i", "3": "e", "5": "s", $: "s" };

function letterOf(sign: string): string {
  return letters[sign] ?? sign;
}

/** Words of the lists that leaked, of our trade and of the calendar; longest first, so that none hides in another. */
const usual = (
  "motdepasse password passwort changeme letmein welcome bienvenue administrateur administrator admin utilisateur user " +
  "provisoire temporaire connexion messagerie mssante caducee secretariat accueil hopital clinique cabinet sante docteur " +
  "medecin infirmiere infirmier pharmacie azertyuiop qwertyuiop azerty qwerty qsdfgh wxcvbn asdfgh zxcvbn bonjour bonsoir " +
  "coucou soleil doudou loulou chouchou cheval chocolat princesse vacances jetaime iloveyou amour bisous maman marseille " +
  "paris france football pokemon naruto superman starwars minecraft dragon monkey secret nicolas camille thomas julien " +
  "printemps automne hiver janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi " +
  "mercredi jeudi vendredi samedi dimanche"
)
  .split(" ")
  .sort((one, other) => other.length - one.length);
const usualWords = new RegExp(usual.map((word) => [...word].join("[\\s_.-]?")).join("|"), "g");

function dropUsual(text: string): string {
  return text.replace(usualWords, "").replace(/(19|20)\d\d/g, "");
}

/** « aaaa », « 1234 », « fedc », « haha haha »: a run counts as its first two signs. */
function dropRuns(text: string): string {
  const once = text.replace(/(.{1,4}?)\1{2,}/gu, "$1");
  const kept: string[] = [];
  const codes = [...once].map((sign) => sign.codePointAt(0) ?? 0);
  for (const [place, code] of codes.entries()) {
    const [before, last] = [codes[place - 2], codes[place - 1]];
    const step = last === undefined ? 0 : code - last;
    const isRun = before !== undefined && last !== undefined && last - before === step && Math.abs(step) <= 1;
    if (!isRun) kept.push(String.fromCodePoint(code));
  }
  return kept.join("");
}

function bitsOf(left: string, typed: string): number {
  const classes: [RegExp, number][] = [
    [/\d/, 10],
    [/\p{Ll}/u, 26],
    [/\p{Lu}/u, 26],
    [/[^\p{L}\d]/u, 33],
  ];
  const alphabet = classes.reduce((sum, [sign, size]) => sum + (sign.test(typed) ? size : 0), 0);
  return [...left].length * Math.log2(Math.max(alphabet, 2));
}

import { readFileSync } from "node:fs";
import { type Configuration, pathOf } from "./configuration.ts";

/** A picture of the operator's, as it is served. */
export interface Mark {
  bytes: Buffer;
  type: "image/png" | "image/jpeg" | "image/webp" | "image/svg+xml";
}

/** The operator's own marks; null where the house's stand. */
export interface Marks {
  logo: Mark | null;
  picture: Mark | null;
}

/** Octets: every sign-in page fetches them, on old hospital lines too. */
const most = { "operator.logo": 30_000, "operator.picture": 200_000 };

/** Reads the operator's logo and picture; what is wrong with them is added to `faults`, a sentence each. */
export function readMarks(configuration: Configuration, faults: string[]): Marks {
  return {
    logo: readMark(configuration, "operator.logo", ["image/png", "image/svg+xml"], faults),
    picture: readMark(configuration, "operator.picture", ["image/png", "image/jpeg", "image/webp"], faults),
  };
}

function readMark(
  configuration: Configuration,
  name: keyof typeof most,
  types: readonly Mark["type"][],
  faults: string[],
): Mark | null {
  const given = configuration.values[name];
  if (given === "") return null;
  const path = pathOf(configuration, given);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    faults.push(`${name} : le fichier ${path} ne peut pas être lu. Vérifiez le chemin et les droits.`);
    return null;
  }
  const type = typeOf(bytes);
  if (!type || !types.includes(type)) {
    const names = types.map((one) => one.replace(/^image\/|\+xml$/g, "").toUpperCase()).join(", ");
    faults.push(`${name} : le fichier ${path} n’est pas une image acceptée. Indiquez un fichier ${names}.`);
    return null;
  }
  if (bytes.length > most[name]) {
    faults.push(
      `${name} : le fichier ${path} pèse ${bytes.length} octets, il en faut au plus ${most[name]}. Réduisez-le.`,
    );
    return null;
  }
  return { bytes, type };
}

/** What the bytes are, whatever the file is called. An SVG is shown as a picture only, under a policy without scripts. */
function typeOf(bytes: Buffer): Mark["type"] | null {
  if (bytes.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))) return "image/png";
  if (bytes.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex"))) return "image/jpeg";
  if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP")
    return "image/webp";
  const text = bytes.toString("utf8").trimStart();
  return /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(text) ? "image/svg+xml" : null;
}

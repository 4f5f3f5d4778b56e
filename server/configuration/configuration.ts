import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "smol-toml";
import { findDisagreements } from "./agreement.ts";
import { type SettingName, type Values, environmentName, settings } from "./settings.ts";

/** The validated configuration: no secret is in it, only where secrets are read from. */
export interface Configuration {
  mode: "sandbox" | "production";
  /** Absolute path of the data folder. */
  data: string;
  /** Absolute path of the file it was read from: its relative paths are taken from there. */
  file: string;
  values: Values;
}

/** What is wrong with a configuration, one sentence each, with what to do. */
export class ConfigurationFaults extends Error {
  override name = "ConfigurationFaults";
  readonly sentences: string[];
  constructor(sentences: string[]) {
    super(sentences.join("\n"));
    this.sentences = sentences;
  }
}

export type Environment = Record<string, string | undefined>;

/**
 * Step one and two of three: reads the file and the environment, then validates. The mode is `sandbox` when no
 * `caducee.toml` stands in the folder and nothing says otherwise; the sandbox has written its own file by then.
 * Throws `ConfigurationFaults`.
 */
export function readConfiguration(environment: Environment, folder: string): Configuration {
  const own = resolve(folder, environment["CADUCEE_CONFIG"] || "caducee.toml");
  const mode = environment["CADUCEE_MODE"] || (existsSync(own) ? "production" : "sandbox");
  if (mode !== "sandbox" && mode !== "production")
    throw new ConfigurationFaults([`CADUCEE_MODE vaut « ${mode} » : indiquez sandbox ou production.`]);
  const file =
    mode === "production"
      ? own
      : join(resolve(folder, environment["CADUCEE_SANDBOX_DATA"] || "sandbox-data"), "caducee.toml");
  const data = resolve(folder, environment["CADUCEE_DATA"] || "data");
  const values = validate(readFile(file), environment);
  const faults = findDisagreements(values, mode);
  if (faults.length > 0) throw new ConfigurationFaults(faults);
  return { mode, data, file, values };
}

function readFile(file: string): Record<string, unknown> {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch {
    throw new ConfigurationFaults([
      `Le fichier de configuration ${file} ne peut pas être lu. Créez-le, ou lancez « npm start » pour le bac à sable.`,
    ]);
  }
  try {
    return flat(parse(content));
  } catch (error) {
    const [reason = ""] = error instanceof Error ? error.message.split("\n") : [];
    throw new ConfigurationFaults([`Le fichier ${file} n’est pas du TOML valable : ${reason}.`]);
  }
}

/** `{ web: { port: 1 } }` as `{ "web.port": 1 }`. */
function flat(tree: object): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [table, content] of Object.entries(tree)) {
    // A table that is a setting of its own: its keys are not ours.
    const isWhole = Object.hasOwn(settings, table);
    if (isWhole || typeof content !== "object" || content === null || Array.isArray(content))
      values[table] = content;
    else for (const [key, value] of Object.entries(content)) values[`${table}.${key}`] = value;
  }
  return values;
}

function validate(given: Record<string, unknown>, environment: Environment): Values {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(given))
    if (!Object.hasOwn(settings, name))
      faults.push(`${name} n’est pas un réglage connu : corrigez son nom ou retirez-le.`);
  for (const [name, one] of Object.entries(settings)) {
    // Object.entries forgets the keys' type; these are the table's own.
    const variable = environmentName(name as SettingName);
    const override = environment[variable] || undefined;
    const value = override ?? given[name];
    const label = override === undefined ? name : variable;
    if (value === undefined) {
      if (one.fallback === undefined) faults.push(`${name} manque : ajoutez ce réglage à la configuration.`);
      values[name] = one.fallback;
      continue;
    }
    const read = one.read(value);
    if (typeof read === "string") faults.push(`${label} vaut « ${show(value)} » : ${read}.`);
    else values[name] = read.value;
  }
  if (faults.length > 0) throw new ConfigurationFaults(faults);
  // Every name of the table was read above by its own reader.
  return values as Values;
}

function show(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A path of the configuration, taken from its file's folder when relative. */
export function pathOf(configuration: Configuration, path: string): string {
  return resolve(dirname(configuration.file), path);
}

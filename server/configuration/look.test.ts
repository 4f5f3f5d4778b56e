import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { contrast, readAccent, styleOfAccent } from "./accent.ts";
import type { Configuration } from "./configuration.ts";
import { readMarks } from "./look.ts";
import { lookOf } from "./operator.ts";
import { settings, type Values } from "./settings.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "caducee-look-"));
});
after(() => rm(folder, { recursive: true }));

const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(100)]);

function configurationOf(changed: Record<string, string>): Configuration {
  const fallbacks = Object.entries(settings).map(([name, { fallback }]) => [name, fallback]);
  // What the tests look at is given; the rest stands as when nothing is said.
  const values = { ...Object.fromEntries(fallbacks), ...changed } as Values;
  return { mode: "production", data: folder, file: join(folder, "caducee.toml"), values };
}

test("a colour that white text cannot be read on is refused, with its contrast", () => {
  assert.deepEqual(readAccent("#0B5D4E"), { value: "#0b5d4e" });
  assert.deepEqual(readAccent(""), { value: "" });
  assert.match(String(readAccent("#ffcc00")), /contraste de 1,3 pour 1 : il en faut 4,5/);
  for (const wrong of ["vert", "#fff", "#12345g", 12, "#4a2b70;}body{display:none"])
    assert.equal(readAccent(wrong), "indiquez une couleur comme #4a2b70");
});

test("whatever colour is taken, text is readable in light and in dark", () => {
  const page = [244, 242, 238] as const;
  const surface = [28, 24, 34] as const;
  const onDarkInk = [35, 17, 63] as const;
  for (const accent of ["#0b5d4e", "#4a2b70", "#000000", "#9d1c2a", "#00008b", "#5b5b5b"]) {
    assert.equal(typeof readAccent(accent), "object", accent);
    const [light = {}, dark = {}] = styleOfAccent(accent).split("\n").map(coloursOf);
    const of = (colours: Record<string, readonly [number, number, number]>, name: string) => {
      const colour = colours[name];
      assert.ok(colour, `${accent} has no ${name}`);
      return colour;
    };
    const pairs = [
      [of(light, "link"), page],
      [of(light, "ink"), of(light, "ink-soft")],
      [[255, 255, 255], of(light, "ink-hover")],
      [[246, 241, 252], of(light, "panel")],
      [of(dark, "link"), surface],
      [of(dark, "ink"), of(dark, "ink-soft")],
      [onDarkInk, of(dark, "ink")],
      [[240, 233, 251], of(dark, "panel")],
    ] as const;
    pairs.forEach(([one, other], index) =>
      assert.ok(contrast(one, other) >= 4.5, `${accent}, pair ${index}: ${contrast(one, other)}`),
    );
  }
});

test("a logo is what its bytes are, not what its name says; what is wrong is one sentence", async () => {
  const write = async (name: string, bytes: string | Buffer) => {
    await writeFile(join(folder, name), bytes);
    return name;
  };
  const faultsOf = (changed: Record<string, string>) => {
    const faults: string[] = [];
    return { marks: readMarks(configurationOf(changed), faults), faults };
  };
  const svg = '<?xml version="1.0"?>\n<!-- logo -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';
  const good = faultsOf({
    "operator.logo": await write("logo.svg", svg),
    "operator.picture": await write("photo.png", png),
  });
  assert.deepEqual(good.faults, []);
  assert.deepEqual([good.marks.logo?.type, good.marks.picture?.type], ["image/svg+xml", "image/png"]);
  for (const [given, said] of [
    [{ "operator.logo": "nulle-part.svg" }, /ne peut pas être lu/],
    [
      { "operator.logo": await write("page.svg", "<html><svg></svg></html>") },
      /Indiquez un fichier PNG, SVG/,
    ],
    [{ "operator.picture": "logo.svg" }, /Indiquez un fichier PNG, JPEG, WEBP/],
    [
      { "operator.logo": await write("big.png", Buffer.concat([png, Buffer.alloc(30_000)])) },
      /au plus 30000/,
    ],
  ] as const) {
    const { marks, faults } = faultsOf(given);
    assert.match(faults.join("\n"), said);
    assert.deepEqual([marks.logo, marks.picture], [null, null]);
  }
});

test("what the operator shows: its links, its marks under names that change with them, its sheet", () => {
  const shown = (changed: Record<string, string>, marks = {}) =>
    lookOf(configurationOf(changed).values, { logo: null, picture: null, ...marks });
  assert.deepEqual(shown({}).shown, {});
  assert.equal(shown({}).style, "");
  const look = shown(
    {
      "operator.legal_page": "https://exemple.fr/mentions",
      "operator.accessibility": "partielle",
      "operator.accent": "#0b5d4e",
      "operator.dpo": "dpo@exemple.fr",
    },
    { logo: { bytes: png, type: "image/png" } },
  );
  assert.deepEqual(look.shown.links, { legal: "https://exemple.fr/mentions" });
  assert.equal(look.shown.accessibility, "partial");
  assert.match(look.shown.logo ?? "", /^\/operateur\/logo-[0-9a-f]{12}$/);
  assert.ok(look.marks.has((look.shown.logo ?? "").replace("/operateur/", "")));
  assert.equal(look.notices.dpo, "dpo@exemple.fr");
  assert.equal(look.notices.legalName, "Caducée");
  assert.match(look.style, /--ink:#0b5d4e/);
});

function coloursOf(rule: string): Record<string, readonly [number, number, number]> {
  return Object.fromEntries(
    [...rule.matchAll(/--([\w-]+):#(..)(..)(..)/g)].map(([, name = "", ...parts]) => {
      const [red = 0, green = 0, blue = 0] = parts.map((part) => Number.parseInt(part, 16));
      return [name, [red, green, blue] as const];
    }),
  );
}

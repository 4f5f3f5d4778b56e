import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Sender } from "./door.ts";

const run = promisify(execFile);

export const testSender: Sender = {
  operator: "Messagerie du Val de Brume",
  supportPhone: "02 99 00 00 00",
  supportEmail: "assistance@valdebrume.example",
  supportHours: "Du lundi au vendredi, de 8 h à 18 h.",
  publicUrl: "https://messagerie.valdebrume.example",
};

/** A paper as Poppler reads it: its facts, its text, its structure tree, its fonts. */
export async function readPaper(pdf: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), "caducee-paper-"));
  const file = join(folder, "paper.pdf");
  await writeFile(file, pdf);
  const said = async (program: string, ...options: string[]) => (await run(program, options)).stdout;
  const read = {
    facts: await said("pdfinfo", file),
    text: (await said("pdftotext", "-layout", file, "-")).normalize("NFC"),
    structure: await said("pdfinfo", "-struct-text", file),
    fonts: await said("pdffonts", file),
  };
  await rm(folder, { recursive: true });
  return read;
}

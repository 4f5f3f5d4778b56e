import type { Command, CommandDoors } from "./command.ts";

/** Made by guide/make.ts, in the process of the command line: a browser takes the pictures. */
export const guide = {
  name: "guide",
  words: "",
  help: "fait le « Guide de connexion rapide » de l’opérateur, en PDF ; demande Chromium sur cette machine",
  takes: 0,
  paths: [],
} as const satisfies Omit<Command, "run">;

/** What follows it: the words are the digest, the number of pages and the PDF in base64. */
export const keepGuide: Command = {
  name: "keep-guide",
  words: "",
  help: "",
  takes: 3,
  paths: [],
  async run({ administration }: CommandDoors, [digest = "", pages = "", pdf = ""], say) {
    await administration.guide.keep({ digest, pages: Number(pages), pdf: Buffer.from(pdf, "base64") });
    say(`Le guide est fait : ${pages} pages. Il se télécharge dans « Accès », page « Guide ».`);
    return 0;
  },
};

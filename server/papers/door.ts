import { setImmediate as immediate } from "node:timers/promises";
import { drawBlock, drawTitle } from "./blocks.ts";
import { type Fonts, readFonts } from "./fonts.ts";
import { Sheet } from "./sheet.ts";
import type { Paper, Sender } from "./views.ts";

export type { Block, Column, Paper, Sender } from "./views.ts";

/** What is printed: tagged PDF, made in memory. */
export interface PapersDoor {
  sender: Sender;
  /** A PDF 1.7 with its structure tree, its language, its title and its fonts (ISO 14289-1). */
  write(paper: Paper): Promise<Buffer>;
}

/** Opens the room; its fonts and its library are read when the first paper is. */
export function openPapers(sender: Sender): PapersDoor {
  let fonts: Promise<Fonts> | undefined;
  return {
    sender,
    async write(paper) {
      const { default: PDFDocument } = await import("pdfkit");
      const document = new PDFDocument({
        autoFirstPage: false,
        bufferPages: true,
        displayTitle: true,
        // The library's own fonts are not embedded, so none is taken.
        font: "",
        info: { Title: paper.title, Author: sender.operator, CreationDate: new Date(paper.at) },
        lang: "fr-FR",
        margin: 0,
        pdfVersion: "1.7",
        size: "A4",
        // The library knows it; its types do not yet.
        subset: "PDF/UA" as "PDF/A-1",
        tagged: true,
      });
      const chunks: Buffer[] = [];
      const done = new Promise<Buffer>((resolve, reject) => {
        document.on("data", (chunk: Buffer) => chunks.push(chunk));
        document.once("end", () => resolve(Buffer.concat(chunks))).once("error", reject);
      });
      const sheet = new Sheet(document, await (fonts ??= readFonts()));
      drawTitle(sheet, paper);
      for (const block of paper.blocks) {
        // Whoever asks for something else meanwhile does not wait for the whole paper.
        await immediate();
        drawBlock(sheet, block);
      }
      sheet.finish(sender.operator, paper.foot);
      document.end();
      return done;
    },
  };
}

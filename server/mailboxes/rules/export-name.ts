/** Letters of a subject that a file's name shows. */
const mostShown = 60;
/** Characters that some system does not take in a name, controls and marks of direction among them. */
const unfit = /[\p{Cc}\p{Cf}\\/:*?"<>|]/gu;

/**
 * The name of a message in a copy of its mailbox: its folder, its number, which no other has, its day and what it is
 * about. `Réception/00012 2026-11-22 Bilan de Léa.eml`: nothing in it leads out of the folder where it is unpacked.
 */
export function nameExported(message: {
  number: number;
  folder: string | null;
  receivedAt: number;
  subject: string | null;
}): string {
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(message.receivedAt);
  const number = String(message.number).padStart(5, "0");
  const parts = [number, day, tidy(message.subject ?? "")].filter((part) => part !== "");
  return `${tidy(message.folder ?? "") || "Autres"}/${parts.join(" ")}.eml`;
}

function tidy(text: string): string {
  const shown = Array.from(
    text.toWellFormed().normalize("NFC").replace(unfit, " ").replace(/\s+/gu, " ").trim(),
  );
  // Windows takes no dot and no space at the end, and hides what begins with a dot elsewhere.
  return shown
    .slice(0, mostShown)
    .join("")
    .replace(/^[. ]+|[. ]+$/g, "");
}

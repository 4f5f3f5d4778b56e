/** Who sends: the sandbox's peer. */
export const sender = "pediatrie@ch-portbrume.mss.example";

const sentences = [
  "L’examen retrouve une dyspnée modérée, sans autre anomalie notable.",
  "Le traitement comporte du paracétamol 500 mg matin et soir, et une surveillance de la tension.",
  "Prochaine consultation à Portbrume, avec la lettre de liaison et les résultats de biologie.",
  "La famille a été prévenue ; elle demande que les transports soient adaptés dès la rentrée.",
  "Biologie : hémoglobine 13,8 g/dL, leucocytes 6,2 G/L, créatinine 71 µmol/L.",
  "À noter : fatigue à l’effort, sommeil correct, appétit conservé, autonomie préservée.",
];

const subjects = ["Compte rendu de consultation", "Lettre de liaison à la sortie", "Demande d’avis", "Bilan"];

/**
 * Message `index` of a peer: French text and HTML, about 4 kB, the same bytes each time. Every third one answers the
 * one before.
 */
export function message(index: number, to: string): string {
  const answers = index % 3 === 2;
  const subject = `${subjects[index % subjects.length]} n° ${answers ? index - 1 : index}`;
  const lines = Array.from({ length: 14 }, (_, line) => sentences[(index + line * 5) % sentences.length]);
  const boundary = `limite-${index}`;
  return [
    `Message-ID: <${idOf(index)}>`,
    ...(answers ? [`In-Reply-To: <${idOf(index - 1)}>`, `References: <${idOf(index - 1)}>`] : []),
    `From: ${word("Service pédiatrie")} <${sender}>`,
    `To: ${word("Accueil de l’IME")} <${to}>`,
    `Subject: ${word(answers ? `Re: ${subject}` : subject)}`,
    `Date: ${new Date(Date.UTC(2026, 10, 1) + index * 600_000).toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    ...part(boundary, "text/plain", `Bonjour,\n\n${lines.join("\n")}\n\nBien cordialement`),
    ...part(boundary, "text/html", `<p>Bonjour,</p>${lines.map((line) => `<p>${line}</p>`).join("\n")}`),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}

function idOf(index: number): string {
  return `m${index}@ch-portbrume.example`;
}

/** RFC 2047 §4.1. */
function word(text: string): string {
  return `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
}

function part(boundary: string, type: string, text: string): string[] {
  const body = Buffer.from(text).toString("base64").replace(/.{76}/g, "$&\r\n");
  return [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
    "",
    body,
  ];
}

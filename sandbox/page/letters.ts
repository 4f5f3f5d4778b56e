import type { PeerLetter } from "../peer-inbox.ts";
import { escape } from "./escape.ts";
import { writeMoment } from "./moments.ts";

/** What correspondents received from the program, newest first, each with the means to answer. */
export function renderLetters(letters: PeerLetter[]): string {
  if (letters.length === 0)
    return `<p class="empty">Rien encore. Écrivez à un correspondant depuis Caducée : son message arrivera ici.</p>`;
  return letters.slice(0, 20).map(renderLetter).join("\n");
}

function renderLetter({ id, from, to, subject, text, files, at }: PeerLetter): string {
  const field = `answer-${id}`;
  return `<article class="post" data-id="${escape(id)}">
<h3>${escape(subject || "(sans objet)")}</h3>
<p>de ${escape(from)} à ${escape(to)}, ${writeMoment(at)}</p>
${files.length === 0 ? "" : `<p>${files.map(escape).join(", ")}</p>`}
<details><summary>Lire et répondre</summary><pre>${escape(text.trim())}</pre>
<form><input type="hidden" name="id" value="${escape(id)}">
<div class="field"><label class="label" for="${field}">Réponse</label><textarea class="input" id="${field}" name="text" rows="2">Bien reçu, merci.</textarea></div>
<div class="line"><button class="btn">Répondre</button><span class="reply mono" role="status"></span></div></form></details>
</article>`;
}

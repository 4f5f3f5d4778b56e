import type { Post } from "../outbox.ts";
import type { PeerLetter } from "../peer-inbox.ts";
import { listPeople, mailboxes, publicAdministrator, type PublicPerson } from "../people.ts";
import { icon, logo } from "./icons.ts";
import { escape } from "./escape.ts";
import { renderLetters } from "./letters.ts";
import { writeMoment } from "./moments.ts";

/** The sandbox's page, whole. `posts` and `letters` newest first; `programUrl`: where « Ouvrir Caducée » leads. */
export function renderPage(posts: Post[], letters: PeerLetter[], programUrl: string): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Bac à sable · Caducée</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body>
<a class="skip" href="#main">Aller au contenu</a>
<header class="sand-top">
<a class="brand" href="/">${logo}<span>Caducée</span></a>
<span class="sand-tag">Bac à sable</span>
<span class="hide-s">Tout est fictif ici. Rien ne sort de cette machine.</span>
<a class="btn btn-s push" href="${escape(programUrl)}">Ouvrir Caducée${icon("right", "icon-s")}</a>
</header>
<main class="sand-main" id="main">
${renderPeople(listPeople(programUrl))}
<section class="sand-wide" aria-labelledby="posts-title">
<h2 id="posts-title">La boîte ordinaire</h2>
<p class="sand-lead">Ce que les personnes reçoivent dans leur messagerie de tous les jours.</p>
<div class="card" id="posts" role="log" aria-label="E-mails reçus">${renderPosts(posts)}</div>
</section>
<section class="sand-phone" aria-labelledby="phone-title">
<h2 id="phone-title">Le téléphone</h2>
<p class="sand-lead">Les SMS de tout le monde, le plus récent en bas.</p>
<div class="handset"><div class="handset-top" aria-hidden="true"><span>Caducée</span><span>Messages</span></div>
<div class="handset-in" id="phone" role="log" aria-label="SMS reçus">${renderPhone(posts)}</div></div>
</section>
<section class="sand-wide" aria-labelledby="letters-title">
<h2 id="letters-title">Chez l’opérateur voisin</h2>
<p class="sand-lead">Ce que les correspondants reçoivent de Caducée. Leur réponse part par un vrai SMTP.</p>
<div class="card" id="letters" role="log" aria-label="Messages reçus par les correspondants">${renderLetters(letters)}</div>
</section>
${renderForm()}
</main>
<p class="sr" role="status" id="said"></p>
</body>
</html>
`;
}

function renderPeople(people: PublicPerson[]): string {
  return `<section class="sand-wide" aria-labelledby="people-title">
<h1 id="people-title">Qui peut se connecter</h1>
<p class="sand-lead">Copiez un identifiant et son mot de passe, puis lisez le code ci-dessous. Qui a une carte peut aussi passer par Pro Santé Connect, sans mot de passe.</p>
<div class="card scroll-x" tabindex="0" role="region" aria-label="Personnes"><table class="table" role="table">
<thead><tr><th scope="col">Personne</th><th scope="col">Utilisateur</th><th scope="col">Mot de passe</th><th scope="col">Boîtes</th></tr></thead>
<tbody>${[...people, publicAdministrator].map(renderPerson).join("\n")}</tbody>
</table></div>
${renderPrograms(people)}
</section>`;
}

/** For a JMAP client of another hand. */
function renderPrograms(people: PublicPerson[]): string {
  const rows = people.map(
    ({ name, jmap }) => `<tr><td>${escape(name)}</td>
<td>${escape(Object.values(mailboxes).find(({ address }) => address === jmap.mailbox)?.name ?? jmap.mailbox)}</td>
<td>${renderCopy(jmap.password)}</td></tr>`,
  );
  return `<details class="fold"><summary>Avec un logiciel JMAP</summary>
<p class="sand-lead">Il demande ${renderCopy(people[0]?.jmap.session ?? "")} par HTTP Basic, avec le même utilisateur, ou en Bearer, avec ce mot de passe seul. Chacun ouvre une boîte.</p>
<div class="card scroll-x" tabindex="0" role="region" aria-label="Mots de passe d’application"><table class="table" role="table">
<thead><tr><th scope="col">Personne</th><th scope="col">Boîte</th><th scope="col">Mot de passe d’application</th></tr></thead>
<tbody>${rows.join("\n")}</tbody>
</table></div></details>`;
}

function renderPerson(person: Omit<PublicPerson, "jmap">): string {
  const initials = person.name.replace(/(\p{L})\p{L}*\s*/gu, "$1");
  const names = Object.values(mailboxes)
    .filter(({ address }) => person.mailboxes.includes(address))
    .map(({ name }) => name)
    .join(", ");
  return `<tr><td><div class="who"><span class="face" data-t="${escape(initials)}" aria-hidden="true"></span>
<span><b>${escape(person.name)}</b><small>${escape(person.psc ? `${person.role}, carte ${person.psc.card}` : person.role)}</small></span></div></td>
<td>${renderCopy(person.login)}</td><td>${renderCopy(person.password)}</td>
<td class="count" title="${escape(names)}">${person.mailboxes.length}</td></tr>`;
}

function renderCopy(value: string): string {
  return `<button type="button" class="copy mono" data-copy="${escape(value)}" aria-label="${escape(value)}, copier"><span>${escape(value).replace(/[@.]/g, "$&<wbr>")}</span>${icon("copy", "")}</button>`;
}

/** The e-mails, newest first, each folded on its text; the newest is marked. */
export function renderPosts(posts: Post[]): string {
  const mails = posts.filter(({ channel }) => channel === "email").slice(0, 20);
  if (mails.length === 0) {
    return `<p class="empty">Rien encore. Le code arrivera ici dès que quelqu’un se connectera.</p>`;
  }
  return mails.map((post, index) => renderPost(post, index === 0)).join("\n");
}

function renderPost(post: Post, newest: boolean): string {
  const code = readCode(post.text);
  return `<article class="post${newest ? " post-new" : ""}" data-id="${post.at} ${escape(post.to)}">
<h3>${escape(post.subject)}</h3>
<p>à ${escape(post.to)}, ${writeMoment(post.at)}</p>
${code === undefined ? "" : `<b class="code-show">${spaceCode(code)}</b>`}
<details><summary>Lire l’e-mail</summary><pre>${escape(post.text.trim())}</pre></details>
</article>`;
}

/** The messages of the phone, the newest last. */
export function renderPhone(posts: Post[]): string {
  const messages = posts
    .filter(({ channel }) => channel === "sms")
    .slice(0, 12)
    .reverse();
  if (messages.length === 0) {
    return `<p class="empty">Aucun SMS. Choisissez « SMS » en vous connectant : le code arrivera ici.</p>`;
  }
  return messages
    .map((post) => {
      const code = readCode(post.text);
      const text = post.text;
      const shown = code === undefined ? "" : `<b class="code-show">${spaceCode(code)}</b>`;
      return `<div class="sms">${escape(text)}${shown}<span class="when">à ${escape(post.to)}, ${writeMoment(post.at)}</span></div>`;
    })
    .join("\n");
}

/** The six digits of a one-time code, alone in their line or word. */
function readCode(text: string): string | undefined {
  return /(?<![\d-])\d{6}(?![\d-])/.exec(text)?.[0];
}

function spaceCode(code: string): string {
  return `${code.slice(0, 3)}\u00a0${code.slice(3)}`;
}

function renderForm(): string {
  return `<section class="sand-wide" aria-labelledby="send-title">
<h2 id="send-title">Envoyer un message d’essai</h2>
<p class="sand-lead">L’opérateur voisin l’envoie par un vrai SMTP, et la réponse du serveur s’affiche ici.</p>
<form class="card pad form-2" id="send">
<div class="field"><label class="label" for="from">De</label><input class="input" id="from" name="from" type="email" required autocomplete="off" value="h.castaing@ch-portbrume.mss.example"></div>
<div class="field"><label class="label" for="to">À</label><input class="input" id="to" name="to" type="email" required autocomplete="off" list="addresses" value="${escape(mailboxes.ime.address)}">
<datalist id="addresses">${Object.values(mailboxes)
    .map(({ address, name }) => `<option value="${escape(address)}">${escape(name)}</option>`)
    .join("")}</datalist></div>
<div class="field wide"><label class="label" for="subject">Objet</label><input class="input" id="subject" name="subject" autocomplete="off" value="Bilan de Léa M."></div>
<div class="field wide"><label class="label" for="text">Texte</label><textarea class="input" id="text" name="text" rows="2">Bonjour, voici le compte rendu de consultation.</textarea></div>
<div class="wide line"><button class="btn btn-main">${icon("send", "")}Envoyer</button><span id="reply" class="reply" role="status"></span></div>
</form>
<template id="reply-done">${icon("done", "")}</template><template id="reply-late">${icon("late", "")}</template>
</section>`;
}

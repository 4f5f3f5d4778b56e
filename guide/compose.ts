import type { GuideMethod, GuideSubject } from "../server/administration/door.ts";
import type { Mark, Marks } from "../server/configuration/look.ts";
import { html, Markup } from "./markup.ts";
import { codesOf, type Pictures } from "./pictures.ts";
import { front, type Leaf, pagesOf, planGuide, type Section } from "./plan.ts";
import { styleOf } from "./style.ts";
import { words } from "./words.ts";

/** What a guide is composed from. */
export interface Material {
  subject: GuideSubject;
  pictures: Pictures;
  marks: Marks;
  /** When it is made, milliseconds since 1970. */
  at: number;
}

const nothing = html``;

/** The whole guide as one HTML document, each `.page` of it one sheet of A4; `fonts` are its faces. */
export function composeGuide(material: Material, fonts: string): string {
  const { subject } = material;
  const leaves = planGuide(subject);
  const all = pagesOf(leaves);
  const foot = (page: number) =>
    // Heard, it would come between two sentences on each page.
    html`<p class="foot" aria-hidden="true">
      <span>${subject.operator} · ${words.subtitle}</span><span>${words.pageOf(page, all)}</span>
    </p>`;
  const pages = leaves.map(
    (leaf, place) =>
      html`<section class="page">
        <div class="${leaf.length > 1 ? "body halves" : "body"}">
          ${leaf.map((section) => writeSection(section, material))}
        </div>
        ${foot(front + place + 1)}
      </section>`,
  );
  return html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <title>${words.documentTitle(subject.operator)}</title>
        <style>
          ${new Markup(fonts + styleOf(subject.accent))}
        </style>
      </head>
      <body>
        <main>${cover(material, all)}${contents(leaves, foot(front))}${pages}</main>
      </body>
    </html>`.text;
}

function cover({ subject, marks, at }: Material, pages: number): Markup {
  const facts: [string, Markup][] = [
    [
      words.contacts,
      html`<a href="mailto:${subject.email}">${subject.email}</a
        ><br />${keepTogether(subject.phone)}<br />${subject.hours}`,
    ],
    [words.updated, html`${dayFr(at, { day: "2-digit", month: "2-digit", year: "numeric" })}`],
    [words.pages, html`${pages}`],
  ];
  return html`<section class="page cover">
    <div class="band">
      <p class="kind">${words.kind}</p>
      <h1>${words.title}</h1>
      <p class="subtitle">${words.subtitle}</p>
    </div>
    ${table("facts", facts)}
    <div class="whose">
      ${marks.logo ? html`<img src="${dataOf(marks.logo)}" alt="" />` : nothing}
      <p><b>${subject.legalName}</b>${subject.address ? html`<br />${subject.address}` : nothing}</p>
    </div>
  </section>`;
}

function contents(leaves: readonly Leaf[], foot: Markup): Markup {
  const rows = leaves.flat().map(
    ({ id, number, title, page, level }) =>
      html`<li class="level-${level}">
        <a href="#${id}"
          ><span class="number">${number}</span> <span class="title">${title}</span
          ><span class="dots" aria-hidden="true"></span> <span class="at">${page}</span></a
        >
      </li>`,
  );
  return html`<section class="page">
    <div class="body">
      <h2>${words.contents}</h2>
      <ul class="contents">
        ${rows}
      </ul>
    </div>
    ${foot}
  </section>`;
}

function writeSection(section: Section, material: Material): Markup {
  const tag = section.level === 1 ? "h2" : "h3";
  const head = new Markup(
    html`<${new Markup(tag)} id="${section.id}"><span class="number">${section.number}</span> ${section.title}</${new Markup(tag)}>`
      .text,
  );
  switch (section.id) {
    case "sign-in":
      return html`${head}${signIn(material)}`;
    case "mailbox":
      return html`${head}
        <p class="lead">${words.mailboxLead}</p>
        ${figure(material, "mailbox", words.figures.mailbox)}
        <ul class="points">
          ${words.mailbox.map(item)}
        </ul>`;
    case "reading":
      return html`${head}${figure(material, "reading", words.figures.reading)}${steps(words.reading)}${idle(material.subject)}`;
    case "help":
      return html`${head}${help(material.subject)}`;
    default:
      return method(section.id, head, material);
  }
}

function signIn(material: Material): Markup {
  const { layout, domain, methods, publicUrl, trustMinutes } = material.subject;
  const codes = codesOf(methods);
  const url = html`<li>${words.goTo} <a class="url" href="${publicUrl}">${publicUrl}</a></li>`;
  const [first] = codes;
  const label = layout === "2022" ? "Identifiant" : "Utilisateur";
  const picture = figure(
    material,
    "door",
    first ? words.figures.door(label) : words.figures.doorWithoutPassword,
  );
  if (!first)
    return html`<ol class="steps">
        ${url}
      </ol>
      ${picture}
      <p>${words.withoutPassword}</p>
      <p class="note">${words.firstWithout}</p>`;
  const after = [
    words.login(label, domain),
    words.password,
    codes.length === 1 ? words.oneMethod(layout, first) : words.severalMethods(layout, codes),
  ];
  const also = codes.length < methods.length ? html`<p>${words.alsoWithout}</p>` : nothing;
  return html`<ol class="steps">
      ${url}
    </ol>
    ${picture}
    <ol class="steps" start="2">
      ${after.map(item)}
    </ol>
    <p>${words.remember(trustMinutes)}</p>
    ${also}
    <p class="note">${words.first}</p>`;
}

function method(id: GuideMethod, head: Markup, material: Material): Markup {
  const { layout, codeMinutes, emailUntil } = material.subject;
  const isOther = id === "passkey" || id === "psc";
  const list = isOther ? words.steps[id]() : words.steps[id](layout, codeMinutes);
  const note = id === "totp" || isOther ? html`<p class="note">${words.notes[id]}</p>` : nothing;
  const end = { day: "numeric", month: "long", year: "numeric" } as const;
  const ends =
    id === "email" && emailUntil !== null
      ? html`<p class="note">${words.emailEnds(dayFr(emailUntil, end))}</p>`
      : nothing;
  return html`<div class="way way-${id}">
    ${head}
    <div class="side">
      <div>${steps(list)}${note}${ends}</div>
      ${figure(material, id, words.figures[id])}
    </div>
    ${post(id, material.pictures)}
  </div>`;
}

/** The mail or the SMS with a code, as it came. */
function post(id: GuideMethod, { texts }: Pictures): Markup {
  const found = id === "email" || id === "sms" ? texts.get(id) : undefined;
  if (!found) return nothing;
  const isMail = id === "email";
  const lines = found.text
    .trim()
    .split(/\n+/)
    // The heading of the mail is its subject.
    .filter((line) => line !== found.subject);
  return html`<p class="post-title">${isMail ? words.mailTitle : words.smsTitle}</p>
    <blockquote class="post">
      ${isMail ? html`<p class="post-subject">${found.subject}</p>` : nothing}${lines.map((line) => (/^\d{6}$/.test(line) ? html`<p class="code">${line}</p>` : html`<p>${line}</p>`))}
    </blockquote>`;
}

function help(subject: GuideSubject): Markup {
  const codes = codesOf(subject.methods);
  const told = [
    ...(codes.some((one) => one !== "totp") ? [words.help.code] : []),
    ...(codes.length > 0 ? [words.help.wrong(subject.codeTries), words.help.password, words.help.phone] : []),
    words.help.access,
  ];
  return html`${table("help", told)}
    <h3>${words.support}</h3>
    <p class="support">
      <b>${keepTogether(subject.phone)}</b><br /><a href="mailto:${subject.email}">${subject.email}</a
      ><br />${subject.hours}
    </p>
    ${codes.length > 0 ? html`<p class="note">${words.never}</p>` : nothing}`;
}

/** Names and what they name: Chromium tags a table, and no list of definitions. */
function table(kind: string, pairs: readonly (readonly (string | Markup)[])[]): Markup {
  return html`<table class="${kind}">
    ${pairs.map(
      ([name = "", value = ""]) =>
        html`<tr>
          <th scope="row">${name}</th>
          <td>${value}</td>
        </tr>`,
    )}
  </table>`;
}

function idle({ idleMinutes, lockMinutes, sessionMinutes }: GuideSubject): Markup {
  return html`<p class="note">${words.idle(idleMinutes, lockMinutes, sessionMinutes)}</p>`;
}

function steps(items: readonly string[]): Markup {
  return html`<ol class="steps">
    ${items.map(item)}
  </ol>`;
}

function item(text: string): Markup {
  return html`<li>${keepLabels(text)}</li>`;
}

/** A label of a screen is not cut at the end of a line. */
function keepLabels(text: string): Markup[] {
  return text
    .split(/(«[^»]{1,24}»)/)
    .map((part) => (part.startsWith("«") ? html`<span class="label">${part}</span>` : html`${part}`));
}

function figure({ pictures }: Material, name: string, alt: string): Markup {
  const png = pictures.screens.get(name);
  if (!png) throw new Error(`no picture of ${name}`);
  return html`<div class="figure figure-${name}">
    <img src="data:image/png;base64,${png.toString("base64")}" alt="${alt}" />
  </div>`;
}

function dataOf({ type, bytes }: Mark): string {
  return `data:${type};base64,${bytes.toString("base64")}`;
}

function dayFr(at: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", ...options })
    .format(at)
    .replace(/^1 /, "1er ");
}

/** A telephone number is not cut at the end of a line. */
function keepTogether(phone: string): string {
  return phone.replaceAll(" ", "\u00a0");
}

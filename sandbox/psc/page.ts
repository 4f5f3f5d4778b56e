import { escape } from "../page/escape.ts";
import { cardHolders } from "./card-holders.ts";

const style = `body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem}
button{display:block;width:100%;margin:.5rem 0;padding:.75rem 1rem;font:inherit;text-align:left;cursor:pointer}
.quiet{background:none;border:0;text-decoration:underline;padding:0;width:auto}`;

/** The page of the fake provider on which a card is chosen; `place` is where the choice goes. */
export function renderChoice(place: string): string {
  const buttons = cardHolders.map(({ givenName, familyName, occupation, card }) => {
    const text = `${givenName} ${familyName}, ${occupation}, carte ${card.kind}`;
    return `<button name="subject" value="${escape(card.subject)}">${escape(text)}</button>`;
  });
  return renderPage(
    "Pro Santé Connect du bac à sable",
    `<p>Tout est fictif ici. Choisissez la carte avec laquelle vous identifier :</p>
<form method="post" action="${escape(place)}">
${buttons.join("\n")}
<button class="quiet" name="subject" value="">Annuler</button>
</form>`,
  );
}

/** The page that ends the session here: `form` is the provider's own, sent by itself. */
export function renderSignOut(form: string): string {
  return renderPage(
    "Déconnexion de Pro Santé Connect",
    `${form}<button form="op.logoutForm" name="logout" value="yes">Se déconnecter</button>
<script>document.querySelector("button").click()</script>`,
  );
}

/** One sentence, when there is nothing to choose. */
export function renderSentence(sentence: string): string {
  return renderPage("Pro Santé Connect du bac à sable", `<p>${escape(sentence)}</p>`);
}

function renderPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><h1>${title}</h1>${body}</body></html>`;
}

import { mailboxes, type MailboxKey } from "../people.ts";
import { composeBare } from "./compose.ts";
import { correspondents } from "./correspondents.ts";
import { fillDates, findDay } from "./dates.ts";
import { from, pdf, picture, scene, type Scene } from "./scene.ts";

/** Messages that arrive by SMTP while the sandbox is open, one scene of one message each. */
const pool: [MailboxKey, Scene][] = [
  [
    "ime",
    scene(0, "Résultat du contrôle : Jade K.", [
      from(
        "biolittoral",
        "0:00",
        `Bonjour,

Le contrôle de Jade K. prélevé ce matin est dans les valeurs usuelles. Compte rendu joint.`,
        {
          attach: [
            pdf(
              "K_Jade.pdf",
              "Laboratoire Biolittoral",
              "Jade K., contrôle du {=+0}",
              "Dans les valeurs usuelles",
            ),
          ],
        },
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Re: Transport adapté : changement de tournée", [
      from(
        "rousselin",
        "0:00",
        `Bonjour Solène,

Inversion faite : Nolan passe à 7 h 55 et Gabin à 8 h 05. Les deux chauffeurs sont prévenus. Merci pour votre appel aux familles !`,
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Retard ce soir", [
      from(
        "moreau",
        "0:00",
        `Bonjour, je serai en retard d'un quart d'heure ce soir, mon train est bloqué. Hugo peut m'attendre à la garderie ? Merci.`,
      ),
    ]),
  ],
  [
    "foyer",
    scene(0, "Passage de ce soir", [
      from(
        "infirmieres",
        "0:00",
        `Bonjour, Sylvie passera ce soir vers 18 h 15, un peu plus tôt que d'habitude. Pouvez-vous préparer le plateau de pansement de M. Alain G. ?`,
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Compte rendu de consultation : Sarah N.", [
      from(
        "castaing",
        "0:00",
        `Bonjour à tous,

J'ai vu Sarah ce matin avec son papa. Elle va bien, le traitement ne change pas. Je la reverrai dans six mois, et avant si vous le jugez utile.

Bien cordialement,`,
        {
          attach: [
            pdf(
              "Consultation Sarah N.pdf",
              "Compte rendu de consultation",
              "Sarah N., le {=+0}",
              "Traitement inchangé, prochain rendez-vous dans six mois",
            ),
          ],
        },
      ),
    ]),
  ],
  [
    "sessad",
    scene(0, "Séance de mercredi", [
      from(
        "garnier",
        "0:00",
        `Bonjour Solène, le groupe de mercredi peut commencer à 10 h au lieu de 9 h 30 ? L'école libère la salle plus tard que prévu.`,
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Livraison de ce soir", [
      from(
        "pharmacie",
        "0:00",
        `Bonjour,

La livraison de 18 h est avancée à 16 h 30 : marché nocturne sur la place, plus moyen de se garer après. Le sirop de Jade est enfin revenu en stock – 6 flacons réservés pour vous.`,
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Dossier {an}-4417 : pièces reçues", [
      from(
        "mdph",
        "0:00",
        `Bonjour,

Le justificatif de domicile nous est bien parvenu. Il ne manque plus que le certificat médical et le bilan scolaire.`,
      ),
    ]),
  ],
  [
    "foyer",
    scene(0, "Dimanche prochain", [
      from(
        "legoff",
        "0:00",
        `Bonjour, est ce que Didier peut venir manger à la maison dimanche ? Les petits lui préparent un gâteau au chocolat.`,
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Orthèses : photo de contrôle", [
      from(
        "appareillage",
        "0:00",
        `Bonjour,

Pourriez-vous nous envoyer une photo du talon droit de Sarah avant vendredi ? Un cliché sans flash, comme celui-ci, est parfait.`,
        { attach: [picture("jpeg", "Exemple de cliché.jpg")] },
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Goûter d'anniversaire", [
      from(
        "haddad",
        "0:00",
        `Bonjour, Adam aura 9 ans {+3}. Je peux apporter un gâteau ? Sans arachide, j'ai bien lu le mot dans le cahier.`,
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Synthèse : une salle plus grande", [
      from(
        "psychiatrie",
        "0:00",
        `Bonjour,

Nous serons dix : la réunion se tiendra dans la grande salle du rez-de-chaussée, accessible en fauteuil. Même jour, même heure.`,
      ),
    ]),
  ],
  [
    "sessad",
    scene(0, "Ordinateur de Lina : accord", [
      from(
        "mdph",
        "0:00",
        `Bonjour,

La demande de matériel pour Lina F. a reçu un avis favorable. La notification part aujourd'hui.`,
      ),
    ]),
  ],
  [
    "ime",
    scene(0, "Échographie : compte rendu", [
      from(
        "imagerie",
        "0:00",
        `Bonjour,

Compte rendu de l'échographie de Chloé V. ci-joint. Examen normal. Merci à la personne qui l'accompagnait, tout s'est très bien passé.`,
        { attach: [pdf("V_Chloe_echo.pdf", "Imagerie du Littoral", "Échographie : examen normal")] },
      ),
    ]),
  ],
];

/** How many messages the pool holds. */
export const liveCount = pool.length;

/** Writes the pool's message of that turn, sent now (ms): its envelope and its bytes. */
export async function composeLive(
  turn: number,
  now: number,
): Promise<{ from: string; to: string; raw: Buffer }> {
  // The turn is taken modulo the pool's length, and each scene of the pool has one message.
  const [mailbox, { subject, messages }] = pool[turn % pool.length]!;
  const message = messages[0]!;
  const start = findDay(now);
  const raw = await composeBare({
    mailbox,
    message,
    subject: fillDates(subject, start),
    start,
    at: now,
    previous: [],
  });
  const sender =
    "correspondent" in message.author ? correspondents[message.author.correspondent].address : "";
  return { from: sender, to: mailboxes[mailbox].address, raw };
}

import { docx, from, pdf, picture, scene, us, csv, txt, type Scene } from "./scene.ts";
import { routesMail } from "./bodies.ts";

/** Accueil IME: rights, files, transport, administrations, equipment: the last weeks. */
export const imeRights: Scene[] = [
  scene(1, "Pièces manquantes au dossier {an}-4417", [
    from(
      "mdph",
      "10:50",
      `Bonjour,

L'étude du dossier {an}-4417 (Ethan D.) est suspendue : il nous manque le certificat médical de moins d'un an, le bilan scolaire et le justificatif de domicile de la mère.

Sans réponse avant le {+13}, le dossier passera à la commission suivante. La liste, le modèle de certificat et la notice sont joints.`,
      {
        unread: true,
        attach: [
          pdf(
            "Pièces manquantes.pdf",
            "Dossier {an}-4417",
            "Certificat médical de moins d'un an",
            "Bilan scolaire",
            "Justificatif de domicile",
          ),
          docx(
            "Modèle de certificat.docx",
            "Certificat médical destiné à la MDPH",
            "À remplir par le médecin traitant.",
          ),
          txt(
            "Notice.txt",
            "Les pièces peuvent être envoyées en plusieurs fois.",
            "Rappelez le numéro du dossier dans l'objet.",
          ),
        ],
      },
    ),
  ]),
  scene(1, "Transport adapté : changement de tournée", [
    from(
      "rousselin",
      "16:05",
      `Bonjour,

À partir du {+6}, la tournée du matin change : le pont des Écluses est fermé pour travaux jusqu'à fin {mois+1}.

| Enfant | Avant | À partir du {=+6} |
| Gabin L. | 8 h 10 | 7 h 55 |
| Nolan P. | 8 h 20 | 8 h 05 |
| Sarah N. | 8 h 30 | 8 h 40 |

Le retour ne change pas. Pouvez-vous prévenir les familles ? Sarah sera désormais la dernière montée, ce qui lui évite un détour de vingt minutes.`,
    ),
    us(
      "solene",
      "rousselin",
      "17:10",
      `Bonjour Camille,

Bonne nouvelle pour Sarah. Pour Gabin en revanche, un quart d'heure plus tôt est difficile : il prend son traitement à 7 h 45 avec le petit déjeuner. Peut-on inverser avec Nolan ? J'appelle les deux familles ce soir.`,
    ),
  ]),
  scene(2, "Accès chauffeurs pendant les travaux : plan", [
    from(
      "rousselin",
      "11:25",
      `Bonjour, voici le plan provisoire pour les chauffeurs. Merci de l'afficher à l'accueil.`,
      { html: routesMail, attach: [picture("png", "plan.png", "plan-acces")] },
    ),
  ]),
  scene(
    4,
    "Notification d'orientation : Adam S.",
    [
      from(
        "mdph",
        "15:15",
        `Bonjour,

La commission du {-1} a renouvelé l'orientation d'Adam S. en IME, en semi-internat, pour trois ans. La notification part ce jour par courrier à la famille ; copie ci-jointe pour votre dossier.`,
        {
          attach: [
            pdf(
              "Notification_Adam_S.pdf",
              "Notification de décision",
              "Orientation : institut médico-éducatif, semi-internat",
              "Durée : trois ans",
            ),
          ],
        },
      ),
      us(
        "nadege",
        "mdph",
        "+1 9:00",
        `Bonjour,

Bien reçu, merci. La date d'effet indiquée est le 1er janvier : est-ce bien sans interruption avec la décision précédente, qui se termine le 30 novembre ?`,
      ),
      from(
        "mdph",
        "+3 10:20",
        `Vous avez raison : la date d'effet est corrigée au 1er décembre, une notification rectifiée est jointe. Toutes nos excuses pour cette erreur.`,
        {
          attach: [
            pdf(
              "Notification rectifiée.pdf",
              "Notification de décision, rectifiée",
              "Date d'effet : 1er décembre",
            ),
          ],
        },
      ),
    ],
    "mdph",
  ),
  scene(6, "Fauteuil de Nolan : devis de réparation", [
    from(
      "appareillage",
      "10:18",
      `Bonjour,

Le repose-pied gauche du fauteuil de Nolan ne tient plus. Le devis du revendeur est joint : 184,50 €, prise en charge possible avec l'ordonnance du Dr Quéré. Délai de huit jours, un fauteuil de prêt est prévu.`,
      {
        attach: [
          pdf(
            "Devis 2217.pdf",
            "Devis de réparation",
            "Repose-pied gauche : 142,00",
            "Main-d'œuvre : 42,50",
            "Total : 184,50 euros",
          ),
        ],
      },
    ),
    us(
      "yanis",
      "appareillage",
      "11:45",
      `Bonjour,

Le papa est d'accord. L'ergothérapeute demande que le fauteuil de prêt ait un maintien latéral, sans quoi Nolan ne peut pas manger seul. Est-ce possible ?`,
      { cc: "barreau" },
    ),
    from(
      "barreau",
      "13:05",
      `Je confirme pour le maintien latéral, et la tablette à 62 cm. Je peux passer le régler le jour de la livraison.`,
    ),
    from(
      "appareillage",
      "+1 9:50",
      `C'est entendu : maintien latéral, tablette réglable. Livraison le {+4} à 10 h.`,
    ),
  ]),
  scene(10, "Allocation d'éducation : attestation de présence", [
    from(
      "rouzic",
      "21:14",
      `Bonsoir,

La caisse me demande encore une attestation de présence pour Noé, avec les jours de la semaine. Est-ce que vous pouvez me la faire avant vendredi ? Sinon le versement est repoussé d'un mois...

Merci beaucoup
Sandrine Rouzic, maman de Noé`,
    ),
    us(
      "nadege",
      "rouzic",
      "+1 8:55",
      `Bonjour Madame,

La voici, datée d'aujourd'hui. Si la caisse demande un autre modèle, dites-le-moi : je la referai dans la journée.`,
      {
        attach: [
          pdf(
            "Attestation de présence.pdf",
            "Attestation de présence",
            "Noé R. est accueilli à l'IME du lundi au vendredi.",
            "Fait pour valoir ce que de droit.",
          ),
        ],
      },
    ),
    from("rouzic", "+1 12:31", `C'est parfait, merci Nadège !!`),
  ]),
  scene(
    14,
    "Commission du {=+20} : situations à préparer",
    [
      from(
        "mdph",
        "9:05",
        `Bonjour,

Voici les situations de votre établissement inscrites à la prochaine commission.

| Dossier | Demande | Pièces |
| {an}-4108 | Renouvellement d'orientation | complètes |
| {an}-4233 | Aide humaine | bilan attendu |
| {an}-4417 | Orientation vers l'IME | certificat attendu |
| {an}-4502 | Matériel adapté | devis attendu |

Un échange téléphonique de dix minutes par situation vous sera proposé le {+15}.`,
        {
          attach: [
            csv(
              "Commission.csv",
              "Dossier;Demande;Pièces",
              "4108;Renouvellement;complètes",
              "4233;Aide humaine;bilan attendu",
            ),
          ],
        },
      ),
      us(
        "odile",
        "mdph",
        "14:25",
        `Bonjour,

Merci pour ce tableau. Le devis du dossier 4502 est joint ; le bilan du 4233 arrivera lundi, l'orthophoniste le termine.`,
        {
          attach: [pdf("Devis tablette.pdf", "Devis", "Tablette de communication et support : 620,00 euros")],
        },
      ),
      from(
        "mdph",
        "+4 11:30",
        `Bien reçu pour les deux. Les quatre dossiers sont complets et seront étudiés le {=+20}.`,
      ),
    ],
    "mdph",
  ),
];

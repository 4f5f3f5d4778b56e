import { docx, from, pdf, scene, us, csv, type Scene } from "./scene.ts";
import { shortageMail } from "./bodies.ts";

/** Accueil IME: rights, files, transport, administrations, equipment: earlier. */
export const imeRightsEarlier: Scene[] = [
  scene(18, "Rupture de stock : protections taille junior", [
    from("pharmacie", "9:40", `Bonjour, voici notre proposition.`, { html: shortageMail, htmlOnly: true }),
    us(
      "marie",
      "pharmacie",
      "11:15",
      `Bonjour Hervé,

D'accord pour la référence de remplacement, deux cartons pour commencer. Sarah a la peau sensible : peut-on avoir un échantillon avant ?`,
    ),
    from("pharmacie", "11:32", `Échantillon déposé ce soir avec la livraison de 18 h.`),
  ]),
  scene(
    22,
    "Taxi non passé ce matin",
    [
      us(
        "nadege",
        "rousselin",
        "9:12",
        `Bonjour Camille,

Le taxi de Gabin n'est pas passé ce matin et la maman a dû l'amener elle-même. Savez-vous ce qui s'est passé ? Elle demande surtout d'être prévenue.`,
        { quote: false },
      ),
      from(
        "rousselin",
        "9:50",
        `Bonjour Nadège,

Panne de batterie à 7 h 30, et le numéro de la maman n'était pas à jour chez le chauffeur remplaçant. C'est corrigé, je l'appelle pour m'excuser. Le retour de ce soir est confirmé à 16 h 30.`,
      ),
    ],
    "archives",
  ),
  scene(26, "Demande de matériel : contacteur et support", [
    from(
      "barreau",
      "18:20",
      `Bonjour,

Après deux semaines d'essai, je demande pour Tom un contacteur grand format et un bras articulé. Il déclenche volontairement neuf fois sur dix, c'est une belle surprise ! L'argumentaire est joint, il reste à y mettre le tampon.`,
      {
        attach: [
          docx(
            "Argumentaire matériel.docx",
            "Demande de matériel de communication",
            "Contacteur grand format, bras articulé.",
            "Essai de deux semaines concluant.",
          ),
        ],
      },
    ),
    us(
      "odile",
      "barreau",
      "+1 10:05",
      `Bonjour Inès,

Tamponné et transmis au pôle enfance ce matin. Merci pour la photo de Tom, elle est affichée dans la salle d'équipe (avec l'accord des parents).`,
    ),
  ]),
  scene(
    31,
    "Mise à jour des coordonnées de l'établissement",
    [
      from(
        "dac",
        "14:45",
        `Bonjour,

Nous mettons à jour l'annuaire du territoire. Merci de vérifier la ligne qui vous concerne et de nous signaler toute erreur avant le {+10}.

| Rubrique | Valeur |
| Établissement | IME, association Val de Brume |
| Téléphone | 02 61 91 12 00 |
| Messagerie sécurisée | accueil.ime@valdebrume.mss.example |
| Places | 42, dont 12 en internat |`,
      ),
      us(
        "odile",
        "dac",
        "+1 8:35",
        `Bonjour,

Une correction : 14 places d'internat depuis septembre. Le reste est exact, merci.`,
      ),
    ],
    "archives",
  ),
  scene(36, "Rendez-vous avec l'assistante sociale de secteur", [
    from(
      "zerrouki",
      "11:00",
      `Bonjour,

Je rencontre la famille de Chloé V. le {+8} à leur domicile, au sujet de l’aménagement de la salle de bain. L’ergothérapeute de l’IME pourrait‑elle se joindre à nous ? Une heure suffira.`,
    ),
    us(
      "solene",
      "zerrouki",
      "15:30",
      `Bonjour Madame Zerrouki,

Inès Barreau est libre ce jour-là à partir de 14 h. La famille préfère après la sieste du petit frère : 15 h vous conviendrait-il ?`,
      { cc: "barreau" },
    ),
    from(
      "zerrouki",
      "+1 9:10",
      `15 h, parfait. J’apporte les barèmes d’aide : jusqu’à 80 % des travaux peuvent être financés.`,
    ),
    from(
      "barreau",
      "+1 12:40",
      `C'est noté aussi de mon côté. Je prends le mètre et les photos de la visite de juin.`,
    ),
  ]),
  scene(
    48,
    "Renouvellement de l'aide humaine : avis demandé",
    [
      from(
        "mdph",
        "16:30",
        `Bonjour,

Dans le cadre du renouvellement de l'aide humaine de Maëlys C., nous souhaitons votre avis sur les gestes du quotidien (repas, toilette, déplacements). Un formulaire est joint ; deux ou trois phrases par rubrique suffisent.`,
        {
          attach: [
            docx(
              "Avis de l'établissement.docx",
              "Avis de l'établissement",
              "Repas :",
              "Toilette :",
              "Déplacements :",
            ),
          ],
        },
      ),
      us(
        "marie",
        "mdph",
        "+6 17:05",
        `Bonjour,

Voici l'avis de l'équipe, relu avec les parents.`,
        {
          receipt: true,
          attach: [
            docx(
              "Avis de l'établissement, rempli.docx",
              "Avis de l'établissement",
              "Repas : installation et aide partielle.",
              "Toilette : aide complète.",
              "Déplacements : fauteuil, autonome en intérieur.",
            ),
          ],
        },
      ),
    ],
    "mdph",
  ),
  scene(
    57,
    "Dossier de Jade K. : décision",
    [
      from(
        "mdph",
        "10:00",
        `Bonjour,

L'allocation et le complément de deuxième catégorie sont accordés à la famille de Jade K. pour deux ans. Copie de la décision ci-jointe.`,
        { attach: [pdf("Décision.pdf", "Décision", "Allocation et complément accordés pour deux ans")] },
      ),
    ],
    "mdph",
  ),
  scene(
    66,
    "Conventions de transport {an}-{an+1}",
    [
      from(
        "rousselin",
        "9:45",
        `Bonjour,

Vous trouverez ci-joint la convention de transport pour l'année, avec la liste des arrêts. Merci de la retourner signée avant le {+15}.`,
        {
          attach: [
            pdf(
              "Convention de transport.pdf",
              "Convention de transport adapté",
              "Onze enfants, deux tournées",
            ),
            csv(
              "Arrêts.csv",
              "Arrêt;Heure;Enfants",
              "Place de la Halle;8 h 05;2",
              "Les Tamaris;8 h 15;3",
              "Pont des Écluses;8 h 30;1",
            ),
          ],
        },
      ),
      us(
        "odile",
        "rousselin",
        "+5 14:10",
        `Bonjour Camille,

Convention signée, merci de garder l'arrêt des Tamaris côté école : la traversée de l'avenue inquiète les parents.`,
        { attach: [pdf("Convention signée.pdf", "Convention de transport adapté, signée")] },
      ),
    ],
    "archives",
  ),
];

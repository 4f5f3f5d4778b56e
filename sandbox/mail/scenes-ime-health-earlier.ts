import { from, pdf, picture, scene, us, csv, txt, type Scene } from "./scene.ts";

/** Accueil IME: hospital, physicians, laboratory, pharmacy: earlier. */
export const imeHealthEarlier: Scene[] = [
  scene(
    20,
    "Bilan psychomoteur : transmission",
    [
      us(
        "nadege",
        "castaing",
        "11:00",
        `Bonjour docteur,

Comme convenu avec la famille, vous trouverez ci-joint le bilan psychomoteur de Léa réalisé par M. Lescure.`,
        {
          receipt: true,
          attach: [
            pdf(
              "Bilan psychomoteur.pdf",
              "Bilan psychomoteur de Léa M.",
              "Équilibre : en progrès",
              "Motricité fine : fatigable en fin de journée",
            ),
          ],
        },
      ),
      from("castaing", "+1 8:20", `Bien reçu, merci. Je le joins au dossier pour la consultation.`),
    ],
    "reports",
  ),
  scene(23, "Échographie de contrôle", [
    from(
      "imagerie",
      "15:22",
      `Bonjour,

L'échographie de contrôle de Chloé V. est programmée le {+11} à 14 h 40. Vessie pleine : boire un demi-litre d'eau une heure avant. Merci de rappeler si ce n'est pas possible pour elle, nous nous adapterons.`,
    ),
    us(
      "marie",
      "imagerie",
      "+1 9:30",
      `Bonjour,

Chloé a besoin de voir les lieux avant. Est-il possible de venir cinq minutes la veille, simplement pour visiter la salle ?`,
    ),
    from(
      "imagerie",
      "+1 10:12",
      `Avec plaisir. Passez le {+10} vers 17 h 30, c'est un moment calme, et demandez Brigitte à l'accueil.`,
    ),
    us(
      "marie",
      "imagerie",
      "+12 11:00",
      `Merci encore : la visite a tout changé, l'examen s'est passé sans une larme.`,
    ),
  ]),
  scene(27, "Ordonnance de kinésithérapie à renouveler", [
    from(
      "pasquier",
      "7:48",
      `Bonjour, l'ordonnance d'Ilyès arrive à son terme le {=+10}. Il reste trois séances. Pouvez-vous demander le renouvellement au Dr Quéré ? Merci.`,
    ),
    us(
      "nadege",
      "quere",
      "9:15",
      `Bonjour docteur,

M. Pasquier nous signale que l'ordonnance de kinésithérapie d'Ilyès se termine le {=+10}. Pourriez-vous la renouveler ?`,
    ),
    from(
      "quere",
      "+1 13:10",
      `Voici l'ordonnance pour vingt séances. Je souhaite un mot de M. Pasquier sur l'appui à droite avant la prochaine consultation.`,
      {
        attach: [
          pdf(
            "Ordonnance kinésithérapie.pdf",
            "Ordonnance",
            "Vingt séances de rééducation à la marche, deux par semaine",
          ),
        ],
      },
    ),
    us(
      "nadege",
      "pasquier",
      "+1 14:02",
      `Bonjour, voici l'ordonnance renouvelée. Le Dr Quéré aimerait vos observations sur l'appui à droite.`,
      {
        attach: [
          pdf(
            "Ordonnance kinésithérapie.pdf",
            "Ordonnance",
            "Vingt séances de rééducation à la marche, deux par semaine",
          ),
        ],
      },
    ),
    from(
      "pasquier",
      "+6 18:30",
      `L'appui droit est plus franc depuis trois semaines, il monte les marches en alternant si on lui tient une main. Je garde le plan incliné.`,
    ),
  ]),
  scene(
    33,
    "Dosage de contrôle",
    [
      from(
        "biolittoral",
        "16:50",
        `Bonjour,

Résultat du dosage de Noé R., prélevé ce matin : dans la zone attendue. Compte rendu joint, copie adressée au Dr Le Bihan.`,
        {
          attach: [
            pdf("Dosage_R_Noe.pdf", "Laboratoire Biolittoral", "Noé R.", "Dosage : dans la zone attendue"),
          ],
        },
      ),
    ],
    "reports",
  ),
  scene(38, "Suivi du poids et des repas de Maëlys C.", [
    us(
      "marie",
      "gastro",
      "10:45",
      `Bonjour docteur,

Voici la courbe de poids de Maëlys et le carnet des repas des deux derniers mois. Elle finit ses assiettes quand la texture est mixée lisse, beaucoup moins avec des morceaux.`,
      {
        attach: [
          picture("png", "Courbe de poids.png"),
          csv(
            "Repas.csv",
            "Jour;Midi;Goûter",
            "lundi;3/4;tout",
            "mardi;tout;tout",
            "jeudi;1/2;tout",
            "vendredi;tout;3/4",
          ),
        ],
      },
    ),
    from(
      "gastro",
      "+2 17:25",
      `Bonjour,

Merci, ce carnet est très parlant. Le poids suit sa courbe : pas d'inquiétude. Gardez la texture lisse encore un mois, puis essayez des morceaux fondants au goûter, jamais au repas principal.

Je la revois le {+45}.`,
    ),
  ]),
  scene(
    44,
    "Projet d'accueil individualisé de Jade K.",
    [
      from(
        "maheu",
        "14:08",
        `Bonjour,

Le PAI de Jade doit être signé avant son temps d’inclusion au collège. Je vous l’adresse pour relecture : la conduite à tenir en page 2 a changé (appel du 15 après cinq minutes).

Merci de me le renvoyer avec le tampon de l’établissement.`,
        {
          attach: [
            pdf(
              "PAI Jade.pdf",
              "Projet d'accueil individualisé",
              "Conduite à tenir : rester auprès d'elle, dégager l'espace",
              "Après cinq minutes : appeler le 15",
            ),
          ],
        },
      ),
      us(
        "odile",
        "maheu",
        "+1 9:40",
        `Bonjour docteur,

Relu et signé ce matin. Marie a ajouté le numéro direct de l'infirmerie en première page.`,
        {
          attach: [
            pdf(
              "PAI Jade signé.pdf",
              "Projet d'accueil individualisé, signé",
              "Infirmerie de l'IME : 02 61 91 12 07",
            ),
          ],
        },
      ),
    ],
    "reports",
  ),
  scene(
    52,
    "Compte rendu de consultation, Dr Ferrand",
    [
      from(
        "gastro",
        "18:40",
        `Bonjour,

Compte rendu de la consultation de Maëlys C. du {+0}. Traitement inchangé, prochain rendez-vous dans trois mois.`,
        {
          attach: [
            pdf(
              "CR Ferrand.pdf",
              "Compte rendu de consultation",
              "Maëlys C.",
              "Croissance régulière, traitement inchangé",
            ),
          ],
        },
      ),
    ],
    "reports",
  ),
  scene(
    61,
    "Lunettes d'Adam S.",
    [
      us(
        "nadege",
        "quere",
        "10:00",
        `Bonjour docteur,

Adam a cassé ses lunettes à la piscine. L'opticien demande une ordonnance de moins de trois ans et celle de la famille est trop ancienne. Savez-vous qui le suit ?`,
      ),
      from(
        "quere",
        "13:30",
        `Il est vu au centre hospitalier, la dernière correction date de mars. Je demande qu'on vous l'envoie.`,
      ),
      from(
        "appareillage",
        "+2 10:05",
        `Bonjour,

À la demande du Dr Quéré, voici la dernière correction d'Adam S. Les verres incassables sont bien prescrits, c'est à rappeler à l'opticien.`,
        {
          attach: [
            pdf("Correction.pdf", "Prescription de verres correcteurs", "Verres incassables, monture souple"),
          ],
        },
      ),
    ],
    "archives",
  ),
  scene(
    70,
    "Résultats d'analyses : bilan de rentrée",
    [
      from(
        "biolittoral",
        "17:05",
        `Bonjour,

Vous trouverez ci-joint les comptes rendus des quatre bilans de rentrée prélevés à l'IME le {+0}. Un fichier par enfant, copie à chaque prescripteur.`,
        {
          attach: [
            pdf("B_Tom.pdf", "Tom B.", "Dans les valeurs usuelles"),
            pdf("K_Jade.pdf", "Jade K.", "Dans les valeurs usuelles"),
            pdf("S_Adam.pdf", "Adam S.", "Dans les valeurs usuelles"),
            txt("LISEZ-MOI.txt", "Un fichier par enfant.", "Questions : 02 61 91 55 10."),
          ],
        },
      ),
    ],
    "reports",
  ),
  scene(
    78,
    "Date du prochain passage infirmier",
    [
      from(
        "infirmieres",
        "12:15",
        `Bonjour, Sylvie passera le {+3} à 8 h pour les prélèvements de rentrée, puis le {+10} si besoin. Combien d'enfants à jeun ?`,
      ),
      us(
        "marie",
        "infirmieres",
        "12:58",
        `Bonjour, quatre enfants, tous prévenus. Le petit déjeuner leur sera servi juste après.`,
      ),
    ],
    "archives",
  ),
];

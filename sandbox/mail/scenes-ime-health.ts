import { from, pdf, picture, scene, us, csv, type Scene } from "./scene.ts";
import { analysisTable } from "./bodies.ts";

/** Accueil IME: hospital, physicians, laboratory, pharmacy: the last weeks. */
export const imeHealth: Scene[] = [
  scene(1, "Bilan de Léa M. : compte rendu et suite proposée", [
    us(
      "yanis",
      "castaing",
      "10:15",
      `Bonjour docteur,

Voici les observations de la classe pour le rendez-vous de Léa, avec le relevé de sommeil des trois dernières semaines. Les journées sont plus régulières depuis la rentrée et elle accepte mieux les changements de salle.

La maman sera accompagnée de la grand-mère, qui garde Léa le mercredi.`,
      {
        attach: [
          csv(
            "Relevé de sommeil.csv",
            "Date;Coucher;Lever;Réveils",
            "{-3};20:40;06:50;1",
            "{-2};20:30;07:00;0",
            "{-1};20:45;06:45;1",
          ),
        ],
        receipt: true,
      },
    ),
    from(
      "castaing",
      "+1 9:02",
      `Bonjour à toute l'équipe,

J'ai revu Léa hier avec ses parents. Le sommeil s'est nettement amélioré depuis le changement de traitement, et les absences relevées en classe ont diminué de moitié.

Je propose de garder la dose actuelle jusqu'à l'EEG du {=+16}, puis de nous parler tous ensemble. Pourriez-vous me donner deux créneaux de 30 min la semaine suivante, avec l'éducateur qui la suit ?

Le compte rendu et l'ordonnance sont joints.

Bien cordialement,`,
      {
        unread: true,
        attach: [
          pdf(
            "Compte rendu de consultation.pdf",
            "Compte rendu de consultation",
            "Léa M., suivie en neuropédiatrie",
            "Sommeil : nette amélioration depuis le changement de traitement.",
            "Absences relevées en classe : diminuées de moitié.",
            "Conduite à tenir : dose inchangée jusqu'à l'EEG, puis point commun avec l'IME.",
          ),
          picture("jpeg", "Ordonnance du {=+0}.jpg"),
        ],
      },
    ),
  ]),
  scene(0, "Résultats d'analyses : M. Lucas T.", [
    from(
      "biolittoral",
      "8:47",
      `Bonjour,

Veuillez trouver ci-joint les résultats du prélèvement du {+0} pour M. Lucas T., né le 14/05/2009, prescrit par le Dr Le Bihan.

Aucune valeur ne nécessite d'appel. Le biologiste reste joignable au 02 61 91 55 10 de 8 h à 18 h.`,
      {
        unread: true,
        attach: [
          pdf(
            "Résultats_T_Lucas.pdf",
            "Laboratoire Biolittoral",
            "M. Lucas T., prélèvement du {=+0}",
            "Numération : dans les valeurs usuelles",
            "Ferritine : 42 µg/L",
            "Vitamine D : 27 ng/mL",
          ),
        ],
        html: analysisTable,
      },
    ),
  ]),
  scene(0, "Renouvellement d'ordonnance, valproate", [
    from(
      "lebihan",
      "8:12",
      `Bonjour,

Je renouvelle le traitement de Noé pour trois mois, sans changement. La pharmacie doit préparer le pilulier avant midi : pouvez-vous me confirmer le poids relevé à l'infirmerie la semaine dernière ?

Merci d'avance,`,
    ),
    us(
      "marie",
      "lebihan",
      "8:41",
      `Bonjour docteur,

31,4 kg mercredi dernier, stable. L'ordonnance est transmise à la pharmacie.

Bonne journée,`,
    ),
  ]),
  scene(1, "Convocation EEG de sommeil, {=+16}", [
    from(
      "neuropediatrie",
      "9:30",
      `Bonjour,

Léa M. est attendue le {+16} à 8 h 15 au deuxième étage pour un EEG de sommeil. Merci de la réveiller vers 4 h du matin et de ne pas lui donner de boisson sucrée avant l'examen. Son doudou est le bienvenu.

La convocation à remettre à la famille est jointe.`,
      {
        attach: [
          pdf(
            "Convocation EEG.pdf",
            "Convocation",
            "Léa M., EEG de sommeil",
            "Le {+16} à 8 h 15, deuxième étage",
            "Lever vers 4 h, petit déjeuner léger sans sucre",
          ),
        ],
      },
    ),
    us(
      "nadege",
      "neuropediatrie",
      "11:05",
      `Bonjour,

Bien reçu, la famille est prévenue. Le taxi peut-il attendre devant le pavillon B ? Léa supporte mal les longs couloirs.`,
    ),
    from(
      "neuropediatrie",
      "15:40",
      `Oui, le taxi peut stationner devant le pavillon B : nous prévenons l'accueil. Une salle calme lui sera réservée dès son arrivée.`,
      { unread: true },
    ),
  ]),
  scene(1, "Rupture : proposition de substitution", [
    from(
      "pharmacie",
      "14:20",
      `Bonjour,

La suspension buvable prescrite à Jade K. est en rupture jusqu’au {=+12} environ. Nous pouvons délivrer le sirop d’un autre laboratoire : même molécule, mais dosage différent (200 mg pour 5 mL au lieu de 100 mg). Le volume serait donc à diviser par deux.

Pouvez-vous faire valider par le médecin avant 17 h ? Prix inchangé, 0 € de reste à charge.`,
      { urgent: true },
    ),
    us(
      "marie",
      "pharmacie",
      "17:20",
      `Bonjour Hervé,

Le Dr Le Bihan valide la substitution : 2,5 mL matin et soir. J'ai refait la fiche d'administration et j'affiche le changement dans la salle de soins. Pouvez-vous coller une étiquette avec le nouveau volume sur le flacon ?`,
    ),
    from(
      "pharmacie",
      "17:34",
      `C’est noté : étiquette en gros caractères sur chaque flacon, et une seringue de 3 mL dans le sachet.`,
    ),
  ]),
  scene(3, "Certificat pour l'activité équitation", [
    us(
      "yanis",
      "quere",
      "9:10",
      `Bonjour docteur,

Le centre équestre demande un certificat pour Ethan D. et Maëlys C. avant la première séance, le {+8}. Les deux familles sont d'accord. Faut-il que vous les revoyiez ?`,
    ),
    from(
      "quere",
      "+1 12:25",
      `Bonjour,

Je les ai vus tous deux le mois dernier, inutile de les déplacer : voici les deux certificats. Pour Ethan, prévoir le gilet dorsal et une monture calme ; pour Maëlys, aucune restriction.

Bonne séance à eux !`,
      {
        attach: [
          pdf(
            "Certificat Ethan D.pdf",
            "Certificat médical",
            "Pratique de l'équithérapie : aucune contre-indication",
            "Avec gilet de protection dorsale",
          ),
          pdf(
            "Certificat Maëlys C.pdf",
            "Certificat médical",
            "Pratique de l'équithérapie : aucune contre-indication",
          ),
        ],
      },
    ),
  ]),
  scene(
    5,
    "Compte rendu de passage aux urgences du {=-1}",
    [
      from(
        "urgences",
        "7:55",
        `Madame, Monsieur,

Gabin L. a été reçu hier à 16 h 30 pour une entorse légère de la cheville gauche après une chute en récréation. Radiographie normale. Glace, repos du sport 10 jours, antalgique si besoin.

Il est reparti avec sa maman à 18 h 05, de bonne humeur.`,
        {
          attach: [
            pdf(
              "CR_urgences.pdf",
              "Compte rendu de passage",
              "Entorse légère de la cheville gauche",
              "Radiographie normale",
              "Repos du sport : dix jours",
            ),
          ],
        },
      ),
    ],
    "reports",
  ),
  scene(
    7,
    "Orthophonie : bilan annuel de Tom B.",
    [
      from(
        "garnier",
        "19:12",
        `Bonsoir,

Le bilan annuel de Tom est prêt. En deux mots : la compréhension progresse bien, il s'appuie beaucoup sur les pictogrammes et commence à faire des phrases de trois mots quand il est en confiance. Je conseille de garder le classeur à portée de main à la cantine, c'est là qu'il parle le plus !

Je peux venir en présenter l'essentiel à l'équipe un mardi midi.`,
        {
          attach: [
            pdf(
              "Bilan d'orthophonie de Tom.pdf",
              "Bilan d'orthophonie",
              "Compréhension orale : progrès nets",
              "Expression : phrases de trois mots avec appui des pictogrammes",
              "Conseil : classeur de communication disponible à la cantine",
            ),
          ],
        },
      ),
      us(
        "yanis",
        "garnier",
        "+1 9:05",
        `Bonjour Élodie,

Merci pour ce bilan très clair. Mardi {=+8} à 12 h 30 nous irait très bien : je réserve la salle bleue et je préviens la cantine pour le classeur.`,
      ),
      from("garnier", "+1 12:48", `Parfait pour moi. J'apporterai le classeur de démonstration.`),
    ],
    "reports",
  ),
  scene(9, "Vaccination contre la grippe : liste des enfants", [
    us(
      "marie",
      "lebihan",
      "10:20",
      `Bonjour docteur,

Quatorze familles ont donné leur accord pour la vaccination à l'IME. La liste est jointe, avec les deux enfants qui ont peur des piqûres : pour eux je propose le patch anesthésiant une heure avant.`,
      {
        attach: [
          csv(
            "Vaccination grippe.csv",
            "Prénom;Accord;Patch",
            "Léa M.;oui;non",
            "Tom B.;oui;oui",
            "Jade K.;oui;oui",
            "Noé R.;oui;non",
            "Adam S.;oui;non",
          ),
        ],
      },
    ),
    from(
      "lebihan",
      "13:50",
      `Très bien pour les patchs. Je passe jeudi {=+4} de 9 h à 11 h. Merci de sortir les carnets de santé.`,
    ),
    us(
      "marie",
      "lebihan",
      "14:02",
      `C'est noté, la salle de repos sera libre et Yanis restera avec les plus inquiets.`,
    ),
  ]),
  scene(12, "Retour de consultation : appareillage de Sarah N.", [
    from(
      "appareillage",
      "11:40",
      `Bonjour,

Les nouvelles orthèses de Sarah ont été essayées ce matin. Port progressif : une heure le premier jour, puis une heure de plus chaque jour. Merci de surveiller les rougeurs derrière le talon et de nous envoyer une photo si elles persistent plus de vingt minutes.`,
      {
        attach: [
          pdf(
            "Protocole de port.pdf",
            "Port des orthèses",
            "Jour 1 : une heure",
            "Jour 2 : deux heures",
            "Jour 3 : trois heures, puis la journée",
          ),
        ],
      },
    ),
    us(
      "marie",
      "appareillage",
      "+4 16:30",
      `Bonjour,

Quatre heures de port aujourd'hui sans plainte. Petite rougeur au talon droit, partie en un quart d'heure (photo jointe). Nous continuons ?`,
      { attach: [picture("jpeg", "Talon droit.jpg")] },
    ),
    from(
      "appareillage",
      "+5 9:15",
      `Oui, vous pouvez continuer, c'est très bien ainsi. Prochain contrôle le {+30}.`,
    ),
  ]),
  scene(16, "Soins dentaires sous MEOPA : créneaux", [
    from(
      "salaun",
      "18:05",
      `Bonjour,

J'ai deux créneaux pour des soins sous MEOPA le {+9} : 9 h 00 et 10 h 15. Je pensais à Nolan et à Adam, qui attendent depuis septembre. Il faut rester à jeun deux heures et venir avec une personne qu'ils connaissent bien.

Pouvez-vous me dire vite si cela convient ?`,
    ),
    us(
      "nadege",
      "salaun",
      "+1 8:50",
      `Bonjour docteur,

Les deux familles sont d'accord. Nolan viendra à 9 h avec son papa, Adam à 10 h 15 avec Marie.`,
    ),
    from(
      "salaun",
      "+1 12:35",
      `C'est réservé. Le livret en images pour préparer la séance est joint, il les aide vraiment.`,
      {
        attach: [
          pdf(
            "Livret_dentiste.pdf",
            "Chez le dentiste",
            "1. J'arrive et je m'assois.",
            "2. Je choisis une musique.",
            "3. Je respire dans le masque.",
            "4. C'est fini, bravo !",
          ),
        ],
      },
    ),
  ]),
];

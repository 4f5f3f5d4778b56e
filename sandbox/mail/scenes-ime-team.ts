import { from, pdf, picture, scene, us, csv, docx, txt, type Scene } from "./scene.ts";
import { letterMail, meetingEvent, weekTable } from "./bodies.ts";

/** Accueil IME: meetings, partners, networks, plannings. */
export const imeTeam: Scene[] = [
  scene(2, "Réunion de synthèse du {=+9} : ordre du jour", [
    from(
      "psychiatrie",
      "17:45",
      `Bonjour,

Pour la synthèse du {+9} à 14 h, nous proposons de parler de Nolan P. puis de Sarah N., vingt minutes chacun. Pourriez-vous nous envoyer avant vos observations sur les temps de repas et de groupe ?

L'invitation à ajouter à l'agenda est jointe.`,
      { unread: true, attach: [{ kind: "ics", name: "synthese.ics", lines: meetingEvent }] },
    ),
  ]),
  scene(1, "La lettre du réseau, {mois} {an}", [
    from(
      "formation",
      "7:00",
      `La lettre du réseau Handicap & Santé Brume

Au sommaire : une journée sur la communication alternative, le calendrier des formations, le portrait du mois, et le guide des soins dentaires en images.

Pour ne plus la recevoir, répondez « stop ».`,
      { unread: true, html: letterMail },
    ),
  ]),
  scene(6, "Planning des remplacements infirmiers", [
    from(
      "infirmieres",
      "18:35",
      `Bonjour,

Voici le planning des deux semaines de remplacement.

| Jour | Matin | Midi |
| lundi | Sylvie | Sylvie |
| mardi | Romain | Sylvie |
| mercredi | Romain | fermé |
| jeudi | Sylvie | Romain |
| vendredi | Romain | Romain |

Romain a besoin d'un badge. Il connaît déjà la maison, il y était élève infirmier en {an-2}.`,
      { html: weekTable },
    ),
    us(
      "nadege",
      "infirmieres",
      "+1 9:25",
      `Bonjour, le badge de Romain est prêt à l'accueil. Bienvenue à lui !`,
    ),
  ]),
  scene(
    9,
    "Communication alternative et améliorée : retour sur la formation du {=-6}, supports présentés, questions restées sans réponse et proposition d'une deuxième demi-journée d'ici la fin du trimestre",
    [
      from(
        "garnier",
        "20:40",
        `Bonsoir à tous,

Merci pour votre accueil et pour vos questions ! Comme promis :

- les supports de la demi-journée ;
- la liste des applications gratuites ;
- les réponses aux trois questions restées en suspens.

Je propose une deuxième demi-journée avec les familles. Qu'en pensez-vous ?`,
        {
          attach: [
            pdf(
              "Supports de la formation – première demi-journée.pdf",
              "Communication alternative et améliorée",
              "1. Pourquoi",
              "2. Avec quoi",
              "3. Comment commencer",
            ),
            txt(
              "Réponses aux questions.txt",
              "1. Peut-on mélanger plusieurs systèmes ? Oui, si tout le monde s'y tient.",
              "2. Faut-il attendre la parole ? Non.",
              "3. Qui forme les familles ? Nous, ensemble.",
            ),
          ],
        },
      ),
      us(
        "odile",
        "garnier",
        "+2 11:15",
        `Bonsoir Élodie,

L'équipe est très demandeuse. Un samedi matin arrangerait les familles : nous en avons sondé six, toutes intéressées.`,
      ),
      from(
        "garnier",
        "+3 18:55",
        `Va pour un samedi matin ! Je regarde les dates avec ma collègue et je reviens vers vous.`,
      ),
    ],
  ),
  scene(
    15,
    "Compte rendu de la synthèse : Ethan D.",
    [
      from(
        "psychiatrie",
        "16:10",
        `Bonjour,

Vous trouverez ci-joint le compte rendu de notre rencontre au sujet d'Ethan. Les points d'accord :

- un adulte repère le matin, le même toute la semaine ;
- un emploi du temps en images sur la table ;
- une pause de dix minutes après la récréation.

Prochain point dans deux mois.`,
        {
          attach: [
            pdf(
              "Synthèse Ethan D.pdf",
              "Compte rendu de synthèse",
              "Adulte repère le matin",
              "Emploi du temps en images",
              "Pause après la récréation",
            ),
          ],
        },
      ),
      us(
        "yanis",
        "psychiatrie",
        "+7 17:20",
        `Bonjour,

Une semaine plus tard : la pause après la récréation change vraiment ses fins de matinée. L'emploi du temps en images l'intéresse moins que la photo des personnes présentes, nous avons donc mis les deux.`,
      ),
      from(
        "psychiatrie",
        "+8 9:05",
        `Merci de ce retour, c'est précieux. Gardez les photos, et laissez-le les accrocher lui-même.`,
      ),
    ],
    "reports",
  ),
  scene(19, "Absence de la psychomotricienne : qui prend le relais ?", [
    us(
      "solene",
      "lescure",
      "10:30",
      `Bonjour Thomas,

Notre collègue psychomotricienne est absente jusqu'au {=+21}. Pourriez-vous assurer deux matinées par semaine à l'IME d'ici là ? Quatre enfants sont concernés.`,
    ),
    from(
      "lescure",
      "13:20",
      `Bonjour Solène,

Je peux venir le mardi et le jeudi de 9 h à 12 h, sauf le {+14}. J'aurais besoin des derniers bilans et d'une salle avec un tapis.`,
    ),
    us(
      "solene",
      "lescure",
      "16:05",
      `Merci beaucoup ! Les quatre bilans sont joints et la salle de motricité est à vous.`,
      { attach: [pdf("Bilans psychomoteurs.pdf", "Quatre bilans", "Tom B., Sarah N., Nolan P., Chloé V.")] },
    ),
    from(
      "lescure",
      "+10 12:40",
      `Petit retour de mi-parcours : Tom et Nolan font équipe sur le parcours, c'est un plaisir à voir. Je vous envoie mes notes vendredi.`,
    ),
  ]),
  scene(24, "Invitation : matinée d'échanges sur les transitions vers l'âge adulte", [
    from(
      "dac",
      "9:00",
      `Bonjour,

Le dispositif d'appui à la coordination vous invite à une matinée d'échanges le {+25}, de 9 h à 12 h 30, à la salle des Remparts. Trois tables rondes : le logement, le travail accompagné, la santé.

Inscription par simple réponse à ce message, en précisant le nombre de personnes.`,
    ),
    us("odile", "dac", "+2 14:40", `Bonjour, nous serons trois : Solène Aubry, Yanis Belkacem et moi-même.`),
    from("dac", "+2 15:02", `Inscriptions enregistrées. Le plan d'accès suivra la veille.`),
    from("dac", "+24 11:10", `Comme promis, le plan d'accès et le programme définitif. Café dès 8 h 30 !`, {
      attach: [
        pdf(
          "Programme de la matinée.pdf",
          "Transitions vers l'âge adulte",
          "9 h : le logement",
          "10 h : le travail accompagné",
          "11 h 15 : la santé",
        ),
        picture("png", "plan d'accès.png"),
      ],
    }),
  ]),
  scene(
    30,
    "Commande de matériel de soins",
    [
      us(
        "marie",
        "pharmacie",
        "11:00",
        `Bonjour Hervé,

Commande du mois : 10 boîtes de compresses, 4 flacons de solution hydroalcoolique, 2 thermomètres, 6 boîtes de gants taille M. Livraison jeudi si possible.`,
      ),
      from(
        "pharmacie",
        "11:48",
        `Tout est en stock sauf les gants taille M : 4 boîtes jeudi, les 2 autres lundi. Total 87,60 € TTC, facture jointe.`,
        { attach: [pdf("Facture.pdf", "Pharmacie de la Halle", "Total : 87,60 euros TTC")] },
      ),
    ],
    "archives",
  ),
  scene(34, "Stage d'une élève infirmière", [
    from(
      "infirmieres",
      "14:30",
      `Bonjour,

Nous accueillons une élève infirmière de deuxième année, Manon. Pourrait-elle passer trois jours à l'IME, du {+14} au {+16}, pour découvrir l'accompagnement des enfants ?`,
    ),
    us(
      "marie",
      "infirmieres",
      "+1 10:10",
      `Avec plaisir. Qu'elle vienne avec des chaussures confortables et beaucoup de questions. Il me faut la convention signée une semaine avant.`,
      {
        attach: [
          docx(
            "Livret d'accueil.docx",
            "Livret d'accueil des stagiaires",
            "Bienvenue à l'IME.",
            "Les enfants, les horaires, la discrétion.",
          ),
        ],
      },
    ),
    from("infirmieres", "+4 12:00", `Voici la convention signée de notre côté.`, {
      attach: [pdf("Convention de stage.pdf", "Convention de stage", "Trois jours d'observation")],
    }),
  ]),
  scene(40, "Programme d'inclusion au collège", [
    from(
      "maheu",
      "17:30",
      `Bonjour,

Voici l’emploi du temps de Jade et de Tom au collège, à partir du {+7} :

| Jour | Heure | Cours |
| mardi | 10 h – 11 h | arts plastiques |
| jeudi | 14 h – 15 h | musique |

Le principal propose une visite des locaux le mercredi précédent. L’infirmière scolaire sera présente.`,
    ),
    us(
      "yanis",
      "maheu",
      "+1 8:40",
      `Bonjour docteur,

Merci ! Je les accompagnerai aux deux cours les trois premières semaines, puis un sur deux. Jade demande s'il y a un casier à son nom : ce serait formidable.`,
    ),
    from(
      "maheu",
      "+2 11:55",
      `Le casier n° 114 porte désormais son prénom, avec une étoile. La gardienne y a tenu.`,
    ),
  ]),
  scene(
    46,
    "Visite de la commission d'accessibilité",
    [
      from(
        "zerrouki",
        "9:20",
        `Bonjour,

La commission d’accessibilité souhaite visiter vos locaux le {+12} à 9 h 30, en vue du dossier de subvention (jusqu’à 12 000 €). Pouvez-vous préparer les plans et la liste des travaux envisagés ?`,
      ),
      us(
        "odile",
        "zerrouki",
        "+3 16:20",
        `Bonjour,

Plans et liste ci-joints : rampe du préau, éclairage du couloir, signalétique en pictogrammes. Les enfants du groupe des grands feront la visite eux-mêmes.`,
        {
          attach: [
            pdf(
              "Travaux envisagés.pdf",
              "Travaux envisagés",
              "Rampe du préau",
              "Éclairage du couloir",
              "Signalétique en pictogrammes",
            ),
            picture("png", "Plan du rez-de-chaussée.png"),
          ],
        },
      ),
    ],
    "archives",
  ),
  scene(
    50,
    "Transfert d'un message : recommandations canicule",
    [
      from(
        "dac",
        "15:00",
        `Bonjour,

Pour information, je vous transmets le message reçu ce matin, qui reste utile pour l'an prochain.`,
        {
          attach: [
            {
              kind: "eml",
              name: "Recommandations.eml",
              lines: [
                "From: Veille sanitaire <veille@mdph-brume.mss.example>",
                "Subject: Recommandations",
                "Content-Type: text/plain; charset=utf-8",
                "",
                "Boire souvent, fermer les volets, mouiller la nuque.",
                "Adapter les horaires des sorties.",
              ],
            },
          ],
        },
      ),
    ],
    "archives",
  ),
  scene(
    59,
    "Exercice d'évacuation",
    [
      from(
        "zerrouki",
        "10:40",
        `Bonjour, l’exercice d’évacuation commun au pôle aura lieu le {+5} vers 10 h. Merci de prévenir les enfants qui craignent la sirène : elle durera moins d’une minute.`,
      ),
      us(
        "yanis",
        "zerrouki",
        "+6 15:30",
        `Bonjour,

Exercice réussi : tout le monde dehors en 4 min 10, casques antibruit sur les oreilles. Gabin a compté les camions de pompiers imaginaires.`,
      ),
    ],
    "archives",
  ),
  scene(
    64,
    "Remplacement de la fiche de liaison",
    [
      from(
        "lescure",
        "18:15",
        `Bonsoir, la fiche de liaison papier ne me parvient jamais avant le vendredi. Est-ce qu'on peut passer par la messagerie sécurisée ? Je propose un message par semaine et par enfant, trois lignes, pas plus.`,
      ),
      us(
        "nadege",
        "lescure",
        "+1 9:10",
        `Bonjour Thomas,

Excellente idée, adoptée. Les trois lignes partiront le jeudi midi.`,
      ),
    ],
    "archives",
  ),
  scene(
    75,
    "Rentrée : qui fait quoi",
    [
      from(
        "psychiatrie",
        "9:50",
        `Bonjour,

Bonne rentrée à tous. Pour cette année, votre interlocutrice au CMP est Mme Aurélie Simon, joignable le lundi et le jeudi. Les demandes urgentes passent par le secrétariat.`,
      ),
      us(
        "solene",
        "psychiatrie",
        "+1 11:30",
        `Bonjour, merci et bonne rentrée ! De notre côté je reste la correspondante, avec Yanis Belkacem pour le groupe des moyens.`,
      ),
    ],
    "archives",
  ),
  scene(
    82,
    "Reprise des livraisons",
    [
      from(
        "pharmacie",
        "9:30",
        `Bonjour,

Après la pause d’été, les livraisons reprennent le {+3} : mardi et vendredi à 18 h. Nos horaires : 8 h 30 – 19 h 30, samedi compris. Les piluliers peuvent être préparés dès lundi.`,
      ),
      us(
        "marie",
        "pharmacie",
        "+1 10:00",
        `Bonjour Hervé, bonne reprise ! Voici la liste des piluliers de rentrée.`,
        {
          attach: [
            csv("Piluliers.csv", "Prénom;Matin;Midi;Soir", "Noé R.;1;0;1", "Jade K.;1;1;1", "Hugo M.;1;0;1"),
          ],
        },
      ),
    ],
    "archives",
  ),
  scene(
    86,
    "Calendrier d'ouverture {an}-{an+1}",
    [
      us(
        "odile",
        "rousselin",
        "15:00",
        `Bonjour Camille,

Voici le calendrier d'ouverture de l'IME. Deux journées sont fermées aux enfants, en rouge.`,
        {
          attach: [
            pdf(
              "Calendrier d'ouverture.pdf",
              "Calendrier d'ouverture",
              "210 jours",
              "Deux journées pédagogiques",
            ),
          ],
        },
      ),
      from(
        "rousselin",
        "+1 8:35",
        `Bien reçu, les tournées sont calées dessus. Bonne préparation de rentrée !`,
      ),
    ],
    "archives",
  ),
];

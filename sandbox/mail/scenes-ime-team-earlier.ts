import { from, pdf, picture, scene, us, csv, type Scene } from "./scene.ts";

/** Accueil IME: meetings, partners, networks, plannings: earlier. */
export const imeTeamEarlier: Scene[] = [
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

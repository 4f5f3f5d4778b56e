import { docx, from, pdf, picture, scene, us, txt, type Scene } from "./scene.ts";
import { letterMail, meetingEvent, weekTable } from "./bodies.ts";

/** Accueil IME: meetings, partners, networks, plannings: the last weeks. */
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
];

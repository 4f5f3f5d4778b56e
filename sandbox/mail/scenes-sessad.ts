import { from, pdf, picture, scene, us, csv, docx, type Scene } from "./scene.ts";

/** SESSAD: children followed at home and at school. */
export const sessad: Scene[] = [
  scene(1, "Séance de jeudi", [
    from(
      "lescure",
      "12:50",
      `Bonjour Solène, je suis en formation jeudi matin. Peut-on déplacer la séance de Malo à vendredi 9 h, à l'école ? La maîtresse est d'accord.`,
      { unread: true },
    ),
  ]),
  scene(3, "Demande de suivi : Anouk T.", [
    from(
      "quere",
      "18:50",
      `Bonjour,

Je vous adresse Anouk T., 6 ans, pour un suivi à domicile. Ses parents sont très demandeurs de conseils pour l'habillage et les repas. La notification de la MDPH est attendue avant la fin du mois.`,
      {
        attach: [
          pdf(
            "Courrier Anouk T.pdf",
            "Courrier d'adressage",
            "Anouk T., 6 ans",
            "Objectifs : habillage, repas, écriture",
          ),
        ],
      },
    ),
    us(
      "solene",
      "quere",
      "+1 9:40",
      `Bonjour docteur,

Une place se libère le {+20}. Nous rencontrerons la famille dès la semaine prochaine, sans attendre la notification, pour préparer l'arrivée d'Anouk.`,
    ),
  ]),
  scene(5, "Équipe éducative à l'école des Goélands", [
    from(
      "maheu",
      "8:50",
      `Bonjour,

L’équipe éducative de Lina F. se tiendra le {+9} à 16 h 45, dans sa classe. Présents : la famille, l’enseignante, l’AESH, et vous si vous le pouvez. À l’ordre du jour : l’ordinateur, les temps de pause, la kermesse.`,
    ),
    us(
      "solene",
      "maheu",
      "11:15",
      `Bonjour docteur,

J'y serai avec l'ergothérapeute. Nous apporterons les réglages du clavier, et une idée pour la kermesse.`,
      { cc: "barreau" },
    ),
    from(
      "barreau",
      "12:45",
      `J'apporte aussi le support incliné, l'enseignante voulait l'essayer avec toute la classe.`,
    ),
  ]),
  scene(
    8,
    "Bilan d'Ilyan B.",
    [
      from(
        "garnier",
        "19:50",
        `Bonsoir Solène,

Bilan d'Ilyan en pièce jointe. Il comprend beaucoup plus qu'il ne le montre, et il a un humour redoutable. Je conseille de travailler les tours de parole en petit groupe.`,
        {
          attach: [
            pdf(
              "Bilan Ilyan B.pdf",
              "Bilan d'orthophonie",
              "Compréhension : au-dessus de ce qui est montré",
              "Conseil : tours de parole en petit groupe",
            ),
          ],
        },
      ),
      us(
        "solene",
        "garnier",
        "+1 10:05",
        `Merci Élodie. Je l'inscris dans le groupe du mercredi avec Lina : ils ont le même goût des devinettes.`,
      ),
    ],
    "reports",
  ),
  scene(12, "Frais kilométriques et plannings", [
    from("lescure", "21:05", `Bonsoir, voici mes interventions du mois pour le SESSAD.`, {
      attach: [
        csv(
          "Interventions.csv",
          "Date;Enfant;Lieu;km",
          "{-10};Malo H.;école;12",
          "{-8};Lina F.;domicile;18",
          "{-3};Malo H.;école;12",
        ),
      ],
    }),
    us("nadege", "lescure", "+1 9:00", `Bonjour Thomas, bien reçu, réglé avec la paie du mois.`),
  ]),
  scene(
    16,
    "Noé R. : bilan de fin de prise en charge",
    [
      from(
        "castaing",
        "16:20",
        `Bonjour,

Vous trouverez ci-joint le bilan de Noé et mes conclusions. Le chemin parcouru depuis deux ans est remarquable ; le relais par l'IME se fait dans de très bonnes conditions.`,
        { attach: [pdf("Bilan Noé R.pdf", "Bilan de fin de suivi", "Relais par l'IME")] },
      ),
      us(
        "solene",
        "castaing",
        "+2 11:30",
        `Bonjour docteur,

Merci pour ces mots, que nous avons lus avec ses parents. Noé a offert son dessin de fusée à toute l'équipe : le voici.`,
        { attach: [picture("png", "La fusée de Noé.png")] },
      ),
    ],
    "reports",
  ),
  scene(20, "Guidance à domicile : Malo H.", [
    from(
      "haddad",
      "20:30",
      `Bonsoir, c'est la tante de Malo, sa maman est d'accord pour que je vous écrive. Il refuse de mettre ses chaussures depuis les vacances. Avez-vous des idées ?`,
    ),
    us(
      "solene",
      "haddad",
      "+1 12:10",
      `Bonjour Madame,

Essayez de laisser les chaussures près du jouet qu'il préfère, et de chanter toujours la même chanson en les mettant. Thomas Lescure apportera vendredi des chaussettes sans couture : c'est souvent là que ça gêne.`,
    ),
    from("haddad", "+8 20:15", `Les chaussettes sans couture !!! C'était ça. Merci mille fois.`),
  ]),
  scene(25, "Dossier de demande de matériel", [
    from(
      "barreau",
      "13:40",
      `Bonjour, voici le dossier pour l'ordinateur de Lina. Il manque votre avis et la signature des parents, page 3.`,
      {
        attach: [
          docx(
            "Demande de matériel Lina.docx",
            "Demande de matériel pédagogique adapté",
            "Ordinateur léger, clavier guidé.",
          ),
        ],
      },
    ),
    us(
      "solene",
      "mdph",
      "+5 15:20",
      `Bonjour,

Vous trouverez ci-joint la demande de matériel pour Lina F., complète et signée.`,
      {
        receipt: true,
        attach: [
          pdf(
            "Demande de matériel Lina F.pdf",
            "Demande de matériel pédagogique adapté",
            "Ordinateur léger, clavier guidé",
          ),
        ],
      },
    ),
    from(
      "mdph",
      "+7 10:30",
      `Bonjour,

Demande enregistrée le {=+7}. Décision attendue sous deux mois.`,
    ),
  ]),
  scene(
    35,
    "Vacances : dates d'intervention",
    [
      us(
        "nadege",
        "lescure",
        "16:40",
        `Bonjour Thomas, le service est fermé du {+20} au {+27}. Pouvez-vous prévenir les familles que vous voyez le vendredi ?`,
      ),
      from("lescure", "+1 8:10", `C'est fait, les trois familles sont prévenues.`),
    ],
    "archives",
  ),
  scene(
    47,
    "Place disponible",
    [
      from(
        "dac",
        "15:50",
        `Bonjour, une famille arrive de loin avec un garçon de 8 ans déjà suivi par un SESSAD. Auriez-vous une place avant janvier ?`,
      ),
      us(
        "odile",
        "dac",
        "+1 10:45",
        `Bonjour, une place se libère le {+40}. Nous pouvons recevoir la famille dès maintenant pour faire connaissance et préparer l'école.`,
      ),
    ],
    "archives",
  ),
  scene(
    63,
    "Compte rendu de l'atelier cuisine",
    [
      from(
        "garnier",
        "18:00",
        `Coucou Solène, l'atelier cuisine a donné 42 mots nouveaux à quatre enfants, et douze crêpes. Photos avec l'accord des parents.`,
        { attach: [picture("jpeg", "crêpe 1.jpg"), picture("jpeg", "crêpe 2.jpg")] },
      ),
    ],
    "archives",
  ),
  scene(
    77,
    "Projet personnalisé de Lina F.",
    [
      us(
        "solene",
        "quere",
        "14:30",
        `Bonjour docteur,

Voici le projet personnalisé de Lina, écrit avec elle et ses parents. Premier objectif, en ses mots : « écrire aussi vite que je pense ».`,
        {
          attach: [
            pdf(
              "Projet personnalisé.pdf",
              "Projet personnalisé de Lina F.",
              "Écrire aussi vite que je pense.",
            ),
          ],
        },
      ),
      from("quere", "+2 12:50", `Quel bel objectif. Je le garde en tête pour la consultation du {=+14}.`),
    ],
    "archives",
  ),
];

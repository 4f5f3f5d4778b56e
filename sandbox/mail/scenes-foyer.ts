import { docx, from, pdf, picture, scene, us, csv, type Scene } from "./scene.ts";

/** Foyer Les Saules: adults, their health, their guardians, their families. */
export const foyer: Scene[] = [
  scene(1, "Tournée infirmière du week-end", [
    from(
      "infirmieres",
      "17:20",
      `Bonjour,

Ce week-end, Romain passera à 8 h et à 18 h 30. Pensez à sortir les bas de contention de Mme Corinne B. et à vérifier le stock de bandelettes, il en restait une dizaine mercredi.`,
      { unread: true },
    ),
  ]),
  scene(2, "Sortie d'hospitalisation de M. Alain G.", [
    from(
      "gastro",
      "15:35",
      `Bonjour,

M. Alain G. sort demain en fin de matinée. Alimentation légère trois jours, traitement joint, consultation de contrôle dans un mois. Il est très pressé de retrouver sa chambre et son jardin.`,
      {
        attach: [
          pdf(
            "Lettre de sortie.pdf",
            "Lettre de sortie",
            "M. Alain G.",
            "Alimentation légère trois jours",
            "Contrôle dans un mois",
          ),
          pdf("Ordonnance de sortie.pdf", "Ordonnance de sortie"),
        ],
      },
    ),
    us(
      "marie",
      "gastro",
      "16:10",
      `Bonjour docteur,

Tout est prêt pour son retour. Peut-on reprendre le pilulier habituel dès le soir ?`,
    ),
    from(
      "gastro",
      "18:02",
      `Oui, dès le soir, sauf le comprimé du coucher qui est arrêté (voir l'ordonnance).`,
      { unread: true },
    ),
  ]),
  scene(4, "Visite du dimanche", [
    from(
      "legoff",
      "14:48",
      `Bonjour, je viendrai voir mon frère Didier dimanche avec les enfants. Pouvons-nous l'emmener au restaurant sur le port, et le ramener vers 17 h ? Il en parle depuis l'été.

Chantal Le Goff`,
    ),
    us(
      "nadege",
      "legoff",
      "15:30",
      `Bonjour Madame,

Bien sûr ! Son traitement de midi vous sera remis dans une enveloppe à son nom, avec la consigne. Il a déjà choisi sa chemise.`,
    ),
    from("legoff", "+3 19:15", `Une journée magnifique, merci. Il a mangé deux desserts.`, {
      attach: [picture("jpeg", "Didier au port.jpg")],
    }),
  ]),
  scene(6, "Compte de gestion : pièces à transmettre", [
    from(
      "udaf",
      "10:15",
      `Bonjour,

Pour établir le compte de gestion de M. Serge L., j’ai besoin des factures de participation des trois derniers mois et du relevé de l’argent de poche. Un envoi avant le {=+10} serait idéal.`,
    ),
    us(
      "nadege",
      "udaf",
      "+1 11:40",
      `Bonjour Madame Mével,

Voici les trois factures et le relevé, signé par M. L. Il souhaite vous parler de l'achat d'un vélo à assistance électrique, qu'il a trouvé d'occasion.`,
      {
        attach: [
          pdf("Factures.pdf", "Participation aux frais", "Trois mois"),
          csv(
            "Argent de poche.csv",
            "Date;Objet;Montant",
            "{-20};Magazine;4,50",
            "{-12};Café au marché;3,00",
            "{-4};Cinéma;6,00",
          ),
        ],
      },
    ),
    from(
      "udaf",
      "+2 9:35",
      `Bien reçu, merci. Pour le vélo, dites-lui que je l’appelle jeudi à 14 h : le budget le permet, il faut seulement un devis et une assurance.`,
    ),
  ]),
  scene(9, "Bilan dentaire des résidents", [
    from(
      "salaun",
      "12:20",
      `Bonjour, je passe au foyer le {+6} pour les bilans annuels. Quinze minutes par personne, huit personnes. Une chaise à haut dossier et une bonne lampe suffisent.`,
    ),
    us(
      "marie",
      "salaun",
      "+1 9:15",
      `Bonjour docteur,

La liste est jointe. Mme Yvette P. demande à être la dernière, pour voir comment font les autres.`,
      {
        attach: [
          csv(
            "Bilans dentaires.csv",
            "Heure;Résident",
            "9 h 00;M. Alain G.",
            "9 h 15;M. Serge L.",
            "9 h 30;Mme Corinne B.",
            "9 h 45;Mme Yvette P.",
          ),
        ],
      },
    ),
    from(
      "salaun",
      "+6 17:45",
      `Merci pour l'accueil. Deux soins à prévoir, un seul avec MEOPA. Comptes rendus joints. Mme P. a été la plus courageuse !`,
      { attach: [pdf("Bilans_foyer.pdf", "Bilans dentaires", "Deux soins à prévoir")] },
    ),
  ]),
  scene(13, "Renouvellement des traitements", [
    us(
      "marie",
      "lebihan",
      "8:30",
      `Bonjour docteur,

Six ordonnances arrivent à échéance le {=+7}. La liste est jointe ; pas de changement signalé par l'équipe, sauf pour Mme Nathalie R. qui s'endort l'après-midi depuis deux semaines.`,
      { attach: [docx("Traitements à renouveler.docx", "Traitements à renouveler", "Six résidents")] },
    ),
    from(
      "lebihan",
      "19:05",
      `Bonsoir,

Ordonnances jointes pour cinq personnes. Je préfère voir Mme R. avant de renouveler : vendredi à 14 h au foyer ?`,
      { attach: [pdf("Ordonnances.pdf", "Ordonnances", "Cinq résidents")] },
    ),
    us(
      "marie",
      "lebihan",
      "+1 8:15",
      `Vendredi 14 h, c'est noté, merci. Elle sera dans sa chambre après le repas.`,
    ),
  ]),
  scene(
    17,
    "Analyses de Mme Nathalie R.",
    [
      from(
        "biolittoral",
        "16:30",
        `Bonjour,

Résultats du prélèvement de ce matin pour Mme Nathalie R. La TSH est un peu au-dessus des valeurs usuelles ; le Dr Le Bihan est prévenu.`,
        { attach: [pdf("R_Nathalie.pdf", "Laboratoire Biolittoral", "TSH : 6,1 mUI/L")] },
      ),
      from(
        "lebihan",
        "+1 12:40",
        `Bonjour, j'ai vu les résultats de Mme R. Cela explique la fatigue. Contrôle dans six semaines avant de décider, rien à changer d'ici là. Vous pouvez la rassurer.`,
      ),
      us(
        "marie",
        "lebihan",
        "+1 14:05",
        `Merci docteur. Je lui ai expliqué avec le dessin, elle a dit : « alors ce n'est pas la télé ». Prise de sang notée dans six semaines.`,
      ),
    ],
    "reports",
  ),
  scene(21, "Vélo adapté : essai", [
    from(
      "barreau",
      "13:30",
      `Bonjour,

J'ai obtenu le prêt d'un tricycle adulte pour deux semaines. Deux résidents pourraient l'essayer au calme, allée des Saules. Qui serait volontaire ?`,
    ),
    us(
      "nadege",
      "barreau",
      "15:00",
      `Bonjour Inès,

Cinq volontaires, dont Mme Yvette P., 71 ans, qui a rappelé qu'elle livrait le pain à vélo à quinze ans.`,
    ),
    from(
      "barreau",
      "+12 18:10",
      `Compte rendu des essais joint. Mme P. a fait trois tours d'allée sans aide, sous les applaudissements.`,
      {
        attach: [
          pdf("Essais du tricycle.pdf", "Essais du tricycle", "Cinq personnes, deux semaines"),
          picture("jpeg", "Yvette.jpg"),
        ],
      },
    ),
  ]),
  scene(
    28,
    "Renouvellement d'orientation : M. Didier C.",
    [
      from(
        "mdphAdultes",
        "11:10",
        `Bonjour,

L'orientation de M. Didier C. en foyer de vie arrive à échéance dans huit mois. Le dossier de renouvellement est joint ; merci de le compléter avec lui et sa curatrice.`,
        {
          attach: [
            docx(
              "Dossier de renouvellement.docx",
              "Demande de renouvellement",
              "Projet de vie : à remplir avec la personne.",
            ),
          ],
        },
      ),
      us(
        "odile",
        "mdphAdultes",
        "+9 16:00",
        `Bonjour,

Dossier complet joint. M. C. a dicté lui-même son projet de vie : « rester aux Saules, garder le potager, voir ma sœur plus souvent ».`,
        {
          receipt: true,
          attach: [
            docx(
              "Dossier rempli.docx",
              "Demande de renouvellement",
              "Projet de vie : rester aux Saules, garder le potager, voir ma sœur plus souvent.",
            ),
            pdf("Certificat médical.pdf", "Certificat médical"),
          ],
        },
      ),
      from(
        "mdphAdultes",
        "+11 9:45",
        `Dossier complet, enregistré sous le numéro {an}-5126. Merci pour la qualité du projet de vie.`,
      ),
    ],
    "archives",
  ),
  scene(
    32,
    "Pédicurie : dates du trimestre",
    [
      from(
        "infirmieres",
        "10:05",
        `Bonjour, la pédicure-podologue viendra avec nous le {+5}, le {+35} et le {+65}, à 14 h. Merci de prévoir les bassines.`,
      ),
    ],
    "archives",
  ),
  scene(37, "Anniversaire d'Alain", [
    from(
      "gautier",
      "20:12",
      `Bonsoir, c'est le cousin d'Alain. Il aura 60 ans le {+11}. J'aimerais venir avec un gâteau et mon accordéon, si c'est possible pour la maison.`,
    ),
    us(
      "nadege",
      "gautier",
      "+1 9:30",
      `Bonjour Monsieur,

Quelle bonne idée ! À 15 h 30 dans la salle commune. Gâteau sans noix s'il vous plaît, et pour l'accordéon : autant que vous voudrez.`,
    ),
    from("gautier", "+1 19:00", `Parfait. Sans noix, avec valses !`),
  ]),
  scene(
    45,
    "Appareil auditif de Mme Corinne B.",
    [
      from(
        "appareillage",
        "9:55",
        `Bonjour,

Le nouvel appareil auditif de Mme Corinne B. est arrivé. Rendez-vous le {+7} à 11 h pour le réglage ; une personne qui connaît bien ses habitudes est la bienvenue.`,
      ),
      us(
        "marie",
        "appareillage",
        "14:20",
        `Bonjour, je l'accompagnerai. Elle aimerait savoir s'il existe en rouge.`,
      ),
      from("appareillage", "+1 8:50", `Il existe en rouge, et nous l'avons commandé ainsi !`),
    ],
    "archives",
  ),
  scene(
    53,
    "Facture et livraison",
    [
      from(
        "pharmacie",
        "18:15",
        `Bonjour,

Facture du mois ci-jointe (112,30 € TTC). Les semainiers seront livrés désormais le vendredi à 17 h, avec un code couleur par étage : bleu au rez-de-chaussée, vert à l’étage.`,
        { attach: [pdf("Facture du foyer.pdf", "Pharmacie de la Halle", "Total : 112,30 euros TTC")] },
      ),
    ],
    "archives",
  ),
  scene(
    62,
    "Vacances adaptées : confirmation",
    [
      from(
        "udaf",
        "11:25",
        `Bonjour,

Le séjour de vacances adaptées de M. Serge L. est confirmé du {+20} au {+27}. Le budget est validé (640 €) et l’acompte versé. Voici le contrat.`,
        { attach: [pdf("Contrat de séjour.pdf", "Contrat de séjour", "Huit jours à la montagne")] },
      ),
      us(
        "nadege",
        "udaf",
        "+28 10:20",
        `Bonjour,

M. L. est rentré ravi et bronzé, avec une cloche de vache. Il demande s'il peut déjà s'inscrire pour l'an prochain.`,
      ),
    ],
    "archives",
  ),
  scene(
    80,
    "Potager partagé",
    [
      from(
        "dac",
        "10:30",
        `Bonjour,

La ville ouvre douze parcelles de jardin partagé, dont deux accessibles en fauteuil, à 300 m du foyer. Les candidatures sont ouvertes jusqu'au {=+15}.`,
      ),
      us(
        "odile",
        "dac",
        "+2 9:00",
        `Bonjour, le foyer est candidat, avec trois jardiniers déjà désignés et un stock de bottes.`,
      ),
      from(
        "dac",
        "+16 14:15",
        `Parcelle n° 7 attribuée au foyer, accessible en fauteuil. Félicitations aux jardiniers !`,
      ),
    ],
    "archives",
  ),
];

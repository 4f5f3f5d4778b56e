import { from, pdf, picture, scene, us, type Scene } from "./scene.ts";

/** Accueil IME: families. */
export const imeFamilies: Scene[] = [
  scene(0, "Absence de mon fils jeudi et vendredi", [
    from(
      "moreau",
      "8:30",
      `Bonjour,

Hugo ne viendra pas jeudi ni vendredi, nous allons au mariage de sa marraine à l'autre bout de la France. Il sera là lundi comme d'habitude. Pouvez vous prévenir le taxi ?

Merci et bonne journée
Inès Moreau`,
      { unread: true },
    ),
  ]),
  scene(2, "Doudou oublié", [
    from(
      "haddad",
      "19:42",
      `Bonsoir, Adam a laissé son lapin gris à l'IME je pense, sûrement dans la salle snoezelen. Il n'arrive pas à s'endormir sans. Est-ce que quelqu'un peut le mettre dans son sac demain ? Merci infiniment`,
    ),
    us(
      "yanis",
      "haddad",
      "+1 8:05",
      `Bonjour Madame,

Le lapin est retrouvé, il dormait sous le gros coussin bleu. Il est déjà dans le sac d'Adam, dans la poche de devant. J'espère que la nuit n'a pas été trop longue !`,
      { attach: [picture("jpeg", "Le lapin.jpg")] },
    ),
    from("haddad", "+1 8:20", `Ouf ! Merci Yanis, vous nous sauvez la soirée :)`),
  ]),
  scene(3, "Menus de la cantine et allergie", [
    from(
      "nguyen",
      "20:55",
      `Bonjour,

Le médecin a confirmé l'allergie de Lan à l'arachide. Je vous joins le compte rendu. Que devons-nous faire pour la cantine et pour le goûter du vendredi ?

Cordialement,
Minh Nguyen`,
      {
        attach: [
          pdf(
            "Allergologie.pdf",
            "Compte rendu d'allergologie",
            "Allergie confirmée à l'arachide",
            "Éviction stricte, trousse d'urgence à l'école",
          ),
        ],
      },
    ),
  ]),
  scene(5, "Photo de classe", [
    from(
      "djelloul",
      "18:33",
      `Bonjour, Samia demande si elle peut venir avec sa robe jaune pour la photo de classe. Elle y tient beaucoup. C'est bien mardi ?`,
    ),
    us(
      "yanis",
      "djelloul",
      "+1 9:20",
      `Bonjour Monsieur,

Bien sûr pour la robe jaune. La photo est mardi à 10 h. Une tenue de rechange dans le sac serait utile : il y a peinture l'après-midi.`,
    ),
  ]),
  scene(8, "", [
    from(
      "rouzic",
      "7:31",
      `Noé a eu de la fièvre cette nuit 38.6, je le garde à la maison aujourd'hui. Je vous tiens au courant ce soir.
Sandrine Rouzic`,
    ),
    us(
      "nadege",
      "rouzic",
      "8:10",
      `Bonjour Madame,

C'est noté, le taxi est décommandé pour aujourd'hui. Bon rétablissement à Noé, ses camarades lui ont préparé un dessin.`,
    ),
    from("rouzic", "19:05", `Fièvre tombée ! Il sera là demain.`),
  ]),
  scene(11, "Question sur le traitement du midi", [
    from(
      "moreau",
      "12:05",
      `Bonjour, le neurologue a changé le traitement de Hugo : maintenant c'est un comprimé le matin et un le soir, plus rien le midi. J'ai l'ordonnance. Est-ce que je vous l'envoie ici ou dans le cahier ?`,
    ),
    us(
      "marie",
      "moreau",
      "12:40",
      `Bonjour Madame,

Ici, c'est très bien : une photo lisible suffit pour aujourd'hui, et l'original dans le cahier demain. Je ne change rien tant que je n'ai pas l'ordonnance sous les yeux.`,
    ),
    from("moreau", "13:02", `La voici`, { attach: [picture("jpeg", "IMG_2043.jpg")] }),
    us(
      "marie",
      "moreau",
      "13:15",
      `Merci, c'est bien lisible. Plus de prise à midi dès demain, je l'ai noté sur sa fiche et prévenu la cantine.`,
    ),
  ]),
  scene(13, "Séjour à la mer : autorisation", [
    us(
      "yanis",
      "djelloul",
      "16:45",
      `Bonjour Monsieur,

Le séjour à la mer aura lieu du {+40} au {+43}. Vous trouverez ci-joint le programme, le trousseau et l'autorisation à nous rendre signée avant le {+15}. Samia a déjà choisi sa camarade de chambre !`,
      {
        attach: [
          pdf(
            "Programme du séjour.pdf",
            "Séjour à la mer",
            "Jour 1 : arrivée, plage",
            "Jour 2 : voile adaptée",
            "Jour 3 : aquarium, soirée crêpes",
            "Jour 4 : retour à 16 h",
          ),
          pdf("Autorisation.pdf", "Autorisation parentale"),
        ],
      },
    ),
    from(
      "djelloul",
      "+1 21:10",
      `Bonsoir,

Autorisation signée en pièce jointe. Une question, est ce que je peux l'appeler le soir ? Elle dort mal quand elle n'entend pas sa mère.`,
      { attach: [picture("jpeg", "autorisation signée.jpg")] },
    ),
    us(
      "yanis",
      "djelloul",
      "+2 9:00",
      `Merci ! Oui, un appel chaque soir entre 18 h 30 et 19 h, sur le téléphone du séjour : 06 39 98 10 55. Nous le ferons en visio pour qu'elle voie sa maman.`,
    ),
  ]),
  scene(17, "Changement d'adresse", [
    from(
      "haddad",
      "10:25",
      `Bonjour, nous déménageons le {+12}. Nouvelle adresse : 8 rue des Voiliers, Port-Brume, deuxième étage, le nom est sur la porte. Le taxi pourra s'arrêter devant la boulangerie.`,
    ),
    us(
      "nadege",
      "haddad",
      "14:00",
      `Bonjour Madame,

Merci, la fiche d'Adam est à jour et la plateforme de transport est prévenue pour le {+13}. Pensez à signaler le changement à la MDPH : je vous joins le formulaire.`,
      { attach: [pdf("Changement d'adresse.pdf", "Déclaration de changement d'adresse")] },
    ),
  ]),
  scene(21, "Remerciements", [
    from(
      "vidal",
      "17:50",
      `Bonjour à toute l'équipe,

Chloé a dit « encore » hier soir pendant l'histoire. C'est la première fois. On voulait vous le dire, et vous remercier pour tout ce que vous faites avec elle.

Ses parents`,
      { flagged: true },
    ),
    us(
      "solene",
      "vidal",
      "+1 9:30",
      `Chers parents,

Merci de partager ce moment avec nous : toute l'équipe l'a lu à haute voix ce matin, et il y a eu des applaudissements. Nous allons travailler ce mot avec elle dans toutes les activités.`,
    ),
  ]),
  scene(
    29,
    "Piscine du vendredi",
    [
      from(
        "nguyen",
        "8:02",
        `Bonjour, Lan a une otite, pas de piscine pendant 10 jours selon le médecin. Elle est très déçue. Merci de lui prévoir autre chose.`,
      ),
      us(
        "yanis",
        "nguyen",
        "8:44",
        `Bonjour Monsieur,

C'est noté. Lan ira à l'atelier cuisine avec Léa les deux prochains vendredis : au programme, des sablés à la cannelle, sans arachide bien sûr.`,
      ),
    ],
    "archives",
  ),
  scene(41, "Rencontre avec l'éducateur", [
    from(
      "vidal",
      "21:30",
      `Bonsoir, serait-il possible de rencontrer Yanis avant les vacances ? Nous nous posons des questions pour l'année prochaine. Nous sommes libres le mercredi après 16h.`,
    ),
    us(
      "nadege",
      "vidal",
      "+1 9:55",
      `Bonjour,

Yanis et Solène Aubry vous proposent le {+9} à 16 h 30. Chloé pourra rester en salle de jeux pendant ce temps.`,
    ),
    from("vidal", "+1 13:12", `C'est parfait, merci.`),
  ]),
  scene(
    55,
    "Reprise après les vacances",
    [
      from("moreau", "11:20", `Bonjour, Hugo reprend bien lundi ? Il raye les jours sur le calendrier...`),
      us(
        "nadege",
        "moreau",
        "13:35",
        `Bonjour Madame, oui, lundi à 9 h, et toute la classe l'attend. Ce sera jour de sortie à la ferme : bottes conseillées !`,
      ),
    ],
    "archives",
  ),
  scene(
    73,
    "Premier jour",
    [
      from(
        "nguyen",
        "18:22",
        `Bonjour,

Pour le premier jour de Lan : elle aime qu'on lui dise à l'avance ce qui va se passer, elle n'aime pas le bruit des chaises, et elle adore l'eau. Elle dit oui en fermant les yeux.

Merci de prendre soin d'elle.
Son papa`,
        { flagged: true },
      ),
      us(
        "yanis",
        "nguyen",
        "+1 17:45",
        `Bonjour Monsieur,

Votre message a été lu par toute l'équipe ce matin. Des balles de tennis sont sous les chaises de sa classe. Lan a fermé les yeux très fort quand nous lui avons proposé la pataugeoire : nous avons compris. Belle première journée.`,
      ),
    ],
    "archives",
  ),
];

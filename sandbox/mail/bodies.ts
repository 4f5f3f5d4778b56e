/** HTML bodies written by hand, in the many manners of the trade; the same dates in braces as the scenes. */

/** A laboratory's table, with values out of range in colour. */
export const analysisTable = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<style>td,th{border:1px solid #9db2c4;padding:3px 8px} .h{background:#e6eef5} .bas{color:#b04a00;font-weight:bold}</style></head>
<body bgcolor="#ffffff"><font face="Arial" size="2">
<p>Bonjour,</p><p>Prélèvement du {+0}, <b>M. Lucas T.</b>, né le 14/05/2009. Prescripteur : Dr Le Bihan.</p>
<table cellspacing="0" style="border-collapse:collapse"><tr class="h"><th align="left">Analyse</th><th>Résultat</th><th>Valeurs usuelles</th></tr>
<tr><td>Hémoglobine</td><td align="right">13,8 g/dL</td><td>13,0 – 17,0</td></tr>
<tr><td>Ferritine</td><td align="right">42 µg/L</td><td>30 – 300</td></tr>
<tr><td>Vitamine D</td><td align="right" class="bas">27 ng/mL</td><td>30 – 60</td></tr></table>
<p>Aucune valeur ne nécessite d'appel. Le biologiste reste joignable au 02 61 91 55 10 de 8 h à 18 h.</p>
<p><i>Laboratoire Biolittoral, site de la Halle</i></p></font></body></html>`;

/** With a plan inside (cid), a script, a handler and remote pictures: a reader must leave the last three out. */
export const routesMail = `<!DOCTYPE html><html><body style="font-family:Verdana,sans-serif;font-size:14px">
<script>document.title = "plan";</script>
<p>Bonjour,</p><p>Voici le <b style="color:#1f5c4d">plan provisoire</b> pour les chauffeurs. Merci de l'afficher à l'accueil.</p>
<p><img src="cid:plan-acces" alt="Plan d'accès provisoire" width="240" height="160" onclick="window.open('https://cartes.mobilite-brume.example/plan')"></p>
<ol><li>Entrée par l'allée des Tamaris</li><li>Dépose devant le préau, <u>jamais</u> sur l'avenue</li><li>Sortie par la rue des Voiliers</li></ol>
<p><a href="https://cartes.mobilite-brume.example/plan?ecole=ime" onclick="return suivre(this)">Voir le plan en grand</a></p>
<img src="https://suivi.mobilite-brume.example/ouvert.gif?m=4471" width="1" height="1" alt="">
<p>Camille Rousselin<br><span style="color:#777">Plateforme de transport adapté</span></p></body></html>`;

/** An offer with remote pictures and a form, HTML only. */
export const shortageMail = `<html><body style="margin:0;background:#f4f7f2">
<table width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table width="560" cellpadding="14" cellspacing="0" style="background:#ffffff;font-family:Calibri,Arial,sans-serif">
<tr><td style="background:#2e7d4f;color:#ffffff;font-size:20px">Pharmacie de la Halle</td></tr>
<tr><td><p>Bonjour,</p><p>Les protections taille junior habituelles sont en <b>rupture jusqu’au {=+20}</b>. Nous vous proposons :</p>
<table border="1" cellpadding="6" style="border-collapse:collapse;border-color:#cfd8cf"><tr style="background:#eaf3ec"><th>Référence</th><th>Taille</th><th>Prix du carton</th></tr>
<tr><td>Douceur nuit</td><td>junior</td><td align="right">38,40 €</td></tr><tr><td>Confort jour</td><td>junior +</td><td align="right">35,90 €</td></tr></table>
<p><img src="https://images.officines-brume.example/douceur.jpg" width="180" alt="Carton de Douceur nuit"></p>
<form action="https://officines-brume.example/commander" method="post"><input type="hidden" name="ref" value="4412"><button type="submit">Commander</button></form>
<p onmouseover="this.style.color='red'">Répondez simplement à ce message pour commander.</p>
<script>setTimeout(function () { location.href = "https://officines-brume.example/"; }, 1000);</script>
<p>Hervé Daniel</p></td></tr></table></td></tr></table></body></html>`;

/** A newsletter: columns, remote pictures, buttons, links. */
export const letterMail = `<!DOCTYPE html><html lang="fr"><head><style>
.corps{max-width:600px;margin:auto;font-family:Georgia,serif;color:#2b2b2b} .bouton{background:#7a2754;color:#fff;padding:10px 18px;border-radius:20px;text-decoration:none}
.colonne{display:inline-block;width:270px;vertical-align:top;padding:8px} @media (max-width:600px){.colonne{width:100%}}</style></head>
<body style="background:#efe9e4"><div class="corps" style="background:#fff">
<img src="https://lettre.liberaux-brume.example/bandeau.png" width="600" height="120" alt="La lettre du réseau Handicap et Santé Brume">
<h1 style="font-size:24px;padding:0 16px;color:#7a2754">{mois} {an}</h1>
<p style="padding:0 16px">Chers collègues, ce mois-ci nous parlons de communication, d'accès aux soins dentaires et d'un jardin qui pousse.</p>
<div class="colonne"><h2 style="font-size:18px">Journée « Dire autrement »</h2><p>Le {+30}, salle des Remparts. Vingt ateliers pour découvrir la communication alternative.</p>
<p><a class="bouton" href="https://lettre.liberaux-brume.example/journee?utm_source=lettre">S'inscrire</a></p></div>
<div class="colonne"><h2 style="font-size:18px">Les soins dentaires en images</h2><p>Un guide de douze pages à montrer avant la première séance.</p>
<p><a href="https://lettre.liberaux-brume.example/guide">Lire le guide</a></p></div>
<table width="100%" cellpadding="8" style="font-size:14px"><tr style="background:#f6eef3"><th align="left">Formation</th><th align="left">Date</th><th>Places</th></tr>
<tr><td>Premiers pictogrammes</td><td>{+12}</td><td align="center">8</td></tr><tr><td>Alimentation et textures</td><td>{+19}</td><td align="center">3</td></tr>
<tr><td>Douleur et grand handicap</td><td>{+26}</td><td align="center"><span style="color:#b00020">complet</span></td></tr></table>
<p style="padding:0 16px;font-size:12px;color:#777">Vous recevez cette lettre parce que votre structure est membre du réseau. Répondez « stop » pour ne plus la recevoir.
<img src="https://lettre.liberaux-brume.example/o.gif?id=88213" width="1" height="1" alt=""></p></div></body></html>`;

/** A planning in colours. */
export const weekTable = `<html><body><div style="font-family:Tahoma,sans-serif;font-size:13px">
<p>Bonjour,</p><p>Voici le planning des deux semaines de remplacement.</p>
<table cellpadding="6" style="border-collapse:collapse"><tr style="background:#2a4f70;color:#fff"><th>Jour</th><th>Matin</th><th>Midi</th></tr>
<tr><td>lundi</td><td style="background:#e5eef6">Sylvie</td><td style="background:#e5eef6">Sylvie</td></tr>
<tr><td>mardi</td><td style="background:#fceed6">Romain</td><td style="background:#e5eef6">Sylvie</td></tr>
<tr><td>mercredi</td><td style="background:#fceed6">Romain</td><td style="color:#999">fermé</td></tr>
<tr><td>jeudi</td><td style="background:#e5eef6">Sylvie</td><td style="background:#fceed6">Romain</td></tr>
<tr><td>vendredi</td><td style="background:#fceed6">Romain</td><td style="background:#fceed6">Romain</td></tr></table>
<p>Romain a besoin d'un badge. Il connaît déjà la maison, il y était élève infirmier en {an-2}.</p>
<p>Cabinet infirmier des Quais</p></div></body></html>`;

/** An appointment (RFC 5545), without time zone: the hour of the place. */
export const meetingEvent = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//CMP enfants//Agenda//FR",
  "METHOD:REQUEST",
  "BEGIN:VEVENT",
  "UID:synthese-{an}@ch-portbrume.mss.example",
  "DTSTAMP:20260101T080000Z",
  "DTSTART:{stamp+9}T140000",
  "DTEND:{stamp+9}T150000",
  "SUMMARY:Réunion de synthèse",
  "LOCATION:CMP\\, 4 allée des Tamaris",
  "END:VEVENT",
  "END:VCALENDAR",
];

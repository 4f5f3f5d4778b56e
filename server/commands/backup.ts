import { type Command } from "./command.ts";

const number = new Intl.NumberFormat("fr-FR");
const sayEvery = 10_000;

/** Backs the embedded store up while the program runs. */
export const backup: Command = {
  name: "backup",
  words: "DOSSIER",
  help: "sauvegarde la base intégrée et les messages dans un dossier, sans arrêter le programme",
  takes: 1,
  paths: [0],
  async run(doors, [folder = ""], say) {
    let files = 0;
    const outcome = await doors.backUp(folder, () => {
      if (++files % sayEvery === 0) say(`${number.format(files)} fichiers copiés…`);
    });
    if (outcome === "inside") {
      say("Une sauvegarde se fait hors du dossier de données : choisissez un autre dossier.");
      return 1;
    }
    if (outcome === "postgres") {
      say(
        "Cette base est sur PostgreSQL : sauvegardez-la avec pg_dump, et le dossier des messages avec vos outils. docs/operate/sauvegarde.md dit dans quel ordre.",
      );
      return 1;
    }
    say(`Sauvegarde terminée dans ${folder} : ${number.format(files)} fichiers copiés.`);
    say("Elle ne s’ouvre qu’avec la clé de scellement, qui n’y est pas : gardez-la à part.");
    return 0;
  },
};

import { writeMoment } from "../foundations/french-moment.ts";
import { type Command, commandActor } from "./command.ts";

/** Makes a link that marks the one browser it is opened in as a shared post of a structure. */
export const sharedPostLink: Command = {
  name: "shared-post-link",
  words: "STRUCTURE",
  help: "donne un lien à ouvrir une fois, dans les 24 heures, sur un poste partagé de la structure",
  takes: 1,
  paths: [],
  async run({ signIn, publicUrl }, [structure = ""], say) {
    const made = await signIn.browsers.makePostLink(structure, commandActor);
    if (!made) {
      say(`« ${structure} » n’est pas une structure connue.`);
      return 1;
    }
    say(`À ouvrir une fois sur le poste partagé, avant ${writeMoment(made.until)} :`);
    say(`${publicUrl}/poste-partage#${made.secret}`);
    return 0;
  },
};

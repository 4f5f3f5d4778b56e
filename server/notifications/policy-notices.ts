import { writeDay } from "../foundations/french-moment.ts";

/** Codes by e-mail end, and the person who is told has nothing else. */
export interface EndNews {
  kind: "email-ends";
  /** The first instant without. */
  at: number;
  /** What she might have instead, among what will be accepted. */
  needs: readonly ("email" | "sms" | "totp" | "passkey" | "psc")[];
}

/** One line each; a card comes from elsewhere, a mobile from the référent. */
const advice: Record<EndNews["needs"][number], string> = {
  email: "",
  totp: "une application d’authentification sur votre téléphone : « Ma sécurité », puis « Ajouter une application » ;",
  passkey:
    "une clé d’accès, sur votre ordinateur ou votre téléphone : « Ma sécurité », puis « Ajouter une clé d’accès » ;",
  sms: "un code par SMS : demandez à votre référent MSSanté d’enregistrer votre mobile ;",
  psc: "votre carte CPS ou e-CPS : demandez à votre référent MSSanté de la relier à votre accès ;",
};

export function writeEnd(
  { account, at, needs }: EndNews & { account: string },
  { supportPhone, signature }: { supportPhone: string; signature: string },
): { subject: string; text: string } {
  const day = writeDay(at);
  const lines = needs.flatMap((method) => (advice[method] ? [`- ${advice[method]}`] : []));
  const list = lines.join("\n").replace(/ ;$/, ".");
  return {
    subject: `Votre code par e-mail MSSanté s’arrête le ${day}`,
    text: `Bonjour ${account},

À partir du ${day}, un code reçu par e-mail n’ouvrira plus la messagerie sécurisée. Aujourd’hui, c’est votre seul moyen d’entrer.

${list ? `Ajoutez un autre moyen avant cette date :\n\n${list}` : "Demandez à votre référent MSSanté comment entrer après cette date."}

Besoin d’aide ? Demandez à votre référent MSSanté, ou appelez l’assistance au ${supportPhone}.

Cordialement,
${signature}
`,
  };
}

/** The same in letters of the GSM alphabet (3GPP TS 23.038): no « août ». */
export function shortenEnd({ at }: EndNews): string {
  const day = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", dateStyle: "short" }).format(at);
  return `plus de code par e-mail à partir du ${day}. Ajoutez un autre moyen dans Ma sécurité.`;
}

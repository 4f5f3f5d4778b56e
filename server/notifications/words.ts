/** The words of what leaves for ordinary mailboxes. Those of the code are the connection guide's own (2024). */
export const words = {
  /** Letters of the GSM alphabet alone, so that it is one message (3GPP TS 23.038): no curly apostrophe. */
  sms: ({ operator, code }: { operator: string; code: string }) =>
    `${operator} : ${code} est votre code de connexion. Ne le donnez à personne.`,
  code: {
    subject: "Connexion à votre compte MSSanté",
    /** Heading, greeting, sentence, the code alone on its line, signature: the guide's layout; no link, ever. */
    text: ({ account, code, signature }: { account: string; code: string; signature: string }) =>
      `Connexion à votre compte MSSanté

Bonjour ${account},

Pour vous connecter sur votre compte MSSanté ${account} veuillez saisir le code suivant :

${code}

Cordialement,
${signature}
`,
  },
};

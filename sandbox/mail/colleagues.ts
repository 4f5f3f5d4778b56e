/** How the people of the association sign, in the name of a mailbox. */
export const colleagues = {
  nadege: "Nadège Faure\nSecrétariat",
  marie: "Marie Kermadec\nInfirmière",
  yanis: "Yanis Belkacem\nÉducateur spécialisé",
  solene: "Solène Aubry\nPsychologue",
  odile: "Odile Marchetti\nRéférente MSSanté",
} as const;

export type Colleague = keyof typeof colleagues;

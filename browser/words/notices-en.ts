import type { NoticeWords } from "./notices-fr.ts";

const missing = "Not given by the operator.";

/** The same, in English. */
export const noticesEn: NoticeWords = {
  support: {
    title: "Support",
    sections: ({ phone, email, hours }) => [
      ["Reach us", `Phone: ${phone}`, `E-mail: ${email}`, hours],
      [
        "Before you call",
        "Write down your user name, the time, and what the page says.",
        "Never give your password or a code: support does not ask for them.",
      ],
      [
        "An access or a mailbox that is missing",
        "The MSSanté referent of your structure opens and removes its accesses: ask there first.",
      ],
    ],
  },
  legal: {
    title: "Legal notice",
    sections: ({ legalName, address, phone, email, publisher, host }) => [
      ["Publisher", legalName, address, `Phone: ${phone}`, `E-mail: ${email}`],
      ["Publication", publisher ? `Director of publication: ${publisher}` : missing],
      ["Hosting", host || missing, "Health data is hosted by a certified host (HDS)."],
      ["Software", "Caducée, free software under the EUPL-1.2."],
    ],
  },
  privacy: {
    title: "Personal data",
    sections: ({ legalName, dpo, traceMonths }) => [
      [
        "Who answers for your data",
        `${legalName} runs this mail for your structure, which is the controller of its messages.`,
      ],
      [
        "What it serves",
        "To identify you, to carry your health messages within the MSSanté trust space, and to keep a trace of accesses.",
        "French law asks for it (code de la santé publique, articles L.1110-4 and L.1470-1 onwards).",
      ],
      [
        "What is kept",
        "Your name, user name, occupation, e-mail address and mobile number.",
        "The messages of your mailboxes, as long as your structure decides.",
        `The trace of sign-ins and readings: ${traceMonths} months.`,
      ],
      [
        "Cookies",
        "Those of the sign-in only. They end with it, and nothing is measured or handed to anyone else.",
      ],
      [
        "Your rights",
        "You may ask to read, correct or erase your data, or to limit its use.",
        dpo ? `Data protection officer: ${dpo}` : missing,
        "If the answer does not satisfy you, you may turn to the CNIL: www.cnil.fr.",
      ],
    ],
  },
  accessibility: {
    title: "Accessibility",
    sections: ({ level, phone, email }) => [
      [
        "Conformance",
        {
          none: "These pages do not conform to the RGAA 4.1: no audit has been published yet. They are written and tried for the keyboard, screen readers and 400% zoom all the same.",
          partial: "These pages conform in part to the RGAA 4.1.",
          full: "These pages conform fully to the RGAA 4.1.",
        }[level],
      ],
      [
        "Something in your way?",
        "Tell us what: we will help, or give you the information another way.",
        `Phone: ${phone}`,
        `E-mail: ${email}`,
      ],
      [
        "No answer from us",
        "You may turn to the Défenseur des droits: formulaire.defenseurdesdroits.fr, or +33 9 69 39 00 00.",
      ],
    ],
  },
  pageTitle: (title) => `${title} · Caducée`,
  back: "Back to the mail",
};

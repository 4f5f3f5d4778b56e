import type { GuideSubject } from "./subject.ts";

/** An operator's settings, as a guide is made from them. */
export const testSubject: GuideSubject = {
  operator: "Caducée",
  legalName: "Caducée SCIC",
  address: "12 quai des Brumes, 14000 Port-Brume",
  phone: "02 61 91 12 40",
  email: "support@caducee.example",
  hours: "Du lundi au vendredi, de 8\u00a0h à 18\u00a0h.",
  signature: "Le serveur Caducée",
  links: {},
  accessibility: "non",
  publicUrl: "https://messagerie.caducee.example",
  domain: "valdebrume.mss.example",
  layout: "2024",
  methods: ["email", "sms", "totp"],
  emailUntil: null,
  trustMinutes: 0,
  codeMinutes: 10,
  codeTries: 5,
  idleMinutes: 30,
  lockMinutes: 240,
  sessionMinutes: 240,
  accent: "",
  logo: "",
  picture: "",
};

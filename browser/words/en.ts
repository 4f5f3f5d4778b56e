import type { Words } from "./fr.ts";

/** Every sentence of the shell and of the door, in English; the labels that a guide names keep their sense. */
export const en: Words = {
  brand: "Caducée",
  skip: "Skip to content",
  otherLanguage: "Français",
  help: "Need help?",
  notices: {
    name: "Legal information",
    support: "Support",
    legal: "Legal notice",
    privacy: "Personal data",
    accessibility: {
      none: "Accessibility: not conformant",
      partial: "Accessibility: partly conformant",
      full: "Accessibility: fully conformant",
    },
  },
  refusals: {
    "wrong-login": () => "Wrong user or password. Check the Caps Lock key, then try again.",
    "too-many-passwords": ({ retryAt }) =>
      retryAt
        ? `Too many tries. Your account is protected: try again from ${retryAt}.`
        : "Too many tries. Your account is protected: try again in a few minutes.",
    "too-many-here": ({ retryAt }) =>
      retryAt
        ? `Too many wrong passwords come from your network: try again from ${retryAt}. A browser where you have signed in before does not wait.`
        : "Too many wrong passwords come from your network. Try again in a moment.",
    "wrong-code": ({ triesLeft = 0 }) =>
      triesLeft === 1
        ? "This is not the right code. You have 1 try left."
        : `This is not the right code. You have ${triesLeft} tries left.`,
    "code-expired": () => "This code has expired. Cancel, then sign in again to get another.",
    "code-used": () => "This code was used already. Cancel, then sign in again to get another.",
    "too-many-codes": () => "Too many tries for this code. Cancel, then sign in again to get another.",
    "app-code-used": () => "This code was used already. Wait for your app to show the next one.",
    "method-forbidden": () => "This method is not accepted. Choose another.",
    "passkey-refused": () => "This passkey was not recognised. Try again, or sign in another way.",
    "passkey-expired": () => "This request has expired or was used already. Press the button again.",
    "passkey-copied": () =>
      "There seem to be two of this passkey. Sign in another way, remove it in “My security”, and tell your référent.",
    "code-malformed": () => "The code has 6 digits. Copy it as it stands in your mail.",
    "resend-too-soon": () => "A sending has just left. Wait a minute, then send again.",
    "resend-too-many": ({ retryAt }) =>
      `This code was sent too often. You may send it again from ${retryAt}.`,
    "unknown-challenge": () => "This request is no longer open in this browser. Cancel, then sign in again.",
    "link-over": () => "This link has expired or was used already. Ask for another.",
    "password-short": () => "This password is too short: it takes at least 12 characters.",
    "password-common": () => "This password is too easy to guess. Add a word or two.",
    "password-named": () => "This password holds your name or your identifier. Choose something else.",
    "password-same": () => "This is your present password. Choose another.",
    "psc-unavailable": () =>
      "Pro Santé Connect does not answer at the moment. Try again later, or sign in with your password.",
    "psc-cancelled": () =>
      "You came back from Pro Santé Connect without being identified. Try again when you like.",
    "psc-refused": () => "The answer of Pro Santé Connect could not be verified. Try again, or call support.",
    "psc-level": () =>
      "Pro Santé Connect identified you by a means that is not accepted here. Try again with your CPS or e-CPS card.",
    "psc-expired": () => "This identification is no longer open in this browser. Press the button again.",
    "psc-no-access": () =>
      "Pro Santé Connect knows you, but you have no access here. Ask the MSSanté referent of your structure for it.",
    busy: () => "Many people are signing in right now. Try again in a moment.",
    locked: () => "Your mail is locked. Unlock it to go on.",
    "wrong-unlock": ({ triesLeft = 0 }) =>
      triesLeft === 1
        ? "This is not the right password. You have 1 try left."
        : `This is not the right password. You have ${triesLeft} tries left.`,
    "unlock-over": () => "Too many tries: sign in again from the start.",
    "signed-out": () => "Your session has ended. Sign in again.",
    malformed: () => "The request could not be read. Reload the page, then try again.",
    "foreign-origin": () => "The request came from another page. Open Caducée at its usual address.",
    "not-found": () => "There is no such thing, or it is not yours.",
    defect: ({ reference }) =>
      reference
        ? `Something went wrong on our side. Nothing is lost. Try again, or give the reference ${reference} to support.`
        : "Something went wrong on our side. Nothing is lost. Try again.",
  },
  offline: "The server does not answer. Check your network, then try again: nothing is lost.",
  door: {
    title: "Sign in",
    pageTitle: "Sign in · Caducée",
    errorTitle: "Error: could not sign in · Caducée",
    login: "User",
    loginExample: "org.prenom.nom@domaine",
    password: "Password",
    forgotten: "Forgotten your password?",
    showPassword: "Show the password",
    capsLock: "Caps Lock is on.",
    methods: "Two-factor authentication:",
    method: { email: "Email", sms: "SMS", totp: "Google Authenticator" },
    submit: "Sign in",
    busy: "Signing in…",
    loginMissing: "Enter your identifier, for example org.prenom.nom@domaine.",
    passwordMissing: "Enter your password.",
    ended: "Your session has ended. Sign in again.",
    signedOut: "You are signed out. You may leave this computer.",
    sandbox: "Sandbox: everything here is fictional.",
    sandboxLink: "Read the codes",
    panelName: "About the service",
    panelTitle: "The secure health mail of your organisation",
    panelText: "Your exchanges stay between professionals, services and patients of the MSSanté trust space.",
    sharedPost: "Shared computer?",
    sharedPostText: "Sign out before you leave your seat.",
  },
  screens: {
    login: "Identifier",
    lead: "Identifier and password given by the MSSanté référent of your organisation.",
    changeLogin: "Change identifier",
    type: "Type of verification",
    method: { email: "e-mail", sms: "SMS", totp: "Google" },
    code: {
      email: "E-mail verification code",
      sms: "SMS verification code",
      totp: "Google verification code",
    },
    choose: "Choose a verification to receive a code.",
    noApp: "You have no authenticator app: choose another verification to receive a code.",
    ask: "Press Space or Enter to receive the code this way.",
  },
  remember: {
    label: "Remember me",
    keeps: "Keeps your identifier on this computer, never your password.",
    trusts: (minutes) =>
      `Keeps your identifier and, after one code, asks for no other here for ${minutes % 60 === 0 ? `${minutes / 60}\u00a0h` : `${minutes}\u00a0min`}.`,
    post: "Shared computer.",
    postText: "Nothing is kept here. Sign out before you leave.",
  },
  psc: {
    or: "OR",
    with: "Sign in with",
    noAccess: "You have no access yet",
    noAccessTitle: "No access yet · Caducée",
    known: "Pro Santé Connect identified you, but no access to this mail service is in your name.",
    whomToAsk: (operator) =>
      `Ask the MSSanté referent of your structure, who opens accesses. If there is none, or if you think that the access exists, call the support of ${operator}, below.`,
    other: "Was it not you, or have you another card?",
    back: "Back to signing in",
    blocked: "Your browser blocked the new tab. Allow it for this site, then try again.",
  },
  passkey: {
    enter: "Sign in with a passkey",
    title: "Use your passkey",
    text: "Your device asks for your fingerprint, your face or its code. There is nothing to copy.",
    use: "Use my passkey",
    unsupported: "This browser cannot use passkeys. Update it, or choose another way.",
    cancelled: "No passkey was used. Try again, or choose another way.",
    known: "This device already has a passkey for your account.",
    elsewhere: "Passkeys only work at the usual address of Caducée. Open it, then try again.",
  },
  code: {
    title: "Enter the code you received",
    pageTitle: "Sign-in code · Caducée",
    errorTitle: "Error: wrong code · Caducée",
    appTitle: "Enter the code of your app",
    appHint: "It changes every 30 seconds. Spaces do not count.",
    useSpare: "Spare code",
    twelve: "12 digits, on your sheet.",
    spare: "Phone lost? A spare or rescue code (12 digits) is typed here too.",
    sentTo: "We sent it to",
    trackName: "Where the sending stands",
    left: "Left Caducée",
    sending: {
      email: "Being handed to your mail server…",
      sms: "Being handed to the SMS operator…",
      totp: "",
      passkey: "",
    },
    handed: {
      email: "Handed to your mail server",
      sms: "Handed to the SMS operator",
      totp: "",
      passkey: "",
    },
    failed: {
      email: "Your mail server did not take the message. Send the code again or choose another way.",
      sms: "The SMS did not leave. Send the code again or choose another way.",
      totp: "",
      passkey: "",
    },
    missing: {
      email: "No verified e-mail address is kept for you: ask your MSSanté référent.",
      sms: "No verified mobile is kept for you: ask your MSSanté référent, or choose another way.",
      totp: "You have no authenticator app. Sign in another way, then add one under “My security”.",
      passkey: "You have no passkey. Sign in another way, then add one under “My security”.",
    },
    forbidden: "This way is not accepted. Choose another.",
    endsOn: (day) =>
      `From ${day}, codes by e-mail will not be accepted any more: add another way in “My security”.`,
    resend: "Send the same code again",
    resent: "The same code has just left again.",
    change: {
      email: "Receive by e-mail",
      sms: "Receive by SMS",
      totp: "Use the app",
      passkey: "Use a passkey",
    },
    label: "6-digit code",
    until: (time) => `Valid until ${time}. Spaces do not count.`,
    cancel: "Cancel",
    submit: "Ok",
    busy: "Checking…",
    nothing: "Nothing received?",
    nothingText: {
      email: "Look in your spam folder. A sending can take a few minutes.",
      sms: "An SMS can take a few minutes.",
      totp: "",
      passkey: "",
    },
    opening: "Opening your mail…",
  },
};

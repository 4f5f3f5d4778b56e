import { setTimeout as pause } from "node:timers/promises";
import { addresses } from "../../browser/addresses.ts";
import type { Call, Responses } from "../../browser/data/jmap.ts";
import type { CodeStep, Open } from "../../contracts/sign-in.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { type BenchProgram, emailOf, password } from "./program.ts";

const using = [
  "urn:ietf:params:jmap:core",
  "urn:ietf:params:jmap:mail",
  "urn:ietf:params:jmap:submission",
  "urn:caducee:params:jmap:team",
];

/** A person who has signed in, in a browser of her own. */
export interface Session {
  browser: Browser;
  mailboxes: Open["mailboxes"];
  /** One JMAP request (RFC 8620 §3.3); answers by call id. */
  ask(methodCalls: Call[]): Promise<Responses>;
}

/** Everybody has a browser of her own, and comes back with it: a new one is an event, and told by e-mail. */
const browsers = new Map<string, string>();

/** The page, identifier and password, the code that came to the relay, typed. */
export async function signIn(program: BenchProgram, login: string): Promise<Session> {
  const browser = openBrowser(program.publicUrl, browsers.get(login));
  await browser.get(addresses.door);
  const { challenge } = await browser.post<CodeStep>(addresses.signIn("begin"), {
    login,
    password,
    method: "email",
  });
  const code = await takeCode(program, login);
  const { mailboxes } = await browser.post<Open>(addresses.signIn("code"), { challenge, code });
  const known = browser.known();
  if (known !== undefined) browsers.set(login, known);
  return {
    browser,
    mailboxes,
    async ask(methodCalls) {
      const { methodResponses } = await browser.post<{ methodResponses: Call[] }>(addresses.jmap, {
        using,
        methodCalls,
      });
      for (const [name, answer, id] of methodResponses)
        if (name === "error") throw new Error(`${id}: ${JSON.stringify(answer)}`);
      return new Map(methodResponses.map(([, answer, id]) => [id, answer]));
    },
  };
}

/** How long a code may be on its way to the relay, in milliseconds. */
const codeMs = 10_000;

/** The code that came to this person's ordinary mailbox; others sign in meanwhile. */
async function takeCode({ relay }: BenchProgram, login: string): Promise<string> {
  for (const until = performance.now() + codeMs; performance.now() < until; await pause(5)) {
    const place = relay.messages.findLastIndex(
      // Notices come to the same mailbox.
      ({ to, text }) => to === emailOf(login) && /^\d{6}$/m.test(text),
    );
    const [message] = place < 0 ? [] : relay.messages.splice(place, 1);
    if (message) return /\b\d{6}\b/.exec(message.text)?.[0] ?? "";
  }
  throw new Error(`no code for ${login}`);
}

import assert from "node:assert/strict";
import { isRefusal, type Refusal, type RefusalCode } from "../../contracts/refusals.ts";
import type { Begin, CodeStep } from "../../contracts/sign-in.ts";
import { type Network, type Range, readRange } from "../foundations/networks.ts";
import type { LetIn, Session, Visitor } from "./door.ts";
import { login, password, type TestHouse } from "./test-house.ts";

/** Networks of the tests: an address of the ward is that of computers that many people use. */
export const ward = "10.20.0.7";
export const office = "10.10.0.7";

export const networks: readonly Network[] = [
  { name: "Salle de soins", ranges: [rangeOf("10.20.0.0/16")], shared: true },
  { name: "Accueil", ranges: [rangeOf("10.10.0.0/16")], shared: false },
];

function rangeOf(text: string): Range {
  const range = readRange(text);
  if (!range) throw new Error(text);
  return range;
}

export type Computer = ReturnType<typeof createComputer>;

/** A browser at the door of a house: it keeps the cookies that it is given. */
export function createComputer(house: TestHouse, address: string | null = null, signIn = house.signIn) {
  const doorCookie = house.chance.bytes(8).toString("hex");
  const browser: Visitor["browser"] = { browser: "Firefox", system: "Windows" };
  const own: { browser: string | null; token: string | null } = { browser: null, token: null };
  const visitor = (): Visitor => ({ cookie: own.browser, browser, address });

  function keep(entered: LetIn): LetIn {
    own.browser = entered.browser;
    own.token = entered.token;
    return entered;
  }

  const computer = {
    own,
    door: doorCookie,
    visitor,
    /** As the page asks: with the trust of the browser first, where there is one. */
    async ask(more: Partial<Begin> = {}): Promise<CodeStep | LetIn | Refusal> {
      const begin = { login, password, method: "email" as const, ...more };
      const entered = await signIn.enter(begin, doorCookie, visitor(), own.token);
      if (entered && !isRefusal(entered)) return keep(entered);
      return entered ?? signIn.begin(begin, doorCookie, visitor());
    },
    /** What came of it, in one word. */
    async tell(more: Partial<Begin> = {}): Promise<"code" | "open" | RefusalCode> {
      const asked = await computer.ask(more);
      if (isRefusal(asked)) return asked.refusal.code;
      return "session" in asked ? "open" : "code";
    },
    async wrong(times: number, name = login): Promise<RefusalCode[]> {
      const codes: RefusalCode[] = [];
      for (let index = 0; index < times; index++) {
        const asked = await computer.ask({ login: name, password: "autre-chose-encore" });
        assert.ok(isRefusal(asked));
        codes.push(asked.refusal.code);
      }
      return codes;
    },
    /** Both factors. */
    async signIn(remember = false, more: Partial<Begin> = {}): Promise<LetIn> {
      const step = await computer.ask({ ...more, remember });
      assert.ok("challenge" in step, JSON.stringify(step));
      const code = house.mails.at(-1)?.code ?? "";
      const given = { challenge: step.challenge, code };
      const opened = await signIn.code(given, doorCookie, own.token, visitor());
      assert.ok("session" in opened, JSON.stringify(opened));
      return keep(opened);
    },
    /** A second factor anew, in a session. */
    async prove(session: Session): Promise<void> {
      const { security } = signIn;
      const step = await security.prove(session, "email", doorCookie);
      assert.ok("challenge" in step, JSON.stringify(step));
      const code = house.mails.at(-1)?.code ?? "";
      const proven = await security.proof(session, { challenge: step.challenge, code }, doorCookie);
      assert.ok("until" in proven, JSON.stringify(proven));
    },
  };
  return computer;
}

import { people, type SandboxPerson } from "../../sandbox/people.ts";
import type { TestHouse } from "../house.ts";

/** A browser as the server sees one: its cookies, and nothing that a page would check. */
export interface Visitor {
  cookies: Map<string, string>;
  /** Asks for a path of the house; `body` is sent as JSON. */
  ask(path: string, options?: { body?: unknown; headers?: Record<string, string> }): Promise<Response>;
  /** Password, then the code out of the ordinary mailbox. Answers the mailboxes' JMAP accounts by address. */
  signIn(who?: string | Credentials): Promise<Map<string, string>>;
  /** Calls of the mail API in one request; answers each one's name and arguments. */
  jmap(...calls: [name: string, args: object][]): Promise<[name: string, args: JmapAnswer][]>;
}

/** What somebody signs in with; `email` is where the code goes. */
export type Credentials = Pick<SandboxPerson, "login" | "password" | "email">;

/** Whatever a method answers: tests look at what they asked for. */
export type JmapAnswer = Record<string, never>;

/** Everything that the mail API can do. */
export const capabilities = [
  "urn:ietf:params:jmap:core",
  "urn:ietf:params:jmap:mail",
  "urn:ietf:params:jmap:submission",
  "urn:caducee:params:jmap:team",
];

/** A visitor of the house, not signed in. */
export function openVisitor(house: TestHouse): Visitor {
  const cookies = new Map<string, string>();
  const visitor: Visitor = {
    cookies,
    async ask(path, { body, headers = {} } = {}) {
      const response = await fetch(`${house.publicUrl}${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          Cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; "),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        redirect: "manual",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "") cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
    async signIn(who = "Nadège") {
      const person = typeof who === "string" ? people.find(({ givenName }) => givenName === who) : who;
      if (!person) throw new Error(`nobody is called ${String(who)}`);
      const { login, password, email } = person;
      const begun = await visitor.ask("/api/sign-in/begin", { body: { login, password, method: "email" } });
      const { challenge } = await begun.json();
      const code = codeSentTo(house, email);
      const answered = await visitor.ask("/api/sign-in/code", { body: { challenge, code } });
      const { mailboxes } = await answered.json();
      return new Map(
        mailboxes.map((one: { address: string; accountId: string }) => [one.address, one.accountId]),
      );
    },
    async jmap(...calls) {
      const response = await visitor.ask("/jmap/api", {
        body: {
          using: capabilities,
          methodCalls: calls.map(([name, args], place) => [name, args, String(place)]),
        },
      });
      const { methodResponses } = await response.json();
      return methodResponses;
    },
  };
  return visitor;
}

/** The newest code that the relay took for an ordinary mailbox. */
export function codeSentTo(house: TestHouse, email: string): string {
  const codes = house.relay.messages.map(({ to, text }) =>
    to === email ? /^\d{6}$/m.exec(text)?.[0] : undefined,
  );
  return codes.findLast((code) => code !== undefined) ?? "";
}

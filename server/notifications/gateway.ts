import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";

/** The SMS gateway of the operator's choice: one HTTP request per message, written from templates. */
export interface GatewaySettings {
  /** May hold `{to}`, `{digits}` and `{text}`. */
  url: string;
  method: "POST" | "PUT" | "GET";
  contentType: string;
  /** `{to}` is the number in E.164, `{digits}` the same without its « + », `{text}` the message; written as the type asks. */
  body: string;
  /** What a body of a good answer holds, beside a status of 2xx; null when the status says enough. */
  success: RegExp | null;
  /** Secret: keys, passwords. */
  headers: Readonly<Record<string, string>>;
  /** PEM: what the gateway's certificate must chain to, when no public authority made it. */
  authorities: string | null;
}

/** What the gateway did not do: `reason` is a socket's code or `refused`; neither number nor text stands in it. */
export class GatewayRefusal extends Error {
  override name = "GatewayRefusal";
  readonly code: string;
  readonly responseCode: number;
  constructor(code: string, responseCode = 0) {
    super(code);
    this.code = code;
    this.responseCode = responseCode;
  }
}

export interface Gateway {
  /** Resolves when the gateway took the message; rejects with `GatewayRefusal`. */
  send(to: string, text: string): Promise<void>;
}

/** Longest that one request takes in all. */
const requestMs = 10_000;
/** Answers are looked at as far as this. */
const answerBytes = 65_536;

export function connectGateway(settings: GatewaySettings, patienceMs = requestMs): Gateway {
  return {
    async send(to, text) {
      const { status, body } = await ask(settings, { to, digits: to.replace(/^\+/, ""), text }, patienceMs);
      if (status < 200 || status > 299) throw new GatewayRefusal("STATUS", status);
      // Taken by its status, refused by its words: trying again would say the same.
      if (settings.success && !settings.success.test(body)) throw new GatewayRefusal("REFUSED", 500);
    },
  };
}

type Values = Record<"to" | "digits" | "text", string>;

function ask(
  settings: GatewaySettings,
  values: Values,
  patienceMs: number,
): Promise<{ status: number; body: string }> {
  const { method, contentType, headers, authorities } = settings;
  const url = new URL(fill(settings.url, values, encodeURIComponent));
  const body = method === "GET" ? "" : fill(settings.body, values, writerOf(contentType));
  const request = url.protocol === "https:" ? requestSecure : requestPlain;
  const late = AbortSignal.timeout(patienceMs);
  return new Promise((resolve, reject) => {
    // A redirection is not followed: it is an answer that is not 2xx.
    const asked = request(url, {
      method,
      headers: {
        ...(method === "GET"
          ? {}
          : { "Content-Type": contentType, "Content-Length": Buffer.byteLength(body) }),
        ...headers,
      },
      signal: late,
      ...(authorities === null ? {} : { ca: authorities }),
      minVersion: "TLSv1.2",
    });
    const fail = (error: Error & { code?: string }) =>
      reject(new GatewayRefusal(late.aborted ? "ETIMEDOUT" : (error.code ?? "EPROTOCOL")));
    asked.once("error", fail);
    asked.once("response", (response) => {
      let seen = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        if (seen.length < answerBytes) seen += part.slice(0, answerBytes - seen.length);
      });
      response.once("error", fail);
      response.once("end", () => resolve({ status: response.statusCode ?? 0, body: seen }));
    });
    asked.end(body);
  });
}

function fill(template: string, values: Values, write: (value: string) => string): string {
  // A key of the pattern is a key of the values.
  return template.replace(/\{(to|digits|text)\}/g, (_, key: string) => write(values[key as keyof Values]));
}

/** How a value is written in a body of this type, so that it stays one value. */
function writerOf(contentType: string): (value: string) => string {
  if (/json/i.test(contentType)) return (value) => JSON.stringify(value).slice(1, -1);
  if (/x-www-form-urlencoded/i.test(contentType)) return encodeURIComponent;
  return (value) => value.replace(/[<>&"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

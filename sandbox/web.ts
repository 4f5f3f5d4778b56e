import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { takeSms } from "./gateway.ts";
import type { Outbox } from "./outbox.ts";
import { renderLetters } from "./page/letters.ts";
import { renderPage, renderPhone, renderPosts } from "./page/page.ts";
import type { Reply } from "./peer.ts";
import type { PeerInbox, PeerLetter } from "./peer-inbox.ts";
import { listPeople, publicAdministrator } from "./people.ts";
import { checkOrigin, isLocalHost } from "./visitors.ts";

/** A message that a visitor asks the peer operator to send. */
export interface Trial {
  from: string;
  to: string;
  subject: string;
  text: string;
}

/** What the page and its JSON twin need. */
export interface WebDoors {
  outbox: Outbox;
  programUrl: string;
  isReady(): boolean;
  send(trial: Trial): Promise<Reply>;
  /** What the peer operator received from the program. */
  inbox: PeerInbox;
  /** Gives Pro Santé Connect a new key. */
  rotateKeys(): Promise<void>;
  reply(letter: PeerLetter, text: string): Promise<Reply>;
  /** The header under which the program calls the SMS gateway. */
  gatewayHeader: string;
}

/** The sandbox's page: the port it got and how to stop it. */
export interface Web {
  port: number;
  close(): Promise<void>;
}

type Answer = { status: number; type: string; body: string };

const defaultSender = "h.castaing@ch-portbrume.mss.example";
const script = readFileSync(new URL("page/page.js", import.meta.url), "utf8");
const style = ["base", "page"]
  .map((name) => readFileSync(new URL(`page/${name}.css`, import.meta.url), "utf8"))
  .join("");
const largestBody = 1024 * 1024;

const headers = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
};

/** Starts the page and its JSON twin on 127.0.0.1. Port 0 takes a free one; rejects when the port is taken. */
export async function startWeb(port: number, doors: WebDoors): Promise<Web> {
  const server = createServer((request, response) => {
    answer(request, response, doors).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) write(response, tell(500, "Le bac à sable n’a pas su répondre."));
      else response.destroy();
    });
  });
  await listen(server, port);
  const address = server.address();
  return {
    // A TCP listener's address is an object; a string is a pipe's.
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, doors: WebDoors): Promise<void> {
  if (!isLocalHost(request.headers.host)) {
    return write(response, tell(403, "Le bac à sable ne répond qu’à http://127.0.0.1."));
  }
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const route = `${request.method === "HEAD" ? "GET" : request.method} ${url.pathname}`;
  if (route === "GET /events") return follow(request, response, doors);
  write(response, await choose(route, url, request, doors));
}

async function choose(route: string, url: URL, request: IncomingMessage, doors: WebDoors): Promise<Answer> {
  switch (route) {
    case "GET /":
      return {
        status: 200,
        type: "text/html",
        body: renderPage(doors.outbox.find(undefined), doors.inbox.find(undefined), doors.programUrl),
      };
    case "GET /page.css":
      return { status: 200, type: "text/css", body: style };
    case "GET /page.js":
      return { status: 200, type: "text/javascript", body: script };
    case "GET /parts": {
      const posts = doors.outbox.find(undefined);
      return json(200, {
        posts: renderPosts(posts),
        phone: renderPhone(posts),
        letters: renderLetters(doors.inbox.find(undefined)),
      });
    }
    case "GET /health":
      return json(doors.isReady() ? 200 : 503, { ready: doors.isReady() });
    case "GET /api/people":
      return json(200, [...listPeople(doors.programUrl), publicAdministrator]);
    case "GET /api/outbox":
      return json(200, doors.outbox.find(url.searchParams.get("to") ?? undefined));
    case "GET /api/peer-inbox":
      return json(200, doors.inbox.find(url.searchParams.get("to") ?? undefined));
    case "POST /gateway/sms": {
      const { status, body } = await takeSms(request, doors.gatewayHeader, doors.outbox.add);
      return json(status, body);
    }
    case "POST /api/psc/rotate-keys":
      return rotateKeys(request, doors);
    case "POST /api/send":
      return send(request, doors);
    case "POST /api/peer-reply":
      return reply(request, doors);
    default:
      return tell(404, "Rien à cette adresse.");
  }
}

/** Why a request that sends something is not taken; undefined when it is. */
function refuse(request: IncomingMessage): Answer | undefined {
  if (!checkOrigin(request.headers))
    return tell(403, "Cette demande vient d’une autre page que le bac à sable.");
  if (Number(request.headers["content-length"] ?? 0) > largestBody)
    return tell(413, "Ce message est trop grand.");
  return undefined;
}

async function rotateKeys(request: IncomingMessage, doors: WebDoors): Promise<Answer> {
  const refused = refuse(request);
  if (refused) return refused;
  await doors.rotateKeys();
  return json(200, {});
}

async function reply(request: IncomingMessage, doors: WebDoors): Promise<Answer> {
  const refused = refuse(request);
  if (refused) return refused;
  const asked = readReply(await text(request));
  const letter = asked && doors.inbox.find(undefined).find(({ id }) => id === asked.id);
  if (!asked || !letter) return tell(400, "Indiquez en JSON l’« id » d’un message reçu et un « text ».");
  return json(200, await doors.reply(letter, asked.text));
}

/** Reads `{id, text}`; undefined when it is not that. */
function readReply(body: string): { id: string; text: string } | undefined {
  try {
    const { id, text: content } = JSON.parse(body);
    return typeof id === "string" && typeof content === "string" ? { id, text: content } : undefined;
  } catch {
    return undefined;
  }
}

async function send(request: IncomingMessage, doors: WebDoors): Promise<Answer> {
  const refused = refuse(request);
  if (refused) return refused;
  const trial = readTrial(await text(request));
  if (!trial) {
    return tell(
      400,
      "Indiquez en JSON une adresse dans « to » (et « from »), un « subject » et un « text ».",
    );
  }
  return json(200, await doors.send(trial));
}

/** Reads `{to, subject, text, from?}`; undefined when it is not that. */
function readTrial(body: string): Trial | undefined {
  try {
    const { from = defaultSender, to, subject = "", text: content = "" } = JSON.parse(body);
    const texts = [from, to, subject, content];
    if (!texts.every((value) => typeof value === "string") || !isAddress(from) || !isAddress(to))
      return undefined;
    return { from, to, subject, text: content };
  } catch {
    return undefined;
  }
}

function isAddress(address: string): boolean {
  return /^[^\s<>@,;]+@[^\s<>@,;]+$/.test(address);
}

/** Server-sent events: one empty event after each addition; the page then asks for its parts. */
function follow(request: IncomingMessage, response: ServerResponse, { outbox, inbox }: WebDoors): void {
  response.writeHead(200, { ...headers, "Content-Type": "text/event-stream" });
  response.write("retry: 2000\n\n");
  const stops = [outbox, inbox].map((one) => one.watch(() => response.write("data: post\n\n")));
  request.once("close", () => stops.forEach((stop) => stop()));
}

function json(status: number, value: unknown): Answer {
  return { status, type: "application/json", body: `${JSON.stringify(value)}\n` };
}

function tell(status: number, sentence: string): Answer {
  return json(status, { error: sentence });
}

function write(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { ...headers, "Content-Type": `${type}; charset=utf-8` });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

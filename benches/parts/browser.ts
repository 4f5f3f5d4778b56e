import { Agent, request } from "node:http";

/** What stands in for a person's browser: a connection of its own, kept; cookies; the headers that browsers send. */
export interface Browser {
  get(path: string): Promise<unknown>;
  /** The answer's shape is the caller's to know. */
  post<Answer>(path: string, body: object): Promise<Answer>;
  /** The cookies it was given, as it sends them. */
  cookies(): string;
  /** What tells it from a browser that the person never used. */
  known(): string | undefined;
  close(): void;
}

const knownCookie = "__Host-browser";

/** `known`: the long-lived cookie of a browser that its person signed in with before. */
export function openBrowser(origin: string, known?: string): Browser {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const jar = new Map<string, string>(known === undefined ? [] : [[knownCookie, known]]);
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  function ask(method: "GET" | "POST", path: string, body: string): Promise<unknown> {
    const headers = {
      "User-Agent": "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0",
      Accept: method === "GET" ? "text/html,application/xhtml+xml,*/*;q=0.8" : "*/*",
      "Accept-Encoding": "gzip, deflate",
      "Accept-Language": "fr-FR,fr;q=0.9",
      ...(method === "POST" && {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(body),
        Origin: origin,
        "Sec-Fetch-Site": "same-origin",
      }),
      ...(jar.size > 0 && { Cookie: cookies() }),
    };
    return new Promise((resolve, reject) => {
      const asked = request(`${origin}${path}`, { agent, method, headers }, (answer) => {
        for (const line of answer.headers["set-cookie"] ?? []) {
          const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
          jar.set(name, value);
        }
        let text = "";
        answer.setEncoding("utf8").on("data", (more: string) => (text += more));
        answer.on("end", () => {
          if (answer.statusCode !== 200) return reject(new Error(`${path}: ${answer.statusCode} ${text}`));
          resolve(answer.headers["content-type"]?.startsWith("application/json") ? JSON.parse(text) : text);
        });
      });
      asked.on("error", reject).end(body);
    });
  }

  return {
    get: (path) => ask("GET", path, ""),
    post: <Answer>(path: string, body: object) => ask("POST", path, JSON.stringify(body)) as Promise<Answer>,
    cookies,
    known: () => jar.get(knownCookie),
    close: () => agent.destroy(),
  };
}

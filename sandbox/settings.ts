import { resolve } from "node:path";

/** Where the sandbox and the program stand: ports on 127.0.0.1, absolute folders, the program's one origin. */
export interface Settings {
  folder: string;
  dataFolder: string;
  sandboxPort: number;
  relayPort: number;
  /** Where the peer operator takes mail. */
  peerPort: number;
  /** Where Pro Santé Connect is: on 127.0.0.1, another site than the program's. */
  pscPort: number;
  webPort: number;
  smtpPort: number;
  publicUrl: string;
}

/** A wrong value in the environment, as the sentence to print before leaving. */
export interface WrongSetting {
  wrong: string;
}

/** Reads the settings from the environment; relative folders are taken from the current one. */
export function readSettings(env: NodeJS.ProcessEnv): Settings | WrongSetting {
  const sandboxPort = readPort(env, "CADUCEE_SANDBOX_PORT", 8026);
  if (typeof sandboxPort !== "number") return sandboxPort;
  const relayPort = readPort(env, "CADUCEE_SANDBOX_RELAY_PORT", sandboxPort + 1);
  if (typeof relayPort !== "number") return relayPort;
  const peerPort = readPort(env, "CADUCEE_SANDBOX_PEER_PORT", sandboxPort + 2);
  if (typeof peerPort !== "number") return peerPort;
  const pscPort = readPort(env, "CADUCEE_SANDBOX_PSC_PORT", sandboxPort + 3);
  if (typeof pscPort !== "number") return pscPort;
  const webPort = readPort(env, "CADUCEE_WEB_PORT", 8025);
  if (typeof webPort !== "number") return webPort;
  const smtpPort = readPort(env, "CADUCEE_SMTP_PORT", 2525);
  if (typeof smtpPort !== "number") return smtpPort;
  return {
    folder: resolve(env["CADUCEE_SANDBOX_DATA"] || "./sandbox-data"),
    dataFolder: resolve(env["CADUCEE_DATA"] || "./data"),
    sandboxPort,
    relayPort,
    peerPort,
    pscPort,
    webPort,
    smtpPort,
    publicUrl: (env["CADUCEE_PUBLIC_URL"] || `http://localhost:${webPort}`).replace(/\/+$/, ""),
  };
}

function readPort(env: NodeJS.ProcessEnv, name: string, fallback: number): number | WrongSetting {
  const value = env[name];
  if (value === undefined || value === "") return fallback;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  return { wrong: `${name} vaut « ${value} » : indiquez un port, de 1 à 65535.` };
}

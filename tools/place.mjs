// Where this installation keeps its things and which mode it runs in: the start script and the command line agree.
import { existsSync } from "node:fs";
import { resolve } from "node:path";

/**
 * The mode is explicit (CADUCEE_MODE); unsaid, it is the sandbox as long as no caducee.toml (CADUCEE_CONFIG)
 * stands in the current folder. `environment` is what the program and the sandbox are started with.
 */
export function place() {
  const mode =
    process.env.CADUCEE_MODE ||
    (existsSync(process.env.CADUCEE_CONFIG || "caducee.toml") ? "production" : "sandbox");
  const sandboxFolder = resolve(process.env.CADUCEE_SANDBOX_DATA || "sandbox-data");
  const webPort = process.env.CADUCEE_WEB_PORT || "8025";
  return {
    mode,
    sandboxFolder,
    webPort,
    sandboxPort: process.env.CADUCEE_SANDBOX_PORT || "8026",
    publicUrl: process.env.CADUCEE_PUBLIC_URL || `http://localhost:${webPort}`,
    environment: { ...process.env, CADUCEE_MODE: mode, CADUCEE_SANDBOX_DATA: sandboxFolder },
  };
}

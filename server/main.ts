import { resolve } from "node:path";
import { ConfigurationFaults } from "./configuration/configuration.ts";
import { type House, type HouseParts, openHouse } from "./house.ts";
import { readParts, sentenceOf } from "./start.ts";

/** Reads the configuration, opens the house, closes it on a signal. */
async function main(): Promise<void> {
  let parts: HouseParts | undefined;
  let house: House;
  try {
    parts = readParts();
    house = await openHouse(parts);
  } catch (error) {
    const sentence = sentenceOf(
      error,
      parts?.configuration.data ?? resolve(process.env["CADUCEE_DATA"] || "data"),
    );
    console.error(sentence ?? (error instanceof Error ? error.stack : error));
    process.exit(error instanceof ConfigurationFaults ? 78 : 1);
  }
  const { log } = parts;
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    await house.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, close);
  process.on("unhandledRejection", (error) => log.defect("unhandled rejection", error));
  process.on("uncaughtException", (error) => {
    // The state of the house is unknown: it is left as after a power cut, which it survives.
    log.defect("uncaught exception", error);
    console.error(error);
    process.exit(1);
  });
  log.info("open", { port: house.webPort });
}

await main();

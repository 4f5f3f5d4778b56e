import { coreCapability } from "../capabilities.ts";
import type { Method } from "../method.ts";

/** Core/echo (RFC 8620 §4): the arguments come back as they are. */
export const coreEcho: Method = {
  capability: coreCapability,
  run: (args) => Promise.resolve(args),
};

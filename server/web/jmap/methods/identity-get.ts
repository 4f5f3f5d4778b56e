import { getEntries, splitFound } from "../arguments.ts";
import { submissionCapability } from "../capabilities.ts";
import { identitiesOf, identityState } from "../identity.ts";
import { fail, mailMethod } from "../method.ts";

const known = ["id", "name", "email", "replyTo", "bcc", "textSignature", "htmlSignature", "mayDelete"];

/** Identity/get (RFC 8621 §6.1). */
export const identityGet = mailMethod(
  getEntries,
  (args, account) => {
    const names = new Set(["id", ...(args.properties ?? known)]);
    const unknown = [...names].find((name) => !known.includes(name));
    if (unknown !== undefined) return Promise.resolve(fail("invalidArguments", `properties: ${unknown}`));
    const list = identitiesOf(account)
      .filter(({ id }) => !args.ids || args.ids.includes(id))
      .map(({ id, ...others }) => ({
        id,
        ...Object.fromEntries(Object.entries(others).filter(([name]) => names.has(name))),
      }));
    return Promise.resolve({ state: identityState(account), ...splitFound(args.ids ?? [], list) });
  },
  submissionCapability,
);

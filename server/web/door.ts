import type { Operator } from "../../contracts/sign-in.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { Chance } from "../foundations/chance.ts";
import type { Clock } from "../foundations/clock.ts";
import type { Store } from "../foundations/database/operation.ts";
import type { Log } from "../foundations/log.ts";
import type { Range } from "../foundations/networks.ts";
import type { MailboxesDoor } from "../mailboxes/door.ts";
import type { SignInDoor } from "../sign-in/door.ts";
import type { Outbox } from "../transport/door.ts";
import { createWeb } from "./app.ts";
import { createJmapRoutes } from "./jmap/routes.ts";
import { listen, type Listener } from "./listen.ts";
import type { OperatorLook } from "./notice-routes.ts";
import { readPages } from "./pages.ts";
import { createFindProgram, type ProgramSettings } from "./program.ts";
import { createFindSession, createSessionOf } from "./session.ts";
import { createReadVisitor, readCertificate } from "./visitor.ts";

export { ListenFailed } from "./listen.ts";
export { PagesMissing } from "./pages.ts";

export interface OpenWebParts {
  signIn: SignInDoor;
  administration: AdministrationDoor;
  mailboxes: MailboxesDoor;
  outbox: Outbox;
  onChanged: Store["onChanged"];
  clock: Clock;
  chance: Chance;
  log: Log;
  settings: {
    host: string;
    /** 0 takes a free one. */
    port: number;
    publicUrl: string;
    /** Folder of the built pages, with its final slash. */
    pages: URL;
    operator: Operator;
    look: OperatorLook;
    trustedProxies: readonly Range[];
    /** Where programs with a password of their own are let in from; null where they are not. */
    programs: ProgramSettings | null;
  };
}

/** Opens pages and APIs over HTTP. Throws `PagesMissing` and `ListenFailed`. */
export async function openWeb(parts: OpenWebParts): Promise<Listener> {
  const { signIn, mailboxes, onChanged, clock, log, settings } = parts;
  const { host, publicUrl } = settings;
  const hosts = new Set([new URL(publicUrl).host]);
  const find = createFindSession(signIn);
  const { appPasswords } = signIn;
  const findProgram = createFindProgram({ appPasswords, mailboxes, settings: settings.programs, clock });
  const readVisitor = createReadVisitor(settings.trustedProxies);
  const jmap = createJmapRoutes({
    mailboxes,
    outbox: parts.outbox,
    fromOf: (c) => ({
      address: readVisitor(c).address,
      certificate: readCertificate(c, settings.trustedProxies),
    }),
    sessionOf: createSessionOf(find, findProgram, settings.programs, clock),
    onChanged,
    onSessionEnded: signIn.onEnded,
    clock,
    chance: parts.chance,
    log,
    publicUrl,
  });
  const { look } = settings;
  const pages = await readPages(settings.pages, settings.operator, look.style);
  const listener = await listen(
    createWeb({
      ...parts,
      programs: settings.programs,
      find,
      pages,
      look,
      names: { publicUrl, hosts },
      jmap,
      readVisitor,
    }),
    settings,
  );
  for (const name of ["127.0.0.1", "localhost", "[::1]", host]) hosts.add(`${name}:${listener.port}`);
  return listener;
}

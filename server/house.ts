import { type AdministrationDoor, openAdministration, openEvidence } from "./administration/door.ts";
import { type AuditDoor, openAudit, openAuditExports } from "./audit/door.ts";
import { type CommandDoors, runCommandLine } from "./commands/door.ts";
import { listenForCommands } from "./commands/socket.ts";
import { join, relative } from "node:path";
import { openDirectory } from "./directory/door.ts";
import { backUp } from "./foundations/backup.ts";
import { openBlobs } from "./foundations/blobs.ts";
import type { Clock } from "./foundations/clock.ts";
import { startJobs } from "./foundations/jobs.ts";
import { checkMoves } from "./foundations/move/check.ts";
import { checkSealingMark } from "./foundations/sealing-mark.ts";
import { type MailboxesDoor, openMailboxes } from "./mailboxes/door.ts";
import { shownSettings } from "./configuration/evidence.ts";
import { acceptedOf } from "./configuration/methods.ts";
import { lookOf } from "./configuration/operator.ts";
import { openNotifications } from "./notifications/door.ts";
import { openPapers } from "./papers/door.ts";
import { type PscSettings, type SignInDoor, openSignIn, signInDefaults } from "./sign-in/door.ts";
import { commandSocket, type OpenedStore, openStore, type StoreParts } from "./open-store.ts";
import { nightly } from "./nightly.ts";
import { guideSubjectOf, isPscOffered, methodsOf } from "./offered.ts";
import { pagesFolder } from "./places.ts";
import { openBothWays, type WholeTransport } from "./transport/door.ts";
import { openWeb } from "./web/door.ts";

/** What the house is built from; tests give their own clock and chance. */
export interface HouseParts extends StoreParts {
  clock: Clock;
}

/** The rooms without their listeners: what a command needs when the program does not run. */
export interface Rooms extends CommandDoors, OpenedStore {
  signIn: SignInDoor;
  administration: AdministrationDoor;
  mailboxes: MailboxesDoor;
  audit: AuditDoor;
  close(): Promise<void>;
}

export interface House {
  rooms: Rooms;
  webPort: number;
  smtpPort: number;
  /** Runs the jobs that are due. */
  runJobs(): Promise<void>;
  transport: WholeTransport;
  close(): Promise<void>;
}

const hourMs = 3_600_000;

/** Opens store and rooms, each with the doors that it needs and no others. */
export async function openRooms(parts: HouseParts): Promise<Rooms> {
  const { configuration, secrets, clock, chance, log } = parts;
  const { values } = configuration;
  const opened = await openStore(parts);
  const { store, sealing, node, folders } = opened;
  const blobs = await checkMoves(store)
    .then(() => checkSealingMark(store, sealing))
    .then(() => openBlobs(folders.blobs, node))
    .catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
  const audit = openAudit(store);
  const directory = openDirectory({ store, sealing, clock, chance });
  const notifications = openNotifications({
    clock,
    log,
    settings: {
      host: values["relay.host"],
      port: values["relay.port"],
      serverName: values["relay.server_name"],
      authorities: secrets.relayAuthorities,
      from: values["relay.from"],
      operator: values["operator.name"],
      signature: values["operator.signature"],
      supportPhone: values["operator.support_phone"],
      gateway: values["sms.url"]
        ? {
            url: values["sms.url"],
            method: values["sms.method"],
            contentType: values["sms.content_type"],
            body: values["sms.body"],
            success: values["sms.success"] ? new RegExp(values["sms.success"], "u") : null,
            ...secrets.sms,
          }
        : null,
      publicUrl: values["web.public_url"],
    },
  });
  const signIn = openSignIn({
    store,
    directory,
    notifications,
    sealing,
    clock,
    chance,
    log,
    settings: {
      ...signInDefaults,
      operator: values["operator.name"],
      networks: values.networks,
      publicUrl: values["web.public_url"],
      domains: values["operator.domains"].map((domain) => domain.toLowerCase()),
      methods: acceptedOf(values, methodsOf(values)),
      emailUntil: values["sign_in.email_until"] || null,
      codeMostMinutes: values["codes.most_minutes"],
      codeMinutes: values["codes.minutes"],
      codeTries: values["codes.tries"],
      idleMinutes: values["session.idle_minutes"],
      lockMinutes: values["session.lock_minutes"],
      unlockTries: values["session.unlock_tries"],
      sessionHours: values["session.absolute_minutes"] / 60,
      appPasswordDays: values["app_passwords.most_days"],
      sharedIdleMinutes: values["session.shared_idle_minutes"],
      trustMinutes: values["sign_in.trust_minutes"],
      argon2: { memoryKiB: values["passwords.memory_kib"], passes: values["passwords.passes"], lanes: 1 },
    },
    pscIssuer: values["psc.issuer"],
    psc: isPscOffered(parts) ? pscSettings(parts) : null,
  });
  const papers = openPapers({
    operator: values["operator.name"],
    supportPhone: values["operator.support_phone"],
    supportEmail: values["operator.support_email"],
    supportHours: values["operator.support_hours"],
    publicUrl: values["web.public_url"],
  });
  const mailboxes = openMailboxes({ store, blobs, sealing, clock, chance, log });
  const auditExports = openAuditExports(sealing.derive("audit exports"));
  const administration = openAdministration({
    store,
    audit,
    directory,
    signIn,
    papers,
    mailboxes,
    clock,
    chance,
    deletionDays: values["mailboxes.deletion_days"],
    sealing,
    log,
    domains: values["operator.domains"].map((domain) => domain.toLowerCase()),
    settings: {
      silence: {
        first: values["access.silent_first_months"],
        second: values["access.silent_second_months"],
        suspend: values["access.silent_suspend_months"] || null,
      },
      rescueAgreement: values["access.rescue_agreement"],
    },
    auditExports,
    // Beside the messages: nodes that share them share it.
    guideFolder: join(folders.blobs, "../guide"),
    guideSubject: (now) => guideSubjectOf(parts, now),
  });
  const evidence = openEvidence({
    store,
    audit,
    directory,
    mailboxes,
    papers,
    clock,
    domains: values["operator.domains"],
    methods: () => [...acceptedOf(values, methodsOf(values)), ...(isPscOffered(parts) ? ["psc"] : [])],
    settings: () => shownSettings(values),
  });
  const { kept, removed } = await mailboxes.recover();
  if (kept + removed > 0)
    log.info("blobs in flight at the last stop", { count: kept + removed, status: removed });
  return {
    ...opened,
    audit,
    auditExports,
    directory,
    signIn,
    administration,
    evidence,
    mailboxes,
    publicUrl: configuration.values["web.public_url"],
    async backUp(folder, copied) {
      const { data } = configuration;
      if ([data, ...Object.values(folders)].some((own) => !relative(own, folder).startsWith("..")))
        return "inside";
      const done = await backUp({ store, keyFile: join(data, "store.key"), folders, copied }, folder);
      return done ? "done" : "postgres";
    },
    async close() {
      signIn.close();
      notifications.close();
      await mailboxes.close();
      await store.close();
    },
  };
}

function pscSettings({ configuration: { values }, secrets }: HouseParts): PscSettings | null {
  return (
    secrets.psc && {
      ...secrets.psc,
      issuer: values["psc.issuer"],
      discovery: values["psc.discovery"],
      clientId: values["psc.client_id"],
      scope: values["psc.scope"],
      acrAsked: values["psc.acr_values"],
      acrAccepted: values["psc.acr_accepted"].split(/\s+/),
      signedWith: values["psc.id_token_alg"],
      clockTolerance: values["psc.clock_tolerance_seconds"],
      sessionMinutes: values["psc.session_minutes"],
      publicUrl: values["web.public_url"],
    }
  );
}

/** Opens the whole house: the rooms, then their listeners, the pages last. */
export async function openHouse(parts: HouseParts): Promise<House> {
  const { configuration, secrets, clock, log } = parts;
  const { values } = configuration;
  const rooms = await openRooms(parts);
  const closing: (() => Promise<void>)[] = [() => rooms.close()];
  try {
    await rooms.evidence.recordSettings();
    const jobs = startJobs({ store: rooms.store, clock, log, jobs: nightly(rooms, parts), tickMs: 60_000 });
    closing.push(() => jobs.close());
    const arrivals = rooms.administration.arrivals.startRuns();
    closing.push(() => arrivals.close());
    const indexing = rooms.mailboxes.startIndexing();
    closing.push(() => indexing.close());
    const commands = await listenForCommands(commandSocket(configuration), (line, say) =>
      runCommandLine(rooms, line, say),
    );
    closing.push(() => commands.close());
    const transport = await openBothWays({
      store: rooms.store,
      folder: rooms.folders.queue,
      part: rooms.node,
      key: rooms.sealing.derive("outbound queue"),
      mailboxes: rooms.mailboxes,
      clock,
      chance: parts.chance,
      log,
      settings: {
        domains: values["operator.domains"].map((domain) => domain.toLowerCase()),
        routes: values.routes,
        mostRecipients: values["smtp.recipients_limit"],
        undoMs: values["queue.undo_seconds"] * 1000,
        lifetimeMs: values["queue.lifetime_hours"] * hourMs,
        connectionsPerDestination: values["queue.connections_per_destination"],
        hostname: values["smtp.hostname"],
        listen: { host: values["smtp.host"], port: values["smtp.port"] },
        certificates: secrets.smtp,
        sizeLimit: values["smtp.size_limit"],
        recipientsLimit: values["smtp.recipients_limit"],
      },
    });
    closing.push(() => transport.close());
    const look = lookOf(values, secrets.marks);
    const web = await openWeb({
      signIn: rooms.signIn,
      administration: rooms.administration,
      mailboxes: rooms.mailboxes,
      outbox: transport.outbox,
      onChanged: rooms.store.onChanged,
      clock,
      chance: parts.chance,
      log,
      settings: {
        host: values["web.host"],
        port: values["web.port"],
        publicUrl: values["web.public_url"],
        pages: pagesFolder,
        look,
        trustedProxies: values["web.trusted_proxies"],
        programs: values["app_passwords.enabled"]
          ? {
              networks: values["app_passwords.networks"],
              authorities: secrets.programAuthorities,
              trustedProxies: values["web.trusted_proxies"],
              mostDays: values["app_passwords.most_days"],
            }
          : null,
        operator: {
          ...look.shown,
          name: values["operator.name"],
          supportPhone: values["operator.support_phone"],
          supportEmail: values["operator.support_email"],
          supportHours: values["operator.support_hours"],
          methods: acceptedOf(values, methodsOf(values)),
          emailUntil: values["sign_in.email_until"] || null,
          layout: values["operator.layout"],
          psc: isPscOffered(parts),
          trustMinutes: values["sign_in.trust_minutes"],
          sandbox: configuration.mode === "sandbox",
          ...(values["sandbox.page"] ? { sandboxUrl: values["sandbox.page"] } : {}),
        },
      },
    });
    closing.push(() => web.close());
    return {
      rooms,
      webPort: web.port,
      smtpPort: transport.port,
      transport,
      runJobs: jobs.tick,
      close: () => closeAll(closing),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

import type { Migration } from "../../foundations/database/operation.ts";
import { accessMigration } from "./access-migration.ts";
import { policyMigration } from "./policy-migration.ts";
import { careMigrations, lockMigration } from "./later-migrations.ts";
import { spareMigration } from "./spare-codes.ts";

/** The tables of the sign-in, step by step. */
export const migrations: readonly Migration[] = [
  {
    id: "sign-in-0001",
    async up(db, { whole, bytes }) {
      await db.schema
        .createTable("sign_in_passwords")
        .addColumn("person_id", "text", (column) => column.primaryKey())
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("changed_at", whole, (column) => column.notNull())
        .execute();

      await db.schema
        .createTable("sign_in_tries")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("login_key", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("at", whole, (column) => column.notNull())
        .execute();
      await index("sign_in_tries_login", "sign_in_tries", ["login_key", "at"]);
      await index("sign_in_tries_age", "sign_in_tries", ["at"]);

      await db.schema
        .createTable("sign_in_challenges")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("method", "text", (column) => column.notNull())
        .addColumn("login_key", "text", (column) => column.notNull())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("browser_hash", bytes, (column) => column.notNull())
        .addColumn("destination", "text", (column) => column.notNull())
        .addColumn("expires_at", whole, (column) => column.notNull())
        .addColumn("tries_left", whole, (column) => column.notNull())
        .addColumn("used_at", whole)
        .addColumn("sending_state", "text", (column) => column.notNull())
        .addColumn("sending_at", whole, (column) => column.notNull())
        .execute();
      await index("sign_in_challenges_end", "sign_in_challenges", ["expires_at"]);

      await db.schema
        .createTable("sign_in_sessions")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("token_hash", bytes, (column) => column.notNull().unique())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("method", "text", (column) => column.notNull())
        .addColumn("opened_at", whole, (column) => column.notNull())
        .addColumn("touched_at", whole, (column) => column.notNull())
        .addColumn("ends_at", whole, (column) => column.notNull())
        .addColumn("ended_at", whole)
        .addColumn("end_reason", "text")
        .execute();
      await index("sign_in_sessions_person", "sign_in_sessions", ["person_id"]);
      await index("sign_in_sessions_end", "sign_in_sessions", ["ended_at", "touched_at"]);

      function index(name: string, table: string, columns: string[]): Promise<void> {
        return db.schema.createIndex(name).on(table).columns(columns).execute();
      }
    },
  },
  {
    // A code may go several ways and be sent again. Nothing is carried over: a challenge lives some minutes.
    id: "sign-in-0002",
    async up(db, { whole, bytes }) {
      await db.schema.dropTable("sign_in_challenges").execute();
      await db.schema
        .createTable("sign_in_challenges")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("method", "text", (column) => column.notNull())
        .addColumn("login_key", "text", (column) => column.notNull())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("browser_hash", bytes, (column) => column.notNull())
        .addColumn("session_id", "text")
        .addColumn("begun_at", whole, (column) => column.notNull())
        .addColumn("expires_at", whole, (column) => column.notNull())
        .addColumn("tries_left", whole, (column) => column.notNull())
        .addColumn("used_at", whole)
        .execute();
      await db.schema
        .createIndex("sign_in_challenges_end")
        .on("sign_in_challenges")
        .columns(["expires_at"])
        .execute();
      await db.schema
        .createTable("sign_in_sendings")
        .addColumn("challenge_id", "text", (column) =>
          column.notNull().references("sign_in_challenges.id").onDelete("cascade"),
        )
        .addColumn("method", "text", (column) => column.notNull())
        .addColumn("destination", "text", (column) => column.notNull())
        .addColumn("asked_at", whole, (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("at", whole, (column) => column.notNull())
        .addPrimaryKeyConstraint("sign_in_sendings_key", ["challenge_id", "method"])
        .execute();
      await db.schema
        .createTable("sign_in_apps")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("secret_sealed", bytes, (column) => column.notNull())
        .addColumn("last_step", whole, (column) => column.notNull())
        .addColumn("session_id", "text")
        .addColumn("made_at", whole, (column) => column.notNull())
        .addColumn("proved_at", whole)
        .addColumn("used_at", whole)
        .execute();
      await db.schema.createIndex("sign_in_apps_person").on("sign_in_apps").columns(["person_id"]).execute();
      await db.schema
        .createTable("sign_in_proofs")
        .addColumn("session_id", "text", (column) => column.primaryKey())
        .addColumn("at", whole, (column) => column.notNull())
        .execute();
    },
  },
  {
    // Forgotten passwords.
    id: "sign-in-0020",
    async up(db, { whole, bytes }) {
      await db.schema
        .createTable("sign_in_links")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("secret_hash", bytes, (column) => column.notNull().unique())
        .addColumn("login_key", "text", (column) => column.notNull())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("asked_at", whole, (column) => column.notNull())
        .addColumn("expires_at", whole, (column) => column.notNull())
        .addColumn("counts", whole, (column) => column.notNull())
        .addColumn("ended_at", whole)
        .addColumn("end_reason", "text")
        .execute();
      await index("login", ["login_key", "counts", "asked_at"]);
      await index("person", ["person_id"]);
      await index("age", ["asked_at"]);

      function index(name: string, columns: string[]): Promise<void> {
        return db.schema.createIndex(`sign_in_links_${name}`).on("sign_in_links").columns(columns).execute();
      }
    },
  },
  {
    id: "sign-in-0030",
    async up(db, { whole, bytes }) {
      await db.schema
        .createTable("sign_in_psc")
        .addColumn("person_id", "text", (column) => column.primaryKey())
        .addColumn("issuer", "text", (column) => column.notNull())
        .addColumn("subject", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex("sign_in_psc_subject")
        .on("sign_in_psc")
        .columns(["issuer", "subject"])
        .unique()
        .execute();
      await db.schema
        .createTable("sign_in_psc_states")
        .addColumn("state_hash", bytes, (column) => column.primaryKey())
        .addColumn("ends_at", whole, (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("sign_in_psc_sessions")
        .addColumn("session_id", "text", (column) => column.primaryKey())
        .addColumn("kept", bytes, (column) => column.notNull())
        .execute();
    },
  },
  {
    id: "sign-in-0040",
    async up(db, { whole, bytes }) {
      await db.schema
        .createTable("sign_in_passkeys")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("credential_id", "text", (column) => column.notNull().unique())
        .addColumn("public_key", bytes, (column) => column.notNull())
        .addColumn("counter", whole, (column) => column.notNull())
        .addColumn("transports", "text", (column) => column.notNull())
        .addColumn("backed_up", whole, (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("made_at", whole, (column) => column.notNull())
        .addColumn("used_at", whole)
        .execute();
      await db.schema
        .createIndex("sign_in_passkeys_person")
        .on("sign_in_passkeys")
        .columns(["person_id"])
        .execute();
      await db.schema
        .createTable("sign_in_passkey_challenges")
        .addColumn("challenge_hash", bytes, (column) => column.primaryKey())
        .addColumn("ends_at", whole, (column) => column.notNull())
        .execute();
    },
  },
  {
    // Known and trusted browsers, shared posts, what a network may get wrong.
    id: "sign-in-0060",
    async up(db, { whole, bytes }) {
      await add("sign_in_tries", "browser_id", "text");
      await add("sign_in_challenges", "browser_id", "text");
      await db.schema
        .alterTable("sign_in_challenges")
        .addColumn("trusts", whole, (column) => column.notNull().defaultTo(0))
        .execute();
      await add("sign_in_sessions", "browser_id", "text");
      await add("sign_in_sessions", "idle_ms", whole);
      await db.schema
        .createTable("sign_in_browsers")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("browser_hash", bytes, (column) => column.notNull())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("login_key", "text", (column) => column.notNull())
        .addColumn("browser", "text")
        .addColumn("system", "text")
        .addColumn("network", "text")
        .addColumn("first_at", whole, (column) => column.notNull())
        .addColumn("used_at", whole, (column) => column.notNull())
        .addColumn("trusted_until", whole)
        .addColumn("trusted_by", "text")
        .execute();
      await db.schema
        .createIndex("sign_in_browsers_hash")
        .on("sign_in_browsers")
        .columns(["browser_hash", "person_id"])
        .unique()
        .execute();
      await index("sign_in_browsers_person", "sign_in_browsers", "person_id");
      await index("sign_in_browsers_age", "sign_in_browsers", "used_at");
      await db.schema
        .createTable("sign_in_posts")
        .addColumn("browser_hash", bytes, (column) => column.primaryKey())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("marked_at", whole, (column) => column.notNull())
        .addColumn("actor", "text", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("sign_in_post_links")
        .addColumn("secret_hash", bytes, (column) => column.primaryKey())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("expires_at", whole, (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("sign_in_allowances")
        .addColumn("network_key", "text", (column) => column.primaryKey())
        .addColumn("whole_at", whole, (column) => column.notNull())
        .execute();
      await index("sign_in_allowances_age", "sign_in_allowances", "whole_at");

      function add(table: string, name: string, type: "text" | typeof whole): Promise<void> {
        return db.schema.alterTable(table).addColumn(name, type).execute();
      }
      function index(name: string, table: string, column: string): Promise<void> {
        return db.schema.createIndex(name).on(table).column(column).execute();
      }
    },
  },
  {
    // « Ma sécurité »: from where, and what a person is told.
    id: "sign-in-0070",
    async up(db, { whole, bytes }) {
      await db.schema
        .createTable("sign_in_attempts")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("method", "text")
        .addColumn("outcome", "text", (column) => column.notNull())
        .addColumn("at", whole, (column) => column.notNull())
        .addColumn("visitor", bytes, (column) => column.notNull())
        .addColumn("network_key", "text", (column) => column.notNull())
        .execute();
      await index("attempts_person", "attempts", ["person_id", "at", "id"]);
      await index("attempts_network", "attempts", ["person_id", "outcome", "network_key"]);
      await index("attempts_age", "attempts", ["at"]);
      await db.schema
        .createTable("sign_in_notices")
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("channel", "text", (column) => column.notNull())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("news", bytes, (column) => column.notNull())
        .addColumn("made_at", whole, (column) => column.notNull())
        .addColumn("next_at", whole, (column) => column.notNull())
        .addColumn("tries", whole, (column) => column.notNull())
        .addPrimaryKeyConstraint("sign_in_notices_key", ["id", "channel"])
        .execute();
      await index("notices_next", "notices", ["next_at"]);
      await db.schema
        .alterTable("sign_in_sessions")
        .addColumn("attempt_id", "text", (column) => column.notNull().defaultTo(""))
        .execute();

      function index(name: string, table: string, columns: string[]): Promise<void> {
        return db.schema.createIndex(`sign_in_${name}`).on(`sign_in_${table}`).columns(columns).execute();
      }
    },
  },
  {
    // Passwords of programs.
    id: "sign-in-0080",
    async up(db, { whole, bytes }) {
      await db.schema
        .createTable("sign_in_app_passwords")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("secret_hash", bytes, (column) => column.notNull().unique())
        .addColumn("person_id", "text", (column) => column.notNull())
        .addColumn("structure_id", "text", (column) => column.notNull())
        .addColumn("mailbox_id", "text", (column) => column.notNull())
        .addColumn("mailbox_address", "text", (column) => column.notNull())
        .addColumn("protocol", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("made_at", whole, (column) => column.notNull())
        .addColumn("expires_at", whole, (column) => column.notNull())
        .addColumn("used_at", whole)
        .addColumn("ended_at", whole)
        .addColumn("end_reason", "text")
        .execute();
      await db.schema
        .createIndex("sign_in_app_passwords_person")
        .on("sign_in_app_passwords")
        .columns(["person_id", "ended_at"])
        .execute();
    },
  },
  lockMigration,
  accessMigration,
  spareMigration,
  ...careMigrations,
  policyMigration,
];

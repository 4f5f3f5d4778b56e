import { hash, parseOptions, verify } from "@node-rs/argon2";
import { createTurns } from "./turns.ts";

/** Makes and checks argon2id hashes (RFC 9106), few at a time. `busy`: too many are waiting already. */
export interface Passwords {
  /** A new hash, in PHC form. */
  make(password: string): Promise<string | "busy">;
  /**
   * Checks a password against a hash, or against nothing: a login that does not exist costs a hash too. `stronger` is
   * a new hash of a right password whose old one was weaker than what is asked now.
   */
  check(password: string, hash: string | null): Promise<{ right: boolean; stronger: string | null } | "busy">;
}

export interface PasswordSettings {
  argon2: { memoryKiB: number; passes: number; lanes: number };
  hashesAtOnce: number;
  hashesWaiting: number;
}

export function createPasswords({ argon2, hashesAtOnce, hashesWaiting }: PasswordSettings): Passwords {
  const turns = createTurns(hashesAtOnce, hashesWaiting);
  // The library's default algorithm is argon2id; its enumeration cannot be read under isolatedModules.
  const options = { memoryCost: argon2.memoryKiB, timeCost: argon2.passes, parallelism: argon2.lanes };

  function isWeaker(kept: string): boolean {
    const { memoryCost, timeCost } = parseOptions(kept);
    return memoryCost < argon2.memoryKiB || timeCost < argon2.passes;
  }

  return {
    make: (password) => turns.take(() => hash(normalise(password), options)),
    check: (password, kept) =>
      turns.take(async () => {
        const typed = normalise(password);
        if (kept === null) {
          await hash(typed, options);
          return { right: false, stronger: null };
        }
        const right = await verify(kept, typed);
        return { right, stronger: right && isWeaker(kept) ? await hash(typed, options) : null };
      }),
  };
}

/** Keyboards write « é » in one character or in two (RFC 8265 §4.2). */
function normalise(password: string): string {
  return password.normalize("NFC");
}

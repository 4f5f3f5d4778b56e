import type { Factors } from "../../contracts/security.ts";
import type { Method } from "../../contracts/sign-in.ts";

/**
 * The second factor that a person is asked for first: what she has at hand. Any other is one press away in the dialog.
 * Pro Santé Connect comes last, for it leaves the page; and after the codes on paper, which only the dialog takes.
 */
export function bestFactor(factors: Factors): Method | "psc" {
  const { passkeys, apps, methods, email, mobile, psc, spares } = factors;
  if (passkeys.length > 0 && methods.includes("passkey")) return "passkey";
  if (apps.length > 0 && methods.includes("totp")) return "totp";
  const sent = methods.filter((method) => method === "email" || method === "sms");
  const reached = sent.find((method) => (method === "email" ? email : mobile) !== null);
  if (reached) return reached;
  if (psc && !spares?.left) return "psc";
  return sent[0] ?? "email";
}

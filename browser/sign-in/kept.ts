import { isRefusal } from "../../contracts/refusals.ts";
import type { CodeMethod, CodeStep, Method } from "../../contracts/sign-in.ts";
import { ask, isUnreachable } from "./ask.ts";

const loginName = "caducee.login";
const methodName = "caducee.method";
const passkeyName = "caducee.passkey";
const name = "caducee.challenge";

/** Keeps what this tab waits a code for, so that reloading shows it again; null forgets it. It opens nothing by itself. */
export function keepChallenge(step: CodeStep | null): void {
  if (step) sessionStorage.setItem(name, step.challenge);
  else sessionStorage.removeItem(name);
}

/** What this tab was waiting a code for before it was loaded again, if that still lives. Nothing is sent. */
export async function findKept(): Promise<CodeStep | null> {
  const challenge = sessionStorage.getItem(name);
  if (!challenge) return null;
  const answer = await ask<CodeStep>("sending", { challenge });
  if (isUnreachable(answer)) return null;
  if (!isRefusal(answer)) return answer;
  keepChallenge(null);
  return null;
}

/** Whether many people use this browser, as the server wrote into the page: nothing of anybody is kept there. */
export function isSharedPost(): boolean {
  return document.documentElement.dataset["post"] === "shared";
}

/** Keeps the method that last opened a mailbox in this browser. */
export function keepMethod(method: Method): void {
  if (method === "passkey") keepPasskey();
  else localStorage.setItem(methodName, method);
}

/** Keeps that a passkey opened in this browser: whoever knocks next is offered hers at once. */
export function keepPasskey(): void {
  localStorage.setItem(passkeyName, "yes");
}

export function keptPasskey(): boolean {
  return localStorage.getItem(passkeyName) !== null;
}

/** The methods of the guides among those that the operator offers. */
export function codeMethods(offered: readonly Method[]): CodeMethod[] {
  return offered.filter((one) => one !== "passkey");
}

/** That method, when the operator offers it; e-mail, as the guide has it, otherwise. */
export function lastMethod(offered: readonly CodeMethod[]): CodeMethod {
  const kept = localStorage.getItem(methodName);
  return offered.find((one) => one === kept) ?? offered[0] ?? "email";
}

/** Keeps an identifier for the next time, where the person asked for it; an empty one forgets. */
export function keepLogin(login: string): void {
  if (login) localStorage.setItem(loginName, login);
  else localStorage.removeItem(loginName);
}

/** The identifier kept in this browser, or nothing. */
export function keptLogin(): string {
  if (isSharedPost()) forgetKept();
  return localStorage.getItem(loginName) ?? "";
}

/** What was kept here before it was said that many people use this browser. */
export function forgetKept(): void {
  localStorage.removeItem(loginName);
  localStorage.removeItem(methodName);
}

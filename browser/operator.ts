import type { Operator } from "../contracts/sign-in.ts";

/** Who runs this house: the server writes it into the page, in the shape of its contract. */
export const operator = JSON.parse(document.getElementById("operator")?.textContent ?? "{}") as Operator;

// The page was written when the program started; the day may have come since.
if (operator.emailUntil !== null && Date.now() >= operator.emailUntil)
  operator.methods = operator.methods.filter((method) => method !== "email");

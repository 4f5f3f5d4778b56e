import type { CodeStep, Method } from "../../../contracts/sign-in.ts";
import { checkPassword } from "../steps/check-password.ts";
import { compareCode } from "../steps/compare-code.ts";
import { keepChallenge } from "../steps/keep-challenge.ts";
import { newChallenge } from "../steps/new-challenge.ts";
import { openSession, type Opened } from "../steps/open-session.ts";
import { type Answered, readCode } from "../steps/read-code.ts";
import { sendByEmail } from "../steps/send-by-email.ts";
import { inOrder, type Step } from "../steps/step.ts";
import { type Asked, takeTry } from "../steps/take-try.ts";
import { toOrdinaryMailbox } from "../steps/to-ordinary-mailbox.ts";

/** One way in: what happens between the password and the dialog, then between the dialog and the mailbox. */
export interface Journey {
  begin: Step<Asked, CodeStep>;
  answer: Step<Answered, Opened>;
}

/** Every way in, step by step. A session is opened by `openSession` alone, after a second factor. */
export const journeys: Record<Method, Journey> = {
  email: {
    begin: inOrder(takeTry, checkPassword, toOrdinaryMailbox, newChallenge, sendByEmail, keepChallenge),
    answer: inOrder(readCode, compareCode, openSession),
  },
};

/** How long a second factor given anew in a session lets its person change how she signs in. */
export const proofMs = 5 * 60_000;
/** How long an application that was begun waits for its first code: the time to install one. */
export const enrolmentMs = 30 * 60_000;
/** Applications of one person: some phones and a tablet. */
export const mostApps = 5;
/** Passkeys of one person: what she carries, and the posts she sits at. */
export const mostPasskeys = 10;

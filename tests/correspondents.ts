import { join } from "node:path";
import { openPeerInbox, type PeerLetter, startPeer } from "../sandbox/peer-inbox.ts";
import { composeReply, sendAsPeer } from "../sandbox/peer.ts";
import { readIdentity } from "../sandbox/pki.ts";
import type { TestHouse } from "./house.ts";

/** The peer operators of the sandbox, as the house's correspondents: they receive, and answer. */
export async function openCorrespondents(test: TestHouse) {
  const inbox = await openPeerInbox(join(test.folder, "peer-inbox.jsonl"));
  const peer = await startPeer({
    port: test.ports.peerPort,
    identities: {
      "ch-portbrume": await readIdentity(test.pki, "ch-portbrume"),
      biolittoral: await readIdentity(test.pki, "biolittoral"),
    },
    authorities: test.authorities,
    onLetter: inbox.add,
  });
  return {
    /** What was received under a subject, newest first. */
    received: (subject: string) => inbox.find(undefined).filter((letter) => letter.subject === subject),
    /** Answers a letter, in its conversation, by real SMTP. Throws unless the house takes it. */
    async answer(letter: PeerLetter, text: string) {
      const { code, reply } = await sendAsPeer({
        port: test.house.smtpPort,
        identity: test.peer,
        authorities: test.authorities,
        from: letter.to,
        to: letter.from,
        raw: await composeReply(letter, text),
      });
      if (code !== 250) throw new Error(reply);
    },
    close: () => peer.close(),
  };
}

export type Correspondents = Awaited<ReturnType<typeof openCorrespondents>>;

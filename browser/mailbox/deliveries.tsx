import { useEffect, useState } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import { type Delivery, readDeliveries } from "../data/sendings.ts";
import type { EmailAddress, Message } from "../data/shapes.ts";
import { formatFull, formatMoment } from "./dates.ts";
import { type IconName, Icon } from "./icons.tsx";
import { nameOf } from "./kinds.ts";
import { language, words } from "./words.ts";

interface DeliveriesProps {
  mail: Mail;
  accountId: string;
  message: Message;
}

const icons: Record<Delivery["state"], IconName> = {
  waiting: "sent",
  delivered: "check",
  relayed: "check",
  failed: "late",
  canceled: "info",
};

/** What is known of a sent message's way to each of its recipients; asked again when something of it moves. */
export function Deliveries({ mail, accountId, message }: DeliveriesProps) {
  const [list, setList] = useState<readonly Delivery[]>([]);
  useEffect(() => {
    let isOver = false;
    readDeliveries(mail.jmap, accountId, [message.id]).then(
      (known) => isOver || setList(known.get(message.id) ?? []),
      // Nothing is said of what is not known.
      () => undefined,
    );
    return () => void (isOver = true);
  }, [message]);
  if (list.length === 0) return null;
  const people = [...(message.to ?? []), ...(message.cc ?? [])];
  return (
    <ul class="deliveries" aria-label={words.deliveries}>
      {list.map((one) => (
        <li key={one.email} class={`delivery-${one.state}`} title={one.reply}>
          <Icon name={icons[one.state]} small />
          <span>{sentenceFor(one, people)}</span>
          {one.state !== "waiting" && one.at !== null && <Moment at={one.at} />}
        </li>
      ))}
    </ul>
  );
}

function Moment({ at }: { at: number }) {
  return (
    <time class="muted" dateTime={new Date(at).toISOString()} title={formatFull(at, language)}>
      {formatMoment(at, Date.now(), words, language)}
    </time>
  );
}

function sentenceFor({ email, state, attempts, nextAt }: Delivery, people: readonly EmailAddress[]): string {
  const person = people.find((one) => one.email.toLowerCase() === email.toLowerCase());
  const name = person ? nameOf(person) : email;
  switch (state) {
    case "delivered":
      return words.delivered(name);
    case "relayed":
      return words.relayed(name);
    case "failed":
      return words.undelivered(name);
    case "canceled":
      return words.notSent(name);
    case "waiting":
      return attempts === 0 || nextAt === null
        ? words.queued(name)
        : words.triedAgain(name, formatMoment(nextAt, Date.now(), words, language));
  }
}

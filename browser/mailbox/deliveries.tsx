import { useEffect, useState } from "preact/hooks";
import type { Mail } from "../data/mail.ts";
import { type Delivery, readDeliveries } from "../data/sendings.ts";
import type { EmailAddress, Message } from "../data/shapes.ts";
import { type IconName, Icon } from "./icons.tsx";
import { nameOf } from "./kinds.ts";
import { words } from "./words.ts";

interface DeliveriesProps {
  mail: Mail;
  accountId: string;
  message: Message;
}

const icons: Record<Delivery["delivered"], IconName> = {
  yes: "check",
  no: "late",
  queued: "sent",
  unknown: "info",
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
        <li key={one.email} class={`delivery-${one.delivered}`} title={one.reply}>
          <Icon name={icons[one.delivered]} small />
          <span>{sentenceFor(one, people)}</span>
        </li>
      ))}
    </ul>
  );
}

function sentenceFor({ email, delivered }: Delivery, people: readonly EmailAddress[]): string {
  const person = people.find((one) => one.email.toLowerCase() === email.toLowerCase());
  const name = person ? nameOf(person) : email;
  switch (delivered) {
    case "yes":
      return words.delivered(name);
    case "no":
      return words.undelivered(name);
    case "queued":
      return words.queued(name);
    case "unknown":
      return words.deliveryUnknown(name);
  }
}

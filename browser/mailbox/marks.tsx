import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { Mail } from "../data/mail.ts";
import type { EmailAddress } from "../data/shapes.ts";
import { Icon } from "./icons.tsx";
import { initialsOf, type Kind, nameOf } from "./kinds.ts";

interface TileProps {
  mail: Mail;
  mailbox: OpenMailbox;
  size?: "" | "s" | "l";
}

/** The tile of a mailbox: two letters, and a hue that helps. Its name always stands beside it. */
export function Tile({ mail, mailbox, size = "" }: TileProps) {
  const hue = `tile tile-${mail.hues.get(mailbox.address) ?? 1}`;
  return (
    <span class={size ? `${hue} tile-${size}` : hue} data-t={initialsOf(mailbox.name)} aria-hidden="true" />
  );
}

/** Who writes: a circle for a professional, a square for a service, a drop for a patient. */
export function Face({
  address,
  kind,
  small = false,
}: {
  address: EmailAddress;
  kind: Kind;
  small?: boolean;
}) {
  const size = small ? " face-s" : "";
  if (kind === "service")
    return (
      <span class={`face face-service${size}`} aria-hidden="true">
        <Icon name="building" small={small} />
      </span>
    );
  const shape = kind === "patient" ? "face-patient" : "face-pro";
  return <span class={`face ${shape}${size}`} data-t={initialsOf(nameOf(address))} aria-hidden="true" />;
}

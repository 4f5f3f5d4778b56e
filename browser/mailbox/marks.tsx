import type { OpenMailbox } from "../../contracts/sign-in.ts";
import type { EmailAddress } from "../data/shapes.ts";
import { Icon } from "./icons.tsx";
import { hueOf, initialsOf, type Kind, nameOf } from "./kinds.ts";

/** The tile of a mailbox: two letters, and a hue that helps. Its name always stands beside it. */
export function Tile({ mailbox, size = "" }: { mailbox: OpenMailbox; size?: "" | "s" | "l" }) {
  const hue = `tile tile-${hueOf(mailbox.address)}`;
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

/** What the tabs of one person tell each other of her session. Times are of this computer's clock. */
export type Told =
  /** It opened, something was done, or the server was only asked how long is left. */
  | { kind: "open" | "renewed" | "asked"; personId: string; idleAt: number; endsAt: number }
  /** It is locked or over. */
  | { kind: "shut"; personId: string }
  /** She signed out. */
  | { kind: "left"; personId: string };

export interface Tabs {
  tell(told: Told): void;
  close(): void;
}

/** Tells the other tabs, and hears them. */
export function openTabs(hear: (told: Told) => void): Tabs {
  const channel = new BroadcastChannel("caducee-session");
  channel.addEventListener("message", ({ data }: MessageEvent<Told>) => hear(data));
  return { tell: (told) => channel.postMessage(told), close: () => channel.close() };
}

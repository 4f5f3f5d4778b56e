import { generate } from "lean-qr";
import { words } from "./words.ts";

/** Modules of quiet around the code (ISO/IEC 18004 §6.3.8). */
const quiet = 4;

/** A QR code, black on white whatever the theme: cameras ask for it. */
export function Qr({ text }: { text: string }) {
  const code = generate(text);
  let path = "";
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  const side = code.size + 2 * quiet;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={words.scanName}
      viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
      shape-rendering="crispEdges"
    >
      <path class="qr-paper" d={`M${-quiet} ${-quiet}h${side}v${side}h${-side}z`} />
      <path class="qr-ink" d={path} />
    </svg>
  );
}

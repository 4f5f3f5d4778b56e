import { useEffect, useState } from "preact/hooks";
import type { PrintedPaper } from "../../../contracts/administration-papers.ts";

/** A paper just made: it is opened in another tab, from this page's memory, and goes with it. */
export function Printed(props: { paper: PrintedPaper; title: string; text: string; open: string }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const bytes = Uint8Array.from(atob(props.paper.pdf), (letter) => letter.charCodeAt(0));
    // A name shows in the tab, and is proposed where the paper is saved.
    const made = URL.createObjectURL(new File([bytes], props.paper.name, { type: "application/pdf" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [props.paper]);
  return (
    <div class="rescue mt-4" role="status">
      <p>
        <b>{props.title}</b>
      </p>
      <p class="small mt-2">{props.text}</p>
      {address && (
        <a class="btn btn-main mt-3" href={address} target="_blank" rel="noopener">
          {props.open}
        </a>
      )}
    </div>
  );
}

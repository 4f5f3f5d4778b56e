import { useState } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { foldQuotedText } from "./quoted-text.ts";
import { splitLinks } from "./text-links.ts";
import { words } from "./words.ts";

/** A plain text: its own words, its signature, and what it quotes behind a button. */
export function TextBody({ text }: { text: string }) {
  const { own, quoted } = foldQuotedText(text);
  const { body, signature } = cutSignature(own);
  const [isShown, setShown] = useState(false);
  return (
    <div class="msg-body">
      <div class="msg-text">
        <Linked text={body} />
      </div>
      {signature && (
        <p class="msg-text sign">
          <Linked text={signature} />
        </p>
      )}
      {quoted && (
        <button class="quote-more" type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          <Icon name="more" small />
          {isShown ? words.hideQuoted : words.showQuoted}
        </button>
      )}
      {isShown && (
        <blockquote class="msg-text msg-quoted">
          <Linked text={quoted} />
        </blockquote>
      )}
    </div>
  );
}

function Linked({ text }: { text: string }) {
  return (
    <>
      {splitLinks(text).map((piece, index) =>
        piece.href ? (
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

/** RFC 3676 §4.3: a line of two dashes and a space; many programs lose the space. */
function cutSignature(text: string): { body: string; signature: string } {
  const found = /\n-- ?\n([^]*)$/.exec(text);
  return found
    ? { body: text.slice(0, found.index).trimEnd(), signature: found[1]?.trim() ?? "" }
    : { body: text, signature: "" };
}

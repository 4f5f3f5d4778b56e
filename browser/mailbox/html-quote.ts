/** Where programs of mail begin what they quote. Ids carry the prefix that makes them harmless. */
const quotations = "blockquote[type=cite], .gmail_quote, .protonmail_quote, .yahoo_quoted";
const endings = "#user-content-divRplyFwdMsg, #user-content-appendonsend, #user-content-OLK_SRC_BODY_SECTION";

/** Folds the end of an HTML message away where that end is a quotation. `<details>` needs no script. */
export function foldHtmlQuote(body: HTMLElement, label: string): void {
  const ending = body.querySelector(endings);
  const quotation = [...body.querySelectorAll(quotations)].find((one) => !textAfter(body, one));
  const start = ending ?? quotation;
  if (!start || !textBefore(body, start)) return;
  const document = body.ownerDocument;
  const range = document.createRange();
  range.setStartBefore(start);
  range.setEndAfter(body.lastChild ?? start);
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = label;
  details.append(summary, range.extractContents());
  body.append(details);
}

function textBefore(body: HTMLElement, node: Node): string {
  const range = body.ownerDocument.createRange();
  range.setStart(body, 0);
  range.setEndBefore(node);
  return range.toString().trim();
}

function textAfter(body: HTMLElement, node: Node): string {
  const range = body.ownerDocument.createRange();
  range.setStartAfter(node);
  range.setEnd(body, body.childNodes.length);
  return range.toString().trim();
}

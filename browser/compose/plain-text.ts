/** Elements that stand on lines of their own. */
const blocks = "address,article,blockquote,dd,div,dl,dt,h1,h2,h3,h4,h5,h6,hr,li,ol,p,pre,section,table,tr,ul";
const unseen = "head,script,style,template,title";

/** The words of an HTML text, line by line. The document is inert: nothing of it loads or runs. */
export function plainTextOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll(unseen)) element.remove();
  for (const element of body.querySelectorAll("br")) element.replaceWith("\u2028");
  for (const element of body.querySelectorAll(blocks)) {
    element.prepend(element.localName === "li" ? "\u2028– " : "\u2028");
    element.append("\u2028");
  }
  return (body.textContent ?? "")
    .replace(/[ \t\n\r]+/g, " ")
    .replace(/ ?\u2028 ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

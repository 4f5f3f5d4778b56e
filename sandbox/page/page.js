// The page of the sandbox: copies, sends, and keeps up with what arrives. The server draws everything.

const said = document.getElementById("said");
const form = document.getElementById("send");
const reply = document.getElementById("reply");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.classList.add("is-copied");
  said.textContent = `${button.dataset.copy} copié`;
  setTimeout(() => button.classList.remove("is-copied"), 1500);
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  showReply(await send(Object.fromEntries(new FormData(form))));
  button.removeAttribute("aria-busy");
});

document.getElementById("letters").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = event.target;
  const { code, reply: words } = await send(Object.fromEntries(new FormData(answer)), "/api/peer-reply");
  answer.querySelector("[role=status]").textContent = words;
  if (code === 250) answer.reset();
});

async function send(trial, path = "/api/send") {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(trial),
    });
    const answer = await response.json();
    return { code: answer.code ?? 0, reply: answer.reply ?? answer.error };
  } catch {
    return { code: 0, reply: "Le bac à sable ne répond plus. Relancez-le, puis renvoyez." };
  }
}

function showReply(answer) {
  const accepted = answer.code >= 200 && answer.code < 300;
  const mark = document.getElementById(accepted ? "reply-done" : "reply-late");
  const words = document.createElement("span");
  words.className = "mono";
  words.textContent = answer.reply;
  reply.className = accepted ? "reply is-done" : "reply is-late";
  reply.replaceChildren(mark.content.cloneNode(true), words);
}

/** Puts in what is new and takes out what is gone; what is there stays, unfolded text included. */
function update(element, html) {
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const known = new Map([...element.querySelectorAll("[data-id]")].map((node) => [node.dataset.id, node]));
  for (const node of wanted.content.querySelectorAll("[data-id]")) {
    const old = known.get(node.dataset.id);
    if (!old) continue;
    old.className = node.className;
    node.replaceWith(old);
  }
  element.replaceChildren(wanted.content);
}

async function refresh() {
  const response = await fetch("/parts");
  if (!response.ok) return;
  const parts = await response.json();
  update(document.getElementById("posts"), parts.posts);
  update(document.getElementById("phone"), parts.phone);
  update(document.getElementById("letters"), parts.letters);
}

const events = new EventSource("/events");
events.addEventListener("message", refresh);
// After a cut, what came meanwhile.
events.addEventListener("open", refresh);

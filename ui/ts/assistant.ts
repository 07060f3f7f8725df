// The assistant's page: shows the answer while it is written. Without this script the same form is answered with a whole page.
// What the engine writes is put in as text, never as HTML; HTML comes only from our own templates.

interface Turn { role: "user" | "assistant"; text: string }
interface Finished { finish: string; label: string; html: string }
type Take = (name: string, data: Record<string, unknown>) => void;

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

// Server-sent events (WHATWG HTML 9.2) as our own server writes them: "event: NAME", "data: JSON", an empty line.
async function readEvents(body: ReadableStream<Uint8Array>, take: Take): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let pending = "";
  for (;;) {
    const { done, value } = await reader.read();
    pending += decoder.decode(value, { stream: !done });
    const blocks = pending.split("\n\n");
    pending = blocks.pop() ?? "";
    for (const block of blocks) {
      const lines = block.split("\n");
      const field = (name: string) => lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2)).join("\n");
      take(field("event"), JSON.parse(field("data")));
    }
    if (done) return;
  }
}

function showOwnHtml(place: HTMLElement, html: string): void {
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

class AssistantPage {
  private readonly root = byId("assistant");
  private readonly form = byId<HTMLFormElement>("assistant-form");
  private readonly outcome = byId("assistant-outcome");
  private readonly status = byId("assistant-status");
  private readonly message = byId("assistant-message");
  private readonly sheet = byId("assistant-answer");
  private readonly title = byId("answer-title");
  private readonly partial = byId("assistant-partial");
  private readonly text = byId("assistant-text");
  private readonly notes = byId("assistant-notes");
  private readonly stopButton = byId<HTMLButtonElement>("assistant-stop");
  private readonly copyButton = byId<HTMLButtonElement>("assistant-copy");
  private readonly followUp = byId<HTMLInputElement>("follow-up");
  private readonly submitButton = this.form.querySelector<HTMLButtonElement>("button[type=submit]")!;
  private running: AbortController | null = null;
  private turns: Turn[] = [];
  private label = "";

  start(): void {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); void this.send(); });
    this.stopButton.addEventListener("click", () => this.running?.abort());
    this.copyButton.addEventListener("click", () => void this.copy());
    // What was said under another data class must not travel under this one.
    this.form.addEventListener("change", (event) => { if ((event.target as HTMLInputElement).name === "data_class") this.forget(); });
    window.addEventListener("pagehide", () => this.running?.abort());
  }

  // What happens now lies below a long form, on a phone out of sight. Whether it moves or jumps there, the person's own setting says.
  private bringIntoView(element: HTMLElement): void {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
  }

  // Only where the person has not gone on to something else meanwhile.
  private moveFocusFromForm(target: HTMLElement): boolean {
    const waits = document.activeElement === this.submitButton || document.activeElement === document.body;
    if (waits) target.focus({ preventScroll: true });
    return waits;
  }

  // Where the page itself shows how it ended, the line is only for those who hear the page.
  private say(key: string): void {
    this.status.textContent = this.root.dataset[key] ?? "";
    this.status.classList.toggle("kern-sr-only", ["done", "refused", "problem"].includes(key));
  }

  private value(name: string): string { return String(new FormData(this.form).get(name) ?? ""); }

  private forget(): void {
    this.turns = [];
    this.followUp.checked = false;
    byId("follow-up-row").hidden = true;
  }

  private async send(): Promise<void> {
    if (this.running) return;
    if (!this.followUp.checked) this.turns = [];
    const question = this.value("text");
    this.clear();
    this.running = new AbortController();
    this.setRunning(true);
    this.say("working");
    this.outcome.classList.add("outcome--used");
    this.bringIntoView(this.outcome);
    let ended = false;
    try {
      const response = await this.request(question, this.running.signal);
      if (!response) return;
      await readEvents(response, (name, data) => { ended = this.take(name, data, question) || ended; });
      if (!ended) this.breakOff("lost");
    } catch {
      this.breakOff(this.running.signal.aborted ? "stopped" : "lost");
    } finally {
      this.running = null;
      this.setRunning(false);
    }
  }

  // Nothing when the portal does not answer with a stream; the person has been told.
  private async request(question: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null> {
    const response = await fetch(this.root.dataset.stream!, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Csrf": this.value("csrf") },
      body: JSON.stringify({ assistant: this.value("assistant"), data_class: this.value("data_class"), text: question, history: this.turns }),
      signal,
    });
    const streams = response.headers.get("Content-Type")?.startsWith("text/event-stream");
    if (response.ok && streams && response.body) return response.body;
    const signedOut = response.status === 401 || response.status === 403;
    this.say(signedOut ? "signedOut" : response.status === 429 ? "busy" : "lost");
    return null;
  }

  // True when the event is the last one.
  private take(name: string, data: Record<string, unknown>, question: string): boolean {
    if (name === "delta") this.append(String(data.text));
    if (name === "done") this.finish(data as unknown as Finished, question);
    if (data.at_fields) HTMLFormElement.prototype.submit.call(this.form);  // the page comes back with each mistake at its field
    else if (name === "refused" || name === "problem") this.showMessage(name, String(data.html));
    return name === "done" || name === "refused" || name === "problem";
  }

  private append(piece: string): void {
    if (this.sheet.hidden) {
      this.sheet.hidden = false;
      this.say("first");
      if (this.moveFocusFromForm(this.title)) this.bringIntoView(this.outcome);
    }
    this.text.append(document.createTextNode(this.text.hasChildNodes() ? piece : piece.trimStart()));
  }

  private finish(data: Finished, question: string): void {
    this.label = data.label;
    showOwnHtml(this.notes, data.html);
    this.copyButton.hidden = false;
    this.turns = [...this.turns, { role: "user", text: question } as Turn, { role: "assistant", text: this.text.textContent ?? "" } as Turn];
    this.followUp.checked = false;
    byId("follow-up-row").hidden = false;
    this.say("done");
  }

  private showMessage(kind: "refused" | "problem", html: string): void {
    this.partial.hidden = this.sheet.hidden;
    showOwnHtml(this.message, html);
    this.say(kind);
    this.message.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
    this.bringIntoView(this.outcome);
  }

  private breakOff(reason: "stopped" | "lost"): void {
    this.partial.hidden = false;
    this.say(reason);
  }

  private clear(): void {
    this.message.replaceChildren();
    this.text.replaceChildren();
    this.notes.replaceChildren();
    this.sheet.hidden = true;
    this.partial.hidden = true;
    this.copyButton.hidden = true;
    this.label = "";
    this.clearMistakes();
  }

  // Of a page that came back with mistakes.
  private clearMistakes(): void {
    for (const note of this.form.querySelectorAll("[role=alert], .kern-error")) note.remove();
    for (const field of this.form.querySelectorAll(".kern-fieldset--error, .kern-form-input--error")) {
      field.classList.remove("kern-fieldset--error", "kern-form-input--error");
    }
    byId("text").removeAttribute("aria-invalid");
  }

  private setRunning(running: boolean): void {
    const focusWasOnStop = document.activeElement === this.stopButton;
    this.stopButton.hidden = !running;
    if (!running && focusWasOnStop) (this.sheet.hidden ? this.submitButton : this.title).focus();
  }

  private async copy(): Promise<void> {
    const text = this.text.textContent + (this.label ? `\n\n${this.label}` : "");
    try {
      await navigator.clipboard.writeText(text);
      this.say("copied");
    } catch {  // only offered by browsers over HTTPS or on this machine
      window.getSelection()?.selectAllChildren(this.text);
      this.say("selected");
    }
  }
}

if (document.getElementById("assistant-form")) new AssistantPage().start();

export {};

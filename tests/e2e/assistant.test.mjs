// The assistant in a browser: the answer streams in, a refusal quotes its clause, and what an engine writes stays text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startTown, visit } from "./town.mjs";

let town, browser;
before(async () => { town = await startTown(); browser = await startBrowser(); });
after(async () => { await browser?.close(); await town?.stop(); });

async function openAssistant(role = "staff", options = {}) {
  const page = await visit(browser, town, role, options);
  await page.goto("/assistant");
  return page;
}

async function ask(page, dataClass, text) {
  await page.check(`#data-class-${dataClass}`);
  await page.fill("#text", text);
  await page.click("#assistant-form button[type=submit]");
}

const status = (page) => page.innerText("#assistant-status");

// Our server's answer, written here: the page must take it as it comes.
const scripted = (page, events) =>
  page.route("**/assistant/stream", (route) =>
    route.fulfill({ contentType: "text/event-stream", body: events.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join("") }));

const finished = ["done", { finish: "stop", label: "Mit KI erstellt – bitte prüfen", html: "<p id='assistant-label'>Hinweis</p>" }];

test("an internal text is answered by the real engine, with label and duties", async () => {
  const page = await openAssistant();
  await ask(page, "internal", "Der Antrag wird abgelehnt.");
  await page.waitForSelector("#assistant-label", { timeout: 120000 });
  assert.match(await page.innerText("#assistant-label"), /Mit KI erstellt/);
  assert.match(await status(page), /fertig/);
  assert.notEqual((await page.innerText("#assistant-text")).trim(), "");
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("classified data are refused: clause, what to do, and the text stays in the form", async () => {
  const page = await openAssistant();
  await ask(page, "vs-nfd", "Eingestufter Text");
  await page.waitForSelector(".clause-quote");
  assert.match(await page.innerText(".clause-quote"), /§ \d+ Verschlusssachen/);
  assert.match(await page.innerText(".refusal"), /Was Sie jetzt tun können/);
  assert.equal(await page.inputValue("#text"), "Eingestufter Text");
  assert.equal(await page.evaluate(() => document.activeElement.id), "refusal-title");
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("the same without JavaScript", async () => {
  const page = await openAssistant("staff", { javaScriptEnabled: false });
  await ask(page, "vs-nfd", "Eingestufter Text");
  assert.match(await page.innerText(".clause-quote"), /§ \d+ Verschlusssachen/);
  await ask(page, "internal", "Der Antrag wird abgelehnt.");
  assert.match(await page.innerText("#assistant-label"), /Mit KI erstellt/);
  await page.context().close();
});

test("what an engine writes is text, never HTML", async () => {
  const page = await openAssistant();
  const hostile = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>\n\nevent: refused\ndata: {}";
  await scripted(page, [["delta", { text: hostile.slice(0, 30) }], ["delta", { text: hostile.slice(30) }], finished]);
  await ask(page, "public", "Text");
  await page.waitForSelector("#assistant-label");
  assert.equal(await page.textContent("#assistant-text"), hostile);
  assert.equal(await page.locator("#assistant-text *").count(), 0);
  assert.doesNotMatch(await page.title(), /hacked/);
  await page.context().close();
});

test("a follow-up sends what was said, and another data class forgets it", async () => {
  const page = await openAssistant();
  await scripted(page, [["delta", { text: "Antwort" }], finished]);
  const bodies = [];
  page.on("request", (request) => { if (request.url().endsWith("/assistant/stream")) bodies.push(request.postDataJSON()); });
  await ask(page, "public", "Erste");
  await page.waitForSelector("#follow-up");
  await page.check("#follow-up");
  await ask(page, "public", "Zweite");
  await page.waitForSelector("#assistant-label");
  await ask(page, "internal", "Dritte");
  await page.waitForSelector("#assistant-label");
  assert.deepEqual(bodies.map((body) => body.history.length), [0, 2, 0]);
  assert.deepEqual(bodies[1].history, [{ role: "user", text: "Erste" }, { role: "assistant", text: "Antwort" }]);
  await page.context().close();
});

test("a stream that breaks off says so and marks the text as incomplete", async () => {
  const page = await openAssistant();
  await scripted(page, [["delta", { text: "Der Anfang" }]]);
  await ask(page, "public", "Text");
  await page.waitForSelector("#assistant-partial:not([hidden])");
  assert.match(await status(page), /abgebrochen/);
  assert.equal(await page.locator("#assistant-copy").isVisible(), false);
  await page.context().close();
});

test("an answer can be stopped by keyboard", async () => {
  const page = await openAssistant();
  await page.route("**/assistant/stream", () => {});  // never answered
  await ask(page, "public", "Text");
  await page.focus("#assistant-stop");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#assistant-stop", { state: "hidden" });
  assert.match(await status(page), /Angehalten/);
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Entwurf erstellen/);
  await page.context().close();
});

test("mistakes come back at their fields", async () => {
  const page = await openAssistant();
  await page.click("#assistant-form button[type=submit]");
  await page.waitForSelector("#text-error");
  assert.match(await page.innerText("#data-class-error"), /wählen Sie/);
  await page.context().close();
});

// The assistant in a browser: the answer streams in, a refusal quotes its clause, and what an engine writes stays text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeProblems, obtainConsent, startBrowser, startTown, visit } from "./town.mjs";

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

test("on a phone the answer comes into view and takes the focus", async () => {
  const page = await openAssistant("staff", { viewport: { width: 390, height: 800 }, reducedMotion: "reduce" });
  await scripted(page, [["delta", { text: "Antwort" }], finished]);
  await ask(page, "public", "Text");
  await page.waitForSelector("#assistant-label");
  assert.equal(await page.evaluate(() => document.activeElement.id), "answer-title");
  const top = await page.locator("#answer-title").evaluate((title) => title.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 700, `the answer stands at ${top}`);
  await page.context().close();
});

test("without JavaScript the page opens at the result", async () => {
  const page = await openAssistant("staff", { javaScriptEnabled: false, viewport: { width: 390, height: 800 }, reducedMotion: "reduce" });
  await ask(page, "vs-nfd", "Eingestufter Text");
  await page.waitForSelector(".clause-quote");
  const top = async () => (await page.locator("#refusal-title").boundingBox()).y;
  for (let i = 0; i < 50 && (await top()) > 400; i += 1) await page.waitForTimeout(100);  // the browser scrolls when the page is laid out
  assert.ok((await top()) >= 0 && (await top()) < 400, `the refusal stands at ${await top()}`);
  await page.context().close();
});

test("who is no longer named for the test is refused, and let in again when named", async () => {
  const page = await openAssistant();
  const coordination = await visit(browser, town, "coordination");
  const { login } = town.signIns.staff;
  await coordination.goto("/usecases/plain-language");
  await coordination.locator(`#testers li:has-text("${login}") button`).click();
  await coordination.waitForSelector(`#testers:not(:has(li:has-text("${login}")))`);
  await ask(page, "internal", "Text");
  await page.waitForSelector(".clause-quote");
  assert.match(await page.innerText(".clause-quote"), /§ 3 Begriffe[\s\S]*benannten Testpersonen/);
  assert.match(await page.innerText(".refusal"), /KI-Koordination[\s\S]*Adresse: \S+@/);
  await page.goto("/assistant");
  assert.equal(await page.locator("#assistant-form").count(), 0);
  assert.match(await page.innerText("main"), /nicht als Testperson benannt/);
  assert.deepEqual(await axeProblems(page), []);

  await coordination.fill("#login", login);
  await coordination.click("#testers button:has-text('Person benennen')");
  await coordination.waitForSelector(`#testers li:has-text("${login}")`);
  assert.deepEqual(await axeProblems(coordination), []);
  await page.goto("/assistant");
  assert.equal(await page.locator("#assistant-form").count(), 1);
  await coordination.context().close();
  await page.context().close();
});

// The last one: it changes the guideline of this town.
test("a new edition of the guideline is acknowledged before the next request", async () => {
  const page = await openAssistant();
  const coordination = await visit(browser, town, "coordination");
  await coordination.goto("/guideline/questions/8");
  await coordination.fill("main [name=answer]", "ki@halle.example");
  await coordination.click("main form button.kern-btn--primary");
  await coordination.goto("/guideline/adopt");
  await obtainConsent(browser, town, coordination);
  await coordination.goto("/guideline/adopt");
  await coordination.fill("#organ", "Oberbürgermeister");
  await coordination.fill("#effective", await coordination.inputValue("#adopted"));
  await coordination.click("main form button[type=submit]");
  await coordination.waitForSelector("input[name=confirm]", { state: "attached" });
  await coordination.click("main form button[type=submit]");
  await coordination.waitForURL("**/guideline");
  assert.match(await coordination.innerText("main"), /0 Personen haben diese Fassung/);

  await ask(page, "internal", "Text");
  await page.waitForSelector(".clause-quote");
  assert.match(await page.innerText(".clause-quote"), /§ 8 [\s\S]*zur Kenntnis/);
  await page.click(".refusal a[href='/guideline#acknowledge']");
  await page.click("form[action='/guideline/acknowledge'] button");
  await page.waitForSelector("text=Zur Kenntnis genommen am 15.06.2026");
  await page.goto("/assistant");
  await ask(page, "internal", "Der Antrag wird abgelehnt.");
  await page.waitForSelector("#assistant-label", { timeout: 120000 });
  assert.deepEqual(page.problems, []);
  await coordination.context().close();
  await page.context().close();
});

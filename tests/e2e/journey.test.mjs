// The thread through the three phases, as people walk it: a clerk, the coordination, IT.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeProblems, startBrowser, startTown, visit, walked } from "./town.mjs";

let town, browser;
before(async () => { town = await startTown(); browser = await startBrowser(); });
after(async () => { await browser?.close(); await town?.stop(); });

const submit = (page, name) => Promise.all([page.waitForLoadState("load"), page.getByRole("button", { name }).first().click()]);

// Pages that only a form leads to, so that the walk over all links does not see them.
const isAccessible = async (page) => assert.deepEqual(await axeProblems(page), [], page.url());

async function askAssistant(page, dataClass, text) {
  await page.goto("/assistant");
  await page.check(`input[name=data_class][value=${dataClass}]`, { force: true });
  await page.fill("#text", text);
  await page.click("#assistant-form button[type=submit]");
}

async function takeCheck(page, checked = async () => {}) {
  await page.goto("/survey");
  await submit(page, "Check beginnen");
  await checked(page);
  let asked = 0;
  while (/\/survey\/question\/\d+$/.test(new URL(page.url()).pathname)) {
    asked += 1;
    assert.ok(asked <= 30, "the check does not end");
    const options = page.locator("input[name=option]");
    // Every third question stays unanswered, so that gaps remain.
    if (asked % 3 === 0) await page.click("button[value=unknown]");
    else { await options.first().check({ force: true }); await page.click("button[value=next]"); }
    await page.waitForLoadState("load");
  }
  return asked;
}

// Answers at random first; the feedback then shows the right answers, as it would to a person.
async function passQuiz(page, slug) {
  const fieldsets = page.locator("main fieldset");
  await page.goto(`/learning/courses/${slug}/quiz`);
  for (const fieldset of await fieldsets.all()) await fieldset.locator("input").first().check({ force: true });
  await page.click("main form button[type=submit]");
  await page.waitForSelector(".quiz__answer");
  const right = await page.$$eval(".quiz__answer", (all) => all.map((one) =>
    [...one.querySelectorAll("li.answer")].flatMap((li, i) => (li.classList.contains("answer--correct") ? [i] : []))));
  await page.goto(`/learning/courses/${slug}/quiz`);
  for (const [q, options] of right.entries()) for (const o of options) await fieldsets.nth(q).locator("input").nth(o).check({ force: true });
  await page.click("main form button[type=submit]");
  await page.waitForSelector(".quiz__answer");
  assert.match(await page.innerText("main"), /Bestanden|bestanden/);
}

async function readCourse(page, slug) {
  await page.goto(`/learning/courses/${slug}/1`);
  for (let section = 1; /\/learning\/courses\/[a-z-]+\/\d+$/.test(new URL(page.url()).pathname); section += 1) {
    assert.ok(section < 20, "the course does not end");
    const here = page.url();
    await page.click("main form button.kern-btn--primary");
    await page.waitForURL((url) => url.href !== here);
  }
}

test("the demonstration shows every step as done", () => {
  assert.equal(walked.steps.length, 11);
  assert.deepEqual(walked.steps.filter((step) => step.missing), []);
  for (const file of ["ki-richtlinie.odt", "pc-bericht.json", "entscheidungen.csv", "rangfolge.csv", "lernpfad.md", "blaupause.kireise.zip", "verwendungsnachweis.odt", "zwischennachweis.ods"]) {
    assert.ok(walked.files.includes(file), file);
  }
});

test("a clerk: refused with the clause, check, path, courses, pass, allowed", async () => {
  const page = await visit(browser, town, "staff");
  await askAssistant(page, "personal", "Bitte erklären Sie: Die Frist beträgt einen Monat.");
  await page.waitForSelector("#assistant-message:has-text('§')");
  const refusal = await page.innerText("#assistant-message");
  assert.match(refusal, /§ 9/);
  assert.match(refusal, /KI-Pass/);
  await isAccessible(page);

  await askAssistant(page, "vs-nfd", "Bitte erklären Sie diesen Vermerk.");
  await page.waitForSelector("#assistant-message:has-text('§ 19')");

  assert.equal(await takeCheck(page, isAccessible), 24);
  await isAccessible(page);
  await page.click("main form button[type=submit]");
  await page.waitForURL("**/survey/result");
  await isAccessible(page);
  assert.ok((await page.locator("main svg").count()) > 0, "the result has a chart");
  await page.goto("/learning");
  await page.locator("form[action='/learning/result'] button").click();
  await page.waitForLoadState("load");
  assert.match(await page.innerText("main"), /Minuten/);

  await readCourse(page, "ai-basics");
  for (const slug of ["ai-basics", "prompting", "data-and-checking"]) await passQuiz(page, slug);
  await isAccessible(page);
  await page.goto("/guideline");
  assert.match(await page.innerText("main"), /Zur Kenntnis genommen am 15\.06\.2026/);
  await page.goto("/pass");
  await page.locator("form[action='/pass'] button").click();
  await page.waitForLoadState("load");
  assert.match(await page.innerText("main"), /15\.06\.2028/);
  await isAccessible(page);

  await askAssistant(page, "personal", "Bitte erklären Sie: Die Frist beträgt einen Monat.");
  await page.waitForFunction(() => document.querySelector("#assistant-text")?.textContent.trim().length > 0, null, { timeout: 60000 });
  await page.waitForSelector("#assistant-notes:has-text('KI')");
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("a clerk without JavaScript takes the check and asks the assistant", async () => {
  const page = await visit(browser, town, "it", { javaScriptEnabled: false });
  assert.equal(await takeCheck(page), 24);
  await page.goto("/assistant");
  await page.check("input[name=data_class][value=public]", { force: true });
  await page.fill("#text", "Bitte erklären Sie: Die Frist beträgt einen Monat.");
  await page.click("#assistant-form button[type=submit]");
  await page.waitForSelector("#assistant-answer:not([hidden])", { timeout: 60000 });
  assert.ok((await page.innerText("#assistant-text")).trim().length > 0);
  await page.context().close();
});

test("coordination: questionnaire, comparison, new version, package", async () => {
  const page = await visit(browser, town, "coordination", { acceptDownloads: true });
  await page.goto("/guideline/questions/1");
  for (let n = 1; /\/guideline\/questions\/\d+$/.test(new URL(page.url()).pathname); n += 1) {
    assert.ok(n < 20, "the questionnaire does not end");
    const radios = page.locator("main input[type=radio]");
    if ((await radios.count()) > 1) await radios.nth(1).check({ force: true });
    const here = page.url();
    await page.click("main form button.kern-btn--primary");
    await page.waitForURL((url) => url.href !== here);
  }
  await isAccessible(page);
  await page.goto("/guideline/compare?version=draft");
  assert.ok((await page.locator("ins, del").count()) > 0, "the comparison shows what differs from the Muster");
  await page.goto("/guideline");
  const odt = await page.request.get("/guideline/guideline.odt");
  assert.equal((await odt.body()).subarray(30, 38).toString(), "mimetype");

  await page.goto("/hand-on");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("main form button")]);
  assert.equal(download.suggestedFilename(), "blaupause.kireise.zip");
  await page.goto("/usecases");
  assert.match(await page.innerText("main"), /Posteingang/);
  await page.goto("/");
  assert.match(await page.innerText("main"), /140\.000,00\s€/);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("coordination without JavaScript: a document counts as evidence until it is removed", async () => {
  const page = await visit(browser, town, "coordination", { javaScriptEnabled: false });
  const state = () => page.innerText("main dl");
  await page.goto("/plan/strategy");
  assert.match(await state(), /Datei fehlt noch/);
  await page.setInputFiles("#file", { name: "Strategie.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 Probe") });
  await submit(page, "Hochladen");
  assert.match(await page.innerText("[role=status]"), /gespeichert/);
  assert.match(await state(), /erledigt/);
  await page.click("a[href$='/remove']");
  await submit(page, "Endgültig löschen");
  assert.match(await page.innerText("[role=status]"), /gelöscht/);
  assert.match(await state(), /Datei fehlt noch/);
  await page.context().close();
});

test("a phone sees today in the timeline without scrolling sideways", async () => {
  const page = await visit(browser, town, "staff", { viewport: { width: 390, height: 800 } });
  const today = page.locator(".timeline .chart-today-label:visible");
  assert.equal(await today.count(), 1);
  const box = await today.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  await page.context().close();
});

test("IT: verdicts have two legs, the report can be read and sent again", async () => {
  const page = await visit(browser, town, "it");
  await page.goto("/verdicts");
  const row = await page.innerText("main tr:has-text('Posteingang')");
  assert.match(row, /technisch lokal möglich/);
  assert.match(row, /Noch offene Ausschlussfragen: .*Personalvertretung beteiligt/);
  assert.equal((row.match(/gemessen/g) ?? []).length, 2);
  assert.doesNotMatch(await page.innerText("main tr:has-text('verständlicher Sprache')"), /lokal möglich|läuft (voraussichtlich )?lokal/);
  await page.goto("/workstations");
  await page.setInputFiles("input[type=file]", { name: "report.json", mimeType: "application/json", buffer: Buffer.from("{\"a\": 1}") });
  await page.click("main form button[type=submit]");
  await page.waitForLoadState("load");
  assert.ok((await page.locator("[role=alert]").count()) > 0, "a wrong report is told");
  await page.goto("/plan/edit");
  assert.match(await page.innerText("main"), /nicht vorgesehen/);
  await page.context().close();
});

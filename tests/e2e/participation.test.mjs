// Before something goes live the staff council is asked: the coordination asks, the staff council answers, the wave opens or stays closed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeProblems, startBrowser, startTown, visit } from "./town.mjs";

let town, browser;
before(async () => { town = await startTown(); browser = await startBrowser(); });
after(async () => { await browser?.close(); await town?.stop(); });

const submit = (page, form) => Promise.all([page.waitForLoadState("load"), page.locator(`form[action$='/${form}'] button[type=submit]`).click()]);

async function prepareWave(page, title) {
  await page.goto("/survey");
  await page.locator("details:has(form[action='/survey/waves']) summary").click();
  await page.fill("form[action='/survey/waves'] input[name=title]", title);
  await page.click("form[action='/survey/waves'] button[type=submit]");
  await page.waitForURL(/\/survey\/waves\/[0-9a-f]+\/open$/);
  return page.url();
}

test("what the demonstration recorded is labelled as made up", async () => {
  const page = await visit(browser, town, "staff-council");
  await page.goto("/participation");
  const links = await page.$$eval("main .procedures a", (all) => all.map((a) => a.getAttribute("href")));
  assert.deepEqual(new Set(links.map((href) => href.split("/")[2])), new Set(["survey-wave", "pass", "guideline", "assistant-logging"]));
  for (const href of links) {
    await page.goto(href);
    const text = await page.innerText("main");
    assert.match(text, /Erfundene Zustimmung aus der Vorführung|Made-up consent of the demonstration/, href);
    assert.match(text, /§ 69 PersVG LSA/, href);
    assert.match(text, /zu prüfen/, href);
  }
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

test("the coordination asks, the staff council agrees, the wave opens", async () => {
  const coordination = await visit(browser, town, "coordination"), council = await visit(browser, town, "staff-council");
  const wave = await prepareWave(coordination, "Zweite Runde");
  assert.equal(await coordination.locator("input[name=invited]").count(), 0, "locked before the button");
  assert.match(await coordination.innerText("main"), /kann noch nicht geöffnet werden/);
  assert.deepEqual(await axeProblems(coordination), []);
  await coordination.click(".consent a");
  await coordination.fill("#ask-text", "Wie beim ersten Mal, mit denselben Fragen.");
  await submit(coordination, "ask");
  assert.match(await coordination.innerText("[role=status]"), /Anfrage ist gespeichert/);

  await council.goto("/participation");
  await council.locator("section[aria-labelledby=waiting-title] a", { hasText: "Zweite Runde" }).click();
  await council.waitForURL(/\/participation\/survey-wave\//);
  assert.match(await council.innerText("main"), /mit denselben Fragen/);
  await submit(council, "answer");
  assert.match(await council.innerText("[role=alert]"), /wählen Sie eine Antwort/);
  assert.deepEqual(await axeProblems(council), []);
  await council.check("#answer-agreed");
  await submit(council, "answer");
  assert.match(await council.innerText("main"), /Der Personalrat hat zugestimmt/);
  assert.deepEqual(await axeProblems(council), []);

  await coordination.goto(wave);
  await coordination.fill("input[name=invited]", "15");
  await coordination.click("main form[action$='/open'] button[type=submit]");
  await coordination.waitForLoadState("load");
  assert.match(await coordination.innerText("main"), /[a-z0-9]{4}-[a-z0-9]{4}/, "the invitation codes");
  assert.deepEqual([...coordination.problems, ...council.problems].filter((text) => !text.includes("400")), [], "besides the form that was sent incomplete");
  await coordination.context().close();
  await council.context().close();
});

test("refused: the wave stays closed; of two answers the second is told", async () => {
  const coordination = await visit(browser, town, "coordination");
  const first = await visit(browser, town, "staff-council"), second = await visit(browser, town, "staff-council", { javaScriptEnabled: false });
  const wave = await prepareWave(coordination, "Dritte Runde");
  await coordination.click(".consent a");
  await submit(coordination, "ask");
  const procedure = coordination.url().split("?")[0];
  for (const page of [first, second]) await page.goto(procedure);
  await first.check("#answer-refused");
  await first.fill("#answer-text", "Die zweite Runde ist erst einen Monat her.");
  await submit(first, "answer");
  await second.check("#answer-agreed-with-conditions");
  await second.fill("#answer-text", "Nur für das Bürgeramt, sonst nicht.");
  await submit(second, "answer");
  const told = await second.innerText("main");
  assert.match(told, /Inzwischen wurde hier etwas anderes eingetragen/);
  assert.match(told, /erst einen Monat her/, "what is there now");
  assert.match(told, /Nur für das Bürgeramt/, "what was typed is not lost");
  await coordination.goto(wave);
  assert.match(await coordination.innerText("main"), /hat abgelehnt/);
  assert.equal(await coordination.locator("input[name=invited]").count(), 0);
  await coordination.goto(procedure);
  assert.equal(await coordination.locator("form[action$='/waive']").count(), 0, "no way round a refusal");
  for (const page of [coordination, first, second]) await page.context().close();
});

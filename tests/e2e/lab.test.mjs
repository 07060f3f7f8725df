// Practical tests of a use case: rungs, comparison, trial with people, blind rating; by keyboard-sized steps a person would take.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeProblems, startBrowser, startTown, visit } from "./town.mjs";

let town, browser;
before(async () => { town = await startTown(); browser = await startBrowser(); });
after(async () => { await browser?.close(); await town?.stop(); });

const send = (page, button) => Promise.all([page.waitForEvent("load"), page.locator(button).first().click()]);
const scrollsSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

async function looksRight(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await axeProblems(page), []);
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  assert.equal(await scrollsSideways(page), false, `${page.url()} scrolls sideways at 320 px`);
  await page.setViewportSize(size);
}

test("the ladder names the smallest rung and two tests are compared", async () => {
  const page = await visit(browser, town, "it");
  await page.goto("/tests/mail-sorting/ladder");
  assert.match(await page.innerText("main"), /Regeln oder Suche/);
  await looksRight(page);
  await send(page, "form[action$='/compare'] button");
  assert.match(await page.innerText("main"), /Prozentpunkte/);
  await looksRight(page);
  const report = await page.request.get(`${await page.locator(".compare-sides a").first().getAttribute("href")}.odt`);
  assert.equal(report.status(), 200);
});

test("a trial with people is recorded, corrected and decided", async () => {
  const page = await visit(browser, town, "coordination");
  await page.goto("/tests/mail-sorting/trial");
  await page.fill("#people-clerk", "3");
  await page.locator("input[name=task]").first().fill("Zehn E-Mails verteilen");
  await page.locator("input[name=before]").first().fill("zwölf");
  await page.locator("input[name=after]").first().fill("7,5");
  await send(page, "form .kern-btn--primary");
  assert.match(await page.innerText("[role=alert]"), /Minuten/);
  await looksRight(page);
  await page.locator("input[name=task]").first().fill("Zehn E-Mails verteilen");
  await page.locator("input[name=before]").first().fill("12");
  await page.locator("input[name=after]").first().fill("7,5");
  await send(page, "form .kern-btn--primary");
  assert.match(await page.innerText("main"), /Gespart je Aufgabe: 4,5 Minuten/);
  await page.selectOption("#decision", "adapt");
  await page.fill("#reason", "Zwei Ämter fehlen noch in den Beispielen.");
  await send(page, "button[name=decide]");
  assert.match(await page.innerText("main"), /Anpassen und noch einmal testen/);
  assert.equal(await page.locator("form[action$='/trial']").count(), 0);
  await looksRight(page);
});

test("a blind rating names no method until it is closed", async () => {
  const it = await visit(browser, town, "it");
  await it.goto("/tests/mail-sorting/rating");
  await send(it, "form[action$='/open'] button");
  const staff = await visit(browser, town, "staff");
  await staff.goto("/tests/mail-sorting/rating");
  await looksRight(staff);
  await send(staff, "form[action$='/join'] button");
  await looksRight(staff);
  assert.doesNotMatch(await staff.innerText("main"), /keywords|fastText/);
  await send(staff, "button[value=a]");
  await send(staff, "button[value=tie]");
  assert.match(await staff.innerText("main"), /Fall 3 von/);
  await it.goto("/tests/mail-sorting/rating");
  assert.match(await it.innerText("main"), /2 Urteile von 1 Personen/);
  await send(it, "form[action$='/close'] button");
  assert.match(await it.innerText("main"), /keywords.*fastText/s);
  await looksRight(it);
});

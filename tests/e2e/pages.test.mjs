// Every page that the navigation and its links reach, for every role: accessible, no horizontal scrolling at 320 px, no missing text, no error.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axeProblems, roles, startBrowser, startTown, visit } from "./town.mjs";

// With KIREISE_ACCESSIBILITY=FILE (tools/e2e.sh --accessibility) what was found becomes the data of the accessibility statement.
const report = { pages: new Set(), views: 0, findings: new Set() };
after(() => {
  const file = process.env.KIREISE_ACCESSIBILITY;
  if (!file) return;
  const tool = `axe-core ${JSON.parse(readFileSync("node_modules/axe-core/package.json", "utf8")).version}`;
  const data = { date: new Date().toISOString().slice(0, 10), tool, pages: report.pages.size, views: report.views, findings: [...report.findings].sort() };
  writeFileSync(file, JSON.stringify(data, null, 2) + "\n");
});

let town, browser;
before(async () => { town = await startTown(); browser = await startBrowser(); });
after(async () => { await browser?.close(); await town?.stop(); });

const scrollsSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

// Pages with the same pattern are visited twice at most: /usecases/a and /usecases/b, not all ten.
const patternOf = (path) => path.split("/").map((part, i) => (i < 2 || /^(questions?|quiz|section|matrix|compare|result)/.test(part) ? part : "*")).join("/");

async function crawl(page, start) {
  const seen = new Map(), queue = [start], paths = [];
  while (queue.length) {
    const path = queue.shift();
    const pattern = patternOf(path);
    if (paths.includes(path) || (seen.get(pattern) ?? 0) >= 2) continue;
    seen.set(pattern, (seen.get(pattern) ?? 0) + 1);
    const response = await page.goto(path);
    if (!response.headers()["content-type"]?.startsWith("text/html")) continue;
    assert.equal(response.status(), 200, `${path} answered ${response.status()}`);
    paths.push(path);
    const links = await page.$$eval("a[href^='/']:not([download])", (all) => all.map((a) => a.getAttribute("href").split("#")[0]));
    queue.push(...links.filter((href) => href && !/\.(odt|csv|zip|json|ods|svg)(\?|$)/.test(href) && !href.startsWith("/plan/files/")));
  }
  return paths;
}

for (const role of roles) {
  test(`pages of ${role}`, async () => {
    const page = await visit(browser, town, role);
    const paths = await crawl(page, "/");
    assert.ok(paths.length > 9, `only ${paths.length} pages found`);
    const findings = [];
    for (const path of paths) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(path);
      const text = await page.innerText("body");
      if (text.includes("[[")) findings.push(`${path}: a text is missing: ${text.match(/\[\[[^\]]*/)[0]}`);
      if ((await page.locator("h1").count()) !== 1) findings.push(`${path}: not exactly one h1`);
      findings.push(...(await axeProblems(page)).map((p) => `${path} light: ${p}`));
      await page.emulateMedia({ colorScheme: "dark" });
      findings.push(...(await axeProblems(page)).map((p) => `${path} dark: ${p}`));
      await page.setViewportSize({ width: 320, height: 640 });
      if (await scrollsSideways(page)) findings.push(`${path}: scrolls sideways at 320 px`);
      findings.push(...(await axeProblems(page)).map((p) => `${path} 320 px: ${p}`));
    }
    for (const path of paths) report.pages.add(path);
    report.views += 3 * paths.length;
    for (const finding of findings) report.findings.add(finding);
    assert.deepEqual([...new Set(findings)], []);
    assert.deepEqual(page.problems, []);
    await page.context().close();
  });
}

test("the sign-in page, without and with a mistake", async () => {
  const page = await visit(browser, town, null);
  await page.goto("/");
  assert.match(page.url(), /\/sign-in\?next=%2F$/);
  assert.deepEqual(await axeProblems(page), []);
  await page.fill("#login", "niemand");
  await page.fill("#password", "falsch");
  await page.click("main button[type=submit]");
  assert.match(await page.innerText("[role=alert]"), /falsch/);
  assert.deepEqual(await axeProblems(page), []);
  await page.context().close();
});

test("English interface", async () => {
  const page = await visit(browser, town, "coordination");
  await page.click("text=English");
  await page.waitForSelector("html[lang=en]");
  for (const path of await crawl(page, "/")) {
    await page.goto(path);
    assert.ok(!(await page.innerText("body")).includes("[["), path);
  }
  await page.context().close();
});

// Makes the README's screenshots from a walked demonstration: tools/screenshots.mjs URL SIGN-INS-FILE (started by tools/screenshots.sh).
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [url, signIns] = process.argv.slice(2);
const [, login, password] = readFileSync(signIns, "utf8").split("\n").map((line) => line.split("\t")).find(([role]) => role === "coordination");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const page = await (await browser.newContext({ baseURL: url, viewport: { width: 1400, height: 1050 }, locale: "de-DE" })).newPage();
await page.goto("/sign-in");
await page.fill("#login", login);
await page.fill("#password", password);
await page.click("main button[type=submit]");
await page.waitForURL(url);
for (const [path, name] of [["/", "dashboard"], ["/verdicts", "verdicts"]]) {
  await page.goto(path);
  await page.screenshot({ path: `docs/images/${name}.png` });
}
await browser.close();

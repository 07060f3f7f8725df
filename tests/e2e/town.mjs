// A demonstration town served by the real program, and a browser that visits it.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const program = process.env.KIREISE;
export const walkedTown = join(process.env.KIREISE_E2E_DATA, "town");  // made by tools/e2e.sh
export const walked = JSON.parse(readFileSync(join(process.env.KIREISE_E2E_DATA, "walked.json"), "utf8"));

const chromiumFlags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export async function startTown() {
  const data = mkdtempSync(join(tmpdir(), "kireise-e2e-"));
  cpSync(walkedTown, data, { recursive: true });
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "warn"], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (piece) => {
      text += piece;
      const found = text.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`kireise serve ended with ${code}: ${text}`)));
  });
  child.removeAllListeners("exit");
  const signIns = Object.fromEntries(
    readFileSync(join(data, "towns", "halle", "sign-ins.txt"), "utf8").split("\n").filter((line) => /^[a-z-]+\t/.test(line))
      .map((line) => line.split("\t")).map(([role, login, password]) => [role, { login, password }]));
  return {
    url, data, signIns,
    async stop() {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.on("exit", resolve));
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export const startBrowser = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: chromiumFlags });

// A page of somebody with this role, in a browser context of its own. Errors on the console (also of the CSP) are collected.
export async function visit(browser, town, role, options = {}) {
  const context = await browser.newContext({ baseURL: town.url, locale: "de-DE", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (message) => { if (message.type() === "error") page.problems.push(message.text()); });
  page.on("pageerror", (error) => page.problems.push(String(error)));
  if (role) await signIn(page, town, role);
  return page;
}

export async function signIn(page, town, role) {
  const { login, password } = town.signIns[role];
  await page.goto("/sign-in");
  await page.fill("#login", login);
  await page.fill("#password", password);
  await Promise.all([page.waitForURL((url) => !url.pathname.startsWith("/sign-in")), page.click("main button[type=submit]")]);
}

// From a page that waits for the staff council's consent: the coordination asks, the staff council agrees.
export async function obtainConsent(browser, town, coordination) {
  await coordination.click(".consent a");
  await coordination.fill("#ask-text", "Bitte stimmen Sie zu.");
  const send = (page, form) => Promise.all([page.waitForEvent("load"), page.locator(`form[action$='/${form}'] button[type=submit]`).click()]);
  await send(coordination, "ask");
  const council = await visit(browser, town, "staff-council");
  await council.goto(new URL(coordination.url()).pathname);
  await council.check("#answer-agreed");
  await send(council, "answer");
  await council.context().close();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// What axe finds on the page as it stands. The page's own policy forbids foreign scripts, so axe comes in through the debugger.
export async function axeProblems(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return result.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(" ")).slice(0, 4).join(", ")})`);
}

export const roles = ["staff", "coordination", "it", "data-protection", "staff-council", "admin"];

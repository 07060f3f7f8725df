// Sign-in by a real identity provider (oidc-provider) on loopback: code flow with PKCE, account, roles from groups, sign-out, refusals.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import Provider from "oidc-provider";
import { axeProblems, program, startBrowser, visit, walkedTown } from "./town.mjs";

const people = {
  "m.weber": { name: "Maria Weber", groups: ["KI-Reise", "KI-Koordination"] },
  "j.gross": { name: "Jürgen Groß", groups: ["Bauhof"] },
};
const environment = { ...process.env, TEST_CLIENT_SECRET: "geheim-fuer-den-test" };
let provider, server, browser;
const town = { data: mkdtempSync(join(tmpdir(), "kireise-oidc-")) };

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});

async function startProvider(portalUrl) {
  server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.on("listening", resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, {
    clients: [{
      client_id: "kireise", client_secret: environment.TEST_CLIENT_SECRET, redirect_uris: [`${portalUrl}/sign-in/oidc/callback`],
    }],
    scopes: ["openid", "profile", "groups"],
    claims: { openid: ["sub"], profile: ["name", "preferred_username"], groups: ["groups"] },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: `subject-${id}`, preferred_username: id, ...people[id] }) },
    pkce: { required: () => true },
    cookies: { keys: ["test"] },
  });
  server.on("request", provider.callback());
  return issuer;
}

before(async () => {
  const port = await freePort();
  town.url = `http://127.0.0.1:${port}`;
  cpSync(walkedTown, town.data, { recursive: true });
  const issuer = await startProvider(town.url);
  // The demonstration's day stands still, but a provider's tokens hold for minutes of today. Nobody has this copy open yet.
  const database = new DatabaseSync(join(town.data, "towns", "halle", "town.db"));
  database.exec("DELETE FROM setting WHERE name = 'demo_date'");
  database.close();
  writeFileSync(join(town.data, "towns", "halle", "sign-in.yaml"), `oidc:
  issuer: ${issuer}
  client_id: kireise
  client_secret_environment: TEST_CLIENT_SECRET
  title: Landesportal
  portal_url: ${town.url}
  scopes: [openid, profile, groups]
  roles:
    staff: [KI-Reise]
    coordination: [KI-Koordination]
`);
  town.child = spawn(program, ["serve", "--data", town.data, "--listen", `127.0.0.1:${port}`], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    town.child.stdout.on("data", (piece) => { if (/http:/.test(String(piece))) resolve(); });
    town.child.on("exit", (code) => reject(new Error(`kireise serve ended with ${code}`)));
  });
  town.child.removeAllListeners("exit");
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  town.child?.kill("SIGTERM");
  server?.close();
  server?.closeAllConnections();
  rmSync(town.data, { recursive: true, force: true });
});

// From the portal's sign-in page over the provider's own pages back to the portal.
async function signInAs(page, login) {
  await page.goto("/learning");
  await page.getByRole("link", { name: "Anmelden mit Landesportal" }).click();
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", "egal");
  await page.click("button[type=submit]");
  await page.click("button[type=submit]");  // the provider asks for consent
  await page.waitForURL((url) => url.origin === town.url);
}

test("a person signs in, has the roles of the groups, signs out", async () => {
  const page = await visit(browser, town, null);
  await page.goto("/sign-in");
  assert.deepEqual(await axeProblems(page), []);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await axeProblems(page), [], "dark");
  await page.setViewportSize({ width: 320, height: 640 });
  assert.ok(!(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)), "scrolls sideways");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.screenshot({ path: join(process.env.SHOTS ?? town.data, "sign-in.png") });
  await signInAs(page, "m.weber");
  assert.equal(new URL(page.url()).pathname, "/learning", "goes on to where the person wanted to go");
  await page.goto("/account");
  const text = await page.innerText("main");
  assert.match(text, /Maria Weber/);
  assert.match(text, /m\.weber/);
  assert.match(text, /KI-Koordination/);
  assert.match(text, /über Ihre Verwaltung/);
  assert.deepEqual(await axeProblems(page), []);
  await Promise.all([page.waitForURL(/signed_out/), page.getByRole("button", { name: "Abmelden" }).click()]);
  assert.match(await page.getByRole("link", { name: "Abmelden bei Landesportal" }).getAttribute("href"), /\/session\/end\?client_id=kireise/);
  assert.deepEqual(await axeProblems(page), []);
  await page.context().close();
});

test("an answer is good once and in one browser", async () => {
  const page = await visit(browser, town, null);
  let answer;
  page.on("request", (request) => { if (request.url().includes("/sign-in/oidc/callback")) answer = request.url(); });
  await signInAs(page, "m.weber");
  assert.equal(new URL(page.url()).pathname, "/learning");
  await page.context().clearCookies({ name: "session" });
  assert.equal((await page.goto(answer)).status(), 401, "again");
  assert.deepEqual(await axeProblems(page), []);
  assert.match(await page.innerText("main"), /abgebrochen oder ist abgelaufen/);
  const other = await visit(browser, town, null);
  assert.equal((await other.goto(answer)).status(), 401, "in another browser");
  await page.context().close();
  await other.context().close();
});

test("who is in none of the groups stays outside", async () => {
  const page = await visit(browser, town, null);
  await signInAs(page, "j.gross");
  assert.match(await page.innerText("main"), /noch nicht freigeschaltet/);
  await page.goto("/learning");
  assert.match(page.url(), /sign-in/);
  await page.context().close();
});

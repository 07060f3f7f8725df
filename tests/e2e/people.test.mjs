// Accounts as people meet them: the administration imports a list, a clerk sets a password with the code, guesses wrong, ends a session.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axeProblems, program, startBrowser, startTown, visit } from "./town.mjs";

let town, browser, admin;
const codes = {};
const password = "lampe-wolke-ziegel";
before(async () => { town = await startTown(); browser = await startBrowser(); admin = await visit(browser, town, "admin"); });
after(async () => { await browser?.close(); await town?.stop(); });

const submit = (page, name) => Promise.all([page.waitForEvent("load"), page.getByRole("button", { name, exact: true }).click()]);
const isAccessible = async (page) => {
  assert.deepEqual(await axeProblems(page), [], page.url());
  await page.setViewportSize({ width: 320, height: 640 });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!sideways, `${page.url()} scrolls sideways at 320 px`);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await axeProblems(page), [], `${page.url()} dark`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 900 });
};

async function importList(name) {
  // As a German spreadsheet writes it: Windows-1252, semicolons, CRLF.
  const list = "Benutzername;Name;Vorname;Rolle im Amt;Rechte\r\nj.gross;Groß;Jürgen;Sachbearbeitung;\r\na.muell;Müll;Änne;;IT\r\nörtlich;Fehler;Ein;;\r\n";
  await admin.goto("/people/import");
  await admin.setInputFiles("#file", { name: "personal.csv", mimeType: "text/csv", buffer: Buffer.from(list, "latin1") });
  await submit(admin, name);
}

async function trySignIn(page, login, secret) {
  await page.goto("/sign-in");
  await page.fill("#login", login);
  await page.fill("#password", secret);
  await Promise.all([page.waitForEvent("load"), page.click("main form button[type=submit]")]);
}

const visitor = async () => {
  const page = await visit(browser, town, null);
  page.problems = [];
  return page;
};

test("the administration checks and imports a list with umlauts", async () => {
  await importList("Nur prüfen");
  assert.match(await admin.innerText("main"), /Es wurde nichts geändert/);
  assert.equal(await admin.innerText("#added"), "2");
  assert.equal(await admin.innerText("#refused"), "1");
  await isAccessible(admin);
  await importList("Übernehmen");
  const text = await admin.innerText("main");
  assert.match(text, /Die Liste ist übernommen/);
  assert.match(text, /Der Benutzername „örtlich“ ist nicht möglich/);
  const [download] = await Promise.all([admin.waitForEvent("download"), admin.getByRole("link", { name: "Zugangscodes speichern" }).click()]);
  const csv = readFileSync(await download.path(), "utf8");
  assert.match(csv, /^\ufefflogin;name;code\r\n/);
  for (const line of csv.trim().split("\r\n").slice(1)) {
    const [login, name, code] = line.split(";");
    codes[login] = { name, code };
  }
  assert.equal(codes["j.gross"].name, "Jürgen Groß");
  assert.equal(codes["a.muell"].name, "Änne Müll");
  await isAccessible(admin);
  assert.deepEqual(admin.problems, []);
});

test("a clerk sets a password with the code and signs in", async () => {
  const page = await visitor();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Passwort mit Zugangscode festlegen" }).click();
  await page.waitForURL("**/invitation");
  const set = async (secret) => {
    await page.fill("#code", codes["j.gross"].code.toUpperCase());
    await page.fill("#password", secret);
    await page.fill("#repeat", secret);
    await submit(page, "Passwort speichern");
  };
  await set("Sommer2026!");
  assert.match(await page.innerText("main"), /zu leicht zu erraten/);
  await isAccessible(page);
  await set(password);
  assert.match(await page.innerText("main"), /Ihr Passwort ist gespeichert/);
  assert.ok(!page.url().includes(codes["j.gross"].code));
  await isAccessible(page);
  await trySignIn(page, "j.gross", password);
  await page.goto("/account");
  assert.match(await page.innerText("main"), /Jürgen Groß/);
  await isAccessible(page);
  await page.goto("/account/password");
  await isAccessible(page);
  await page.context().close();
});

test("a session is ended from another device", async () => {
  const [here, there] = [await visitor(), await visitor()];
  await trySignIn(here, "j.gross", password);
  await trySignIn(there, "j.gross", password);
  await here.goto("/account");
  await isAccessible(here);
  await submit(here, "Alle anderen beenden");
  assert.match(await here.innerText("main"), /Alle anderen Anmeldungen sind beendet/);
  await there.goto("/account");
  assert.equal(new URL(there.url()).pathname, "/sign-in");
  for (const page of [here, there]) await page.context().close();
});

test("who guesses has to wait, without being locked out", async () => {
  const page = await visitor();
  for (let i = 0; i < 5; i += 1) await trySignIn(page, "j.gross", `geraten-geraten-${i}`);
  assert.match(await page.innerText("main"), /Anmeldename oder Passwort ist falsch/);
  await trySignIn(page, "j.gross", password);
  assert.match(await page.innerText("main"), /Bitte versuchen Sie es in \d+ (Sekunden|Minuten) wieder/);
  assert.match(await page.innerText("main"), /Ihr Konto ist nicht gesperrt/);
  await isAccessible(page);
  await page.context().close();
});

test("the administration changes, blocks and deletes an account, but not its last admin", async () => {
  await admin.goto("/people?search=gro%C3%9F");
  await isAccessible(admin);
  await admin.getByRole("link", { name: "Jürgen Groß" }).click();
  await admin.waitForURL(/\/people\/accounts\/[0-9a-f]{32}$/);
  await isAccessible(admin);
  await admin.check("#role-it", { force: true });
  await submit(admin, "Rechte speichern");
  assert.match(await admin.innerText("main"), /Die Rechte sind gespeichert/);
  assert.ok(await admin.isChecked("#role-it"));
  await submit(admin, "Code erzeugen");
  assert.match(await admin.innerText("#code"), /^[0-9a-z]{4}(-[0-9a-z]{4}){6}$/);
  await isAccessible(admin);
  await admin.getByRole("link", { name: "Code ist notiert" }).click();
  await submit(admin, "Sperren");
  assert.match(await admin.innerText("main"), /Das Konto ist gesperrt/);
  await admin.getByRole("link", { name: "Löschen …" }).click();
  await admin.waitForURL(/delete$/);
  await isAccessible(admin);
  await submit(admin, "Endgültig löschen");
  assert.match(await admin.innerText("main"), /Das Konto ist gelöscht/);
  await admin.goto("/people?search=gro%C3%9F");
  assert.match(await admin.innerText("main"), /Gefunden: 0/);

  await admin.goto(`/people?search=${town.signIns.admin.login}`);
  await admin.locator("tbody a").first().click();
  await admin.waitForURL(/\/people\/accounts\/[0-9a-f]{32}$/);
  await submit(admin, "Sperren");
  assert.match(await admin.innerText("main"), /Es ist das letzte Konto/);
  assert.deepEqual(admin.problems, []);
});

test("the administration adds one person", async () => {
  await admin.goto("/people/new");
  await isAccessible(admin);
  await admin.fill("#login", "admin");
  await admin.fill("#name", "Noch Einer");
  await submit(admin, "Konto anlegen");
  assert.match(await admin.innerText("main"), /gibt es schon/);
  await isAccessible(admin);
  await admin.fill("#login", "n.einer");
  await submit(admin, "Konto anlegen");
  assert.match(await admin.innerText("#code"), /^[0-9a-z]{4}-/);
});

test("the command line makes an account whose code works", async () => {
  const made = JSON.parse(execFileSync(program, ["admin", "create-user", "m.weber", "--name", "Maria Weber", "--role", "admin", "--json", "--data", town.data]));
  const page = await visitor();
  await page.goto("/invitation");
  await page.fill("#code", made.code);
  await page.fill("#password", password);
  await page.fill("#repeat", password);
  await submit(page, "Passwort speichern");
  await trySignIn(page, "m.weber", password);
  await page.goto("/people");
  assert.match(await page.innerText("h1"), /Personen/);
  await page.context().close();
  const users = execFileSync(program, ["admin", "list-users", "--data", town.data], { encoding: "utf8" });
  assert.match(users, /^m\.weber\tMaria Weber\tstaff,admin\tactive$/m);
});

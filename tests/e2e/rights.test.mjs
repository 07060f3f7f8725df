// What people may know: legal pages without sign-in, their stored data, the audit trail and its check.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axeProblems, startBrowser, startTown, visit } from "./town.mjs";

let town, browser;
before(async () => { town = await startTown(); browser = await startBrowser(); });
after(async () => { await browser?.close(); await town?.stop(); });

const submit = (page, name) => Promise.all([page.waitForEvent("load"), page.getByRole("button", { name, exact: true }).click()]);
const isAccessible = async (page) => {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      assert.deepEqual(await axeProblems(page), [], `${page.url()} ${colorScheme} ${width}`);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      assert.ok(!sideways, `${page.url()} scrolls sideways at ${width} px`);
    }
  }
};

test("the administration completes the legal pages, which everybody sees without signing in", async () => {
  const guest = await visit(browser, town, null, { javaScriptEnabled: false });
  await guest.goto("/sign-in");
  await guest.click("footer >> text=Impressum");
  assert.match(await guest.innerText("main"), /noch nicht vollständig/);
  const admin = await visit(browser, town, "admin");
  await admin.goto("/settings");
  await admin.fill("#legal_email", "ohne Zeichen");
  await submit(admin, "Angaben speichern");
  assert.match(await admin.innerText("[role=alert]"), /@/);
  await isAccessible(admin);
  const entries = {
    legal_body: "Stadt Halle (Saale), Körperschaft des öffentlichen Rechts", legal_address: "Marktplatz 1\n06108 Halle (Saale)",
    legal_represented: "Erika Beispiel, Bürgermeisterin", legal_phone: "0345 0000", legal_email: "ki@halle.example",
    privacy_officer: "Datenschutz, Marktplatz 1, 06108 Halle", privacy_basis: "Artikel 6 (Beispiel)",
    privacy_authority: "Landesbeauftragte für den Datenschutz", access_contact: "Telefon 0345 0001",
  };
  for (const [field, value] of Object.entries(entries)) await admin.fill(`#${field}`, value);
  await admin.selectOption("#land", "Sachsen-Anhalt");
  await submit(admin, "Angaben speichern");
  assert.match(admin.url(), /notice=saved/);
  await isAccessible(admin);
  for (const path of ["/imprint", "/privacy", "/accessibility"]) {
    await guest.goto(path);
    assert.doesNotMatch(await guest.innerText("main"), /noch nicht vollständig/, path);
  }
  assert.match(await guest.innerText("main"), /Ombudsstelle/);
  const seen = await visit(browser, town, null);
  for (const path of ["/imprint", "/privacy", "/accessibility"]) { await seen.goto(path); await isAccessible(seen); }
  await Promise.all([guest, admin, seen].map((page) => page.context().close()));
});

test("a clerk sees and takes home the own data; an admin hands them out on request", async () => {
  const clerk = await visit(browser, town, "staff");
  await clerk.goto("/account");
  await clerk.click("text=Ihre gespeicherten Daten ansehen");
  await isAccessible(clerk);
  const [download] = await Promise.all([clerk.waitForEvent("download"), clerk.click("text=Als Datei speichern")]);
  const data = JSON.parse(readFileSync(await download.path(), "utf8")).data;
  assert.equal(data.account[0].login, town.signIns.staff.login);
  assert.ok(data.learning_acknowledgement.length > 0);
  const admin = await visit(browser, town, "admin");
  await admin.goto(`/people?search=${town.signIns.staff.login}`);
  await admin.click("tbody a");
  await admin.click("text=Auskunft erteilen …");
  await isAccessible(admin);
  await submit(admin, "Auskunft anzeigen");
  assert.match(await admin.innerText("main"), /Zur Kenntnis genommene Richtlinie/);
  await isAccessible(admin);
  await admin.goto("/audit");
  assert.match(await admin.innerText("tbody tr"), /Auskunft über eine Person erteilt/);
  await Promise.all([clerk, admin].map((page) => page.context().close()));
});

test("data protection filters the audit trail and checks its chain", async () => {
  const page = await visit(browser, town, "data-protection");
  await page.goto("/audit");
  await isAccessible(page);
  await page.selectOption("#action", { label: "Richtlinie beschlossen" });
  await submit(page, "Anzeigen");
  assert.equal(await page.locator("tbody tr").count(), 1);
  await page.click("text=Filter entfernen");
  await page.fill("#head", "a".repeat(64));
  await submit(page, "Kette prüfen");
  assert.match(await page.innerText("[role=alert]"), /kommt in der Kette nicht vor/);
  await isAccessible(page);
  await page.goto("/audit/check");
  assert.match(await page.innerText("[role=status]"), /unverändert/);
  await isAccessible(page);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

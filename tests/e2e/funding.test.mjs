// The funding as the coordination keeps it: a receipt with its paper, a form sent wrong, two people at one entry, a list from accounting, the proof.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { axeProblems, startBrowser, startTown, visit } from "./town.mjs";

let town, browser, page;
before(async () => { town = await startTown(); browser = await startBrowser(); page = await visit(browser, town, "coordination"); });
after(async () => { await browser?.close(); await town?.stop(); });

const submit = (on, name) => Promise.all([on.waitForEvent("load"), on.getByRole("button", { name, exact: true }).click()]);
const isAccessible = async () => assert.deepEqual(await axeProblems(page), [], page.url());
const spent = async () => {
  await page.goto("/funding");
  const [, euros, cents] = (await page.innerText("main")).match(/([\d.]+),(\d{2})\s€ von [^\n]* ausgegeben/);
  return Number(euros.replaceAll(".", "") + cents);
};

async function fillReceipt(on, values) {
  for (const [id, value] of Object.entries({ dated: "2026-06-01", paid: "2026-06-10", payee: "Musterverlag", purpose: "Lehrmaterial", net: "100,00", gross: "119,00", ...values }))
    await on.fill(`#${id}`, value);
  await on.selectOption("#line", { index: 1 });
}

test("a receipt with its paper counts, and the paper comes back as it went in", async () => {
  const before = await spent();
  await page.goto("/funding/receipt/new");
  await fillReceipt(page, { number: "", gross: "viel" });
  await submit(page, "Speichern");
  assert.equal(await page.getAttribute("#number", "aria-invalid"), "true");
  assert.equal(await page.inputValue("#payee"), "Musterverlag", "what was typed is kept");
  await isAccessible();
  await fillReceipt(page, { number: "R-900" });
  await page.setInputFiles("#document", { name: "Beleg Öl.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 Beleg") });
  await submit(page, "Speichern");
  assert.match(await page.innerText("main"), /R-900/);
  await isAccessible();
  const paper = await page.getAttribute('tr:has-text("R-900") a[href$="/document"]', "href");
  const [download] = await Promise.all([page.waitForEvent("download"), page.evaluate((href) => { location.href = href; }, paper)]);
  assert.equal(readFileSync(await download.path(), "utf8"), "%PDF-1.7 Beleg");
  assert.equal((await spent()) - before, 11900);
});

test("two people at one receipt: the second is told, and the first one's change stays", async () => {
  const other = await visit(browser, town, "coordination");
  for (const on of [page, other]) {
    await on.goto("/funding/receipt");
    await on.getByRole("link", { name: "R-900" }).first().click();
    await on.waitForSelector("#payee");
  }
  await page.fill("#payee", "Erste Hand");
  await submit(page, "Speichern");
  await other.fill("#payee", "Zweite Hand");
  await submit(other, "Speichern");
  assert.match(await other.innerText("main [role=alert]"), /geändert|gelöscht/);
  await page.goto("/funding/receipt");
  const text = await page.innerText("main");
  assert.match(text, /Erste Hand/);
  assert.doesNotMatch(text, /Zweite Hand/);
  await other.context().close();
});

test("a list from accounting is read whole or not at all", async () => {
  const position = (await page.evaluate(async () => (await fetch("/funding/receipts.csv")).text())).split("\r\n")[1].split(";")[5];
  const head = "Beleg;Belegdatum;Bezahlt am;Empfänger;Zweck;Position;Netto;Brutto\r\n";
  const good = `R-901;02.06.2026;12.06.2026;Druckerei Muster;Plakate;${position};50,00;59,50\r\n`;
  const send = async (text) => {
    await page.goto("/funding/receipts/import");
    await page.setInputFiles("input[type=file]", { name: "belege.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await Promise.all([page.waitForEvent("load"), page.click("main form button[type=submit]")]);
  };
  await send(`${head}${good}R-902;gestern;12.06.2026;X;Y;${position};1;1\r\n`);
  assert.match(await page.innerText("main"), /Zeile 3/);
  await isAccessible();
  await page.goto("/funding/receipt");
  assert.doesNotMatch(await page.innerText("main"), /R-901/);
  await send(head + good);
  await page.goto("/funding/receipt");
  assert.match(await page.innerText("main"), /R-901[\s\S]*Druckerei Muster/);
});

test("the proofs leave as text and as table", async () => {
  for (const kind of ["zwischennachweis", "verwendungsnachweis"]) {
    for (const format of ["odt", "ods"]) {
      const bytes = await page.evaluate(async (path) => {
        const answer = await fetch(path);
        return answer.ok ? [...new Uint8Array(await answer.arrayBuffer()).slice(0, 90)] : [];
      }, `/funding/reports/${kind}.${format}`);
      const text = Buffer.from(bytes).toString("latin1");
      assert.match(text, new RegExp(`mimetypeapplication/vnd\\.oasis\\.opendocument\\.${format === "odt" ? "text" : "spreadsheet"}`));
    }
  }
  assert.deepEqual(page.problems.filter((text) => !text.includes("status of 400")), [], "nothing but the two forms that were sent wrong");
});

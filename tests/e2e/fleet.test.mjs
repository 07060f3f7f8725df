// Measurements come in from the command line with a token; the inventory says how many PCs there are; the verdicts count them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { program, startBrowser, startTown, visit } from "./town.mjs";

let town, browser, it;
before(async () => { town = await startTown(); browser = await startBrowser(); it = await visit(browser, town, "it"); });
after(async () => { await browser?.close(); await town?.stop(); });

const submit = (page, selector) => Promise.all([page.waitForEvent("load"), page.locator(selector).click()]);

// The measurement of the walked town as if another PC had made it later.
function otherReport(name, change) {
  const report = JSON.parse(readFileSync(join(town.data, "out", "pc-bericht.json"), "utf8"));
  report.started_ms += 60_000;
  change(report.hardware);
  const file = join(town.data, name);
  writeFileSync(file, JSON.stringify(report));
  return file;
}

const send = (report, ...more) => spawnSync(program, ["probe", "--send", town.url, "--report", report, ...more], { encoding: "utf8" });

test("a token that IT makes lets a PC send its report, until it is revoked", async () => {
  await it.goto("/workstations");
  await it.click("a[href='/workstations/tokens']");
  await it.fill("#name", "Verteilung im Oktober");
  await it.fill("#days", "7");
  await submit(it, "form[action='/workstations/tokens'] button");
  const token = (await it.innerText("pre.command >> nth=0")).trim();
  assert.match(token, /^krp-[0-9a-f]{64}$/);
  const file = join(town.data, "token.txt");
  writeFileSync(file, token + "\n", { mode: 0o600 });

  const report = otherReport("a.json", (pc) => { pc.cpu = "Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz"; pc.cores = 6; });
  const dry = send(report, "--dry-run");
  assert.equal(dry.status, 0, dry.stderr);
  assert.match(dry.stdout, /i5-10500/);
  await it.goto("/workstations");
  assert.doesNotMatch(await it.innerText("main"), /i5-10500/, "a dry run sends nothing");

  const sent = send(report, "--token-file", file);
  assert.equal(sent.status, 0, sent.stderr);
  assert.doesNotMatch(sent.stdout + sent.stderr, /krp-/);
  await it.goto("/workstations");
  assert.match(await it.innerText("main"), /i5-10500/);
  assert.equal(send(report, "--token-file", file).status, 6, "the same report again");
  assert.equal(send(report, "--token", "krp-" + "0".repeat(64)).status, 5);
  assert.match(send(report).stderr, /token/);
  assert.equal(send(report).status, 3);

  await it.goto("/workstations/tokens");
  assert.match(await it.innerText("main"), /kamen 2 Messungen/);
  await submit(it, "form[action$='/revoke'] button");
  const later = otherReport("b.json", (pc) => { pc.cpu = "other"; });
  const refused = send(later, "--token-file", file);
  assert.equal(refused.status, 5);
  assert.match(refused.stderr, /expired or revoked/);
  assert.deepEqual(it.problems, []);
});

test("the inventory is read, faulty lines are told, and the verdicts count the PCs", async () => {
  const list = "Hersteller;Modell;Prozessor;Kerne;RAM;Anzahl;Benutzer\nA;Eins;Intel Core i5-10500;6;16 GB;320;Erika Muster\nB;Zwei;Intel Core i5-8500;6;16;80;\n";
  const upload = async (text) => {
    await it.setInputFiles("#inventory", { name: "bestand.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") });
    await submit(it, "form[action='/workstations/inventory'] button");
  };
  await it.goto("/workstations/inventory");
  await upload(list + "C;Drei;;4;8;5;\n");
  assert.match(await it.innerText("main"), /1 Zeilen wurden nicht verstanden[^]*Der Prozessor fehlt/);
  it.problems.length = 0;  // the browser notes the answer 400
  await it.check("#leave_out");
  await upload(list + "C;Drei;;4;8;5;\n");
  assert.match(await it.innerText("main"), /400 PCs/);
  await it.click(".kern-alert a[href='/workstations#fleet-title']");
  const classes = await it.innerText("main");
  assert.match(classes, /Intel Core i5 Gen\. 10, 6 Kerne/);
  assert.match(classes, /Nicht gemessen\. Es gelten die Zahlen von/);
  assert.doesNotMatch(classes, /Muster/);

  await it.goto("/verdicts");
  assert.match(await it.innerText("main"), /Intel Core i5 Gen\. 10, 6 Kerne, 16/);
  await it.selectOption("#class", { index: 1 });
  await submit(it, "form[action='/verdicts'] button");
  assert.match(it.url(), /class=intel-core-i5-gen-8-6c-16gb/);
  assert.match(await it.innerText("main"), /Nicht gemessen/);
  await it.goto("/verdicts/plain-language");
  await it.locator("table.fleet a").nth(1).click();
  assert.match(it.url(), /\/verdicts\/plain-language\/intel-core-i5-gen-8/);
  const measurement = await it.locator("a[href^='/workstations/'][href$='.json']").first().getAttribute("href");
  const file = await it.request.get(measurement);
  assert.equal((await file.json()).format, "kireise-probe", "the number leads to its measurement");
  for (const kind of ["odt", "ods", "csv"]) {
    const answer = await it.request.get(`/verdicts.${kind}?class=intel-core-i5-gen-8-6c-16gb`);
    assert.equal(answer.status(), 200, kind);
    assert.ok((await answer.body()).length > 1000, kind);
  }
  assert.deepEqual(it.problems, []);
});

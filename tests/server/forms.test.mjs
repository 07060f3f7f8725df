// Every form that a role can reach, every field of it, with what no form of ours would send: no answer of 500 or more, no dead server, no
// page broken afterwards, the database whole.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { copyTown, databases, roles, serve, temporary } from "./program.mjs";
import { formsOf, linksOf, Visitor } from "./visitor.mjs";

const attacks = {
  "50 kB": "ä".repeat(25_000),
  "broken UTF-8": Buffer.from([0x61, 0xff, 0xfe, 0xc3]),
  NUL: Buffer.from("a\0b"),
  "a negative number": "-99999999999999999999",
  "a huge number": "1e999",
  "control characters": "a\u0001b\u001f\u202e\ufffe\r\n.",
  "a formula and markup": `=cmd|'/c calc'!A0"><script>alert(1)</script>{{name}}[[x]]`,
};
const unreadable = ["broken UTF-8", "NUL"];  // always refused

// What ends the walk or, for good, the account that walks.
const left = /^\/sign-out$|^\/account\/sessions\/end|^\/account\/password$/;

// Which handler a form goes to, as far as can be told from outside: the slug or id in the middle does not matter.
const handlerOf = (form) => {
  const parts = form.action.split(/[?#]/)[0].split("/").map((part) => (/^[0-9a-f]{32}$|^\d+$/.test(part) ? "*" : part));
  return `${parts[1]} ${parts.length > 3 ? parts.at(-1) : ""} ${[...new Set(form.fields.map(({ name }) => name))].sort().join(" ")}`;
};

const pageLimit = 400;  // for each role

async function crawl(visitor, visit) {
  const queue = ["/", "/sign-in", "/invitation"], known = new Set(queue);
  for (let count = 0; queue.length && count < pageLimit; ++count) {
    const path = queue.shift();
    const answer = await visitor.get(path);
    const isPage = answer.headers["content-type"]?.startsWith("text/html");
    await visit(path, answer, isPage);
    for (const link of isPage ? linksOf(answer.text) : []) {
      if (link && !known.has(link)) { known.add(link); queue.push(link); }
    }
  }
}

const usual = { email: "a@b.example", date: "2026-03-01", number: "1", file: "x", text: "Probe", textarea: "Probe" };
const usualValue = ({ type, value, min }) => value || min || usual[type] || "";

// The form as somebody would send it, but for one field.
const filled = (form, name, bad) => form.fields
  .filter((field) => field.type !== "file" && (!["radio", "checkbox"].includes(field.type) || field.checked || field.name === name))
  .map((field) => [field.name, field.name === name ? bad : usualValue(field)]);

// No file is chosen, as browsers send that, but for the field that is attacked.
const send = (visitor, form, fields, attacked, bad) => {
  if (!form.isMultipart) return visitor.post(form.action, fields);
  const uploads = form.fields.filter(({ type }) => type === "file").map(({ name }) => (name === attacked ? [name, "liste.csv", bad] : [name, "", ""]));
  return visitor.postParts(form.action, fields, uploads);
};

function checkAnswer(answer, where, kind, field) {
  assert.ok(answer.status < 500, `${where}: ${answer.status} ${answer.text.slice(0, 300)}`);
  assert.ok(answer.status === 303 || answer.text.length > 20, `${where}: ${answer.status} without a sentence`);
  assert.ok(!answer.text.includes("<script>alert"), `${where}: markup comes back as markup`);
  if (field.type !== "file" && unreadable.includes(kind)) assert.equal(answer.status, 400, `${where}: ${answer.status}`);
}

// Attacks each field of the page's forms that was not attacked yet. Gives how many requests that were.
async function attack(visitor, town, path, html, done) {
  let count = 0;
  for (const form of formsOf(html)) {
    if (left.test(form.action)) continue;
    let fresh = form;
    for (const field of form.fields) {
      const name = `${handlerOf(form)}: ${field.name}`;
      if (field.name === "csrf" || done.has(name)) continue;
      done.add(name);
      for (const [kind, bad] of Object.entries(attacks)) {
        const answer = await send(visitor, fresh, filled(fresh, field.name, bad), field.name, bad);
        checkAnswer(answer, `${town.database} ${form.action} on ${path}, ${field.name} with ${kind}`, kind, field);
        ++count;
        // What was taken has another version now: the next change must be one to the page as it stands.
        if (answer.status === 303) fresh = formsOf((await visitor.get(path)).text).find(({ action }) => action === form.action) ?? fresh;
      }
    }
  }
  return count;
}

function checkDatabase(town) {
  if (town.database === "sqlite") {
    const db = new DatabaseSync(join(town.data, "towns", "halle", "town.db"));
    assert.deepEqual(db.prepare("PRAGMA integrity_check").all().map((row) => row.integrity_check), ["ok"]);
    assert.deepEqual(db.prepare("PRAGMA foreign_key_check").all(), []);
    db.close();
    const folder = temporary("server-backup");
    assert.equal(town.run("backup", join(folder, "b")).status, 0);
    rmSync(folder, { recursive: true });
  }
}

for (const database of databases) {
  for (const role of ["nobody", ...roles]) {
    const signedIn = async (url, town) => (role === "nobody" ? new Visitor(url) : new Visitor(url).signIn(town.signIns[role]));
    test(`forms of ${role} over ${database}`, async () => {
      const town = copyTown(database);
      try {
        const server = await serve(town);
        const visitor = await signedIn(server.url, town);
        const done = new Set();
        let count = 0;
        await crawl(visitor, async (path, answer, isPage) => {
          assert.ok(answer.status < 500, `${path}: ${answer.status}`);
          if (isPage) count += await attack(visitor, town, path, answer.text, done);
        });
        assert.ok(done.size > 3, `only ${done.size} fields found`);
        const seen = new Set();
        const after = await signedIn(server.url, town);
        await crawl(after, async (path, answer, isPage) => {
          assert.ok([200, 303, 404].includes(answer.status), `afterwards ${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
          assert.ok(!isPage || !answer.text.includes("<script>alert"), `afterwards ${path} has markup of a field`);
          if (answer.text.includes("=cmd|")) seen.add(path);
          const isTable = answer.headers["content-type"]?.startsWith("text/csv");
          assert.ok(!isTable || !/(^|[;,\n]"?)=cmd/.test(answer.text), `afterwards ${path} has a formula of a field`);
        });
        if (role === "coordination") assert.ok(seen.has("/funding/receipts.csv"), `formulas were taken and are seen in ${[...seen]}`);
        console.log(`# ${role} over ${database}: ${done.size} fields, ${count} requests`);
        assert.ok(server.isRunning());
        assert.equal(await server.stop(), 0);
        assert.doesNotMatch(server.log, /a handler failed|a stream failed|ended with an exception/);
        checkDatabase(town);
      } finally {
        await town.remove();
      }
    });
  }
}

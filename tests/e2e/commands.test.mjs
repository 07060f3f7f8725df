// The command line: help, exit codes, and content that travels from one town to the next.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { program, walkedTown } from "./town.mjs";

let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), "kireise-commands-")); });
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args) => spawnSync(program, args, { encoding: "utf8" });

test("every command has help with an example", () => {
  for (const command of [["demo"], ["serve"], ["probe"], ["blueprint", "check"], ["blueprint", "export"], ["blueprint", "import"], ["audit", "verify"], ["audit", "head"],
      ["models", "add"], ["models", "inspect"], ["models", "list"], ["models", "remove"], ["lab", "run"], ["lab", "list"], ["classifier", "train"]]) {
    const { status, stdout } = run(...command, "--help");
    assert.equal(status, 0, command.join(" "));
    assert.match(stdout, new RegExp(`kireise ${command.join(" ")}`));
    assert.match(stdout, /^Examples?:$/m, command.join(" "));
  }
  assert.equal(run("--help").status, 0);
  assert.match(run("--version").stdout, /^kireise \d+\.\d+\.\d+\n$/);
});

test("a wrong command line is told with exit code 2", () => {
  for (const args of [[], ["nonsense"], ["demo", "--nonsense"], ["blueprint", "import"], ["--lang", "fr", "demo"]]) {
    const { status, stderr } = run(...args);
    assert.equal(status, 2, args.join(" "));
    assert.ok(stderr.length > 0, args.join(" "));
  }
});

test("blueprint check names file, line and field", () => {
  assert.equal(run("blueprint", "check", "blueprint").status, 0);
  const broken = join(folder, "broken");
  cpSync("blueprint", broken, { recursive: true });
  const file = join(broken, "usecases/mail-sorting/usecase.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/minimum: 0\.85/, "minimum: 85"));
  const { status, stdout } = run("blueprint", "check", broken);
  assert.equal(status, 3);
  assert.match(stdout, /usecases\/mail-sorting\/usecase\.yaml:\d+: \/bar\/minimum: /);
  const json = JSON.parse(run("blueprint", "check", broken, "--json").stdout);
  assert.equal(json.findings[0].file, "usecases/mail-sorting/usecase.yaml");
  assert.equal(run("blueprint", "check", join(folder, "nothing")).status, 4);
});

test("the audit trail is whole, and a change or a cut is named", () => {
  const data = join(folder, "audited");
  cpSync(walkedTown, data, { recursive: true });
  const verify = (...args) => run("audit", "verify", "--data", data, ...args);
  const [entries, head] = run("audit", "head", "--data", data).stdout.trim().split(" ");
  assert.ok(Number(entries) > 5, `${entries} entries`);
  assert.equal(verify("--head", head).status, 0);
  assert.match(verify().stdout, new RegExp(head));
  const database = new DatabaseSync(join(data, "towns", "halle", "town.db"));
  database.exec(`DELETE FROM audit_entry WHERE number = ${entries}`);
  assert.equal(verify().status, 0, "the chain alone does not see a cut");
  assert.equal(verify("--head", head).status, 1);
  assert.match(verify("--head", head).stderr, /cut off/);
  database.exec("UPDATE audit_entry SET detail = 'x' WHERE number = 3");
  database.close();
  const broken = verify("--json");
  assert.equal(broken.status, 1);
  assert.deepEqual([JSON.parse(broken.stdout).whole, JSON.parse(broken.stdout).broken], [false, 3]);
  assert.equal(run("audit", "verify", "--data", join(folder, "nothing")).status, 4);
});

test("without the engine the demonstration still runs and says what is missing and how to get it", () => {
  const env = { PATH: "/usr/bin:/bin", HOME: join(folder, "home"), KIREISE_ENGINE_DIR: "", XDG_CACHE_HOME: "" };
  const { status, stdout } = spawnSync(program, ["demo", "--data", join(folder, "bare"), "--no-serve", "--json"], { encoding: "utf8", env });
  assert.equal(status, 0);
  const missing = JSON.parse(stdout).steps.filter((step) => step.missing);
  assert.equal(missing.length, 2, "the measurement and the language model's test");
  for (const step of missing) assert.match(step.result, /make engine/);
});

test("a second walk of the demonstration changes nothing", () => {
  const town = join(folder, "again");
  const signIns = (path) => join(path, "towns", "halle", "sign-ins.txt");
  cpSync(walkedTown, town, { recursive: true });
  const files = (path) => Object.fromEntries(readdirSync(join(path, "out")).map((name) => [name, readFileSync(join(path, "out", name), "base64")]));
  const { status, stdout } = run("demo", "--data", town, "--no-serve", "--json");
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout).steps.filter((step) => step.missing), []);
  assert.deepEqual(files(town), files(walkedTown));
  assert.equal(readFileSync(signIns(town), "utf8"), readFileSync(signIns(walkedTown), "utf8"));
});

test("serve says when there is no town, and stops on request", async () => {
  const { status, stderr } = run("serve", "--data", join(folder, "none"), "--listen", "127.0.0.1:0");
  assert.equal(status, 4);
  assert.match(stderr, /kireise town create/);
});

test("towns are made, listed and removed; a removal asks for the name again", () => {
  const data = join(folder, "several");
  assert.equal(run("town", "create", "adorf", "--title", "Gemeinde Adorf", "--hosts", "ki.adorf.example", "--data", data).status, 0);
  assert.equal(run("town", "create", "bdorf", "--data", data).status, 0);
  assert.equal(run("town", "create", "bdorf", "--data", data).status, 6);
  assert.equal(run("town", "create", "Kein Name", "--data", data).status, 3);
  assert.deepEqual(JSON.parse(run("town", "list", "--data", data, "--json").stdout), [
    { hosts: ["ki.adorf.example"], title: "Gemeinde Adorf", town: "adorf" }, { hosts: [], title: "bdorf", town: "bdorf" }]);
  assert.match(run("blueprint", "export", join(folder, "x.zip"), "--data", data).stderr, /adorf, bdorf.*--town/);
  assert.equal(run("town", "remove", "bdorf", "--data", data).status, 3);
  assert.equal(run("town", "remove", "bdorf", "--confirm", "bdorf", "--data", data).status, 0);
  assert.equal(run("town", "remove", "bdorf", "--confirm", "bdorf", "--data", data).status, 4);
  assert.ok(!existsSync(join(data, "towns", "bdorf")));
});

test("a backup of a running town comes back whole, and a damaged one is refused", async () => {
  const data = join(folder, "kept"), backup = join(folder, "backup"), restored = join(folder, "restored");
  cpSync(walkedTown, data, { recursive: true });
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0"]);
  const url = await new Promise((resolve) => child.stdout.on("data", (text) => resolve(String(text).match(/http:\S+/)[0])));
  const made = JSON.parse(run("backup", backup, "--data", data, "--json").stdout);
  assert.equal((await fetch(url, { redirect: "manual" })).status, 303, "it is still served");
  child.kill("SIGTERM");
  await new Promise((resolve) => child.on("exit", resolve));
  assert.equal(statSync(backup).mode & 0o777, 0o700);
  assert.equal(run("backup", backup, "--data", data).status, 6, "never over another backup");
  assert.equal(run("restore", backup, "--check").status, 0);
  assert.equal(JSON.parse(run("restore", backup, "--data", restored, "--json").stdout).commit, made.commit);
  assert.equal(run("restore", backup, "--data", restored).status, 6, "never over a town");
  const exported = (from, file) => JSON.parse(run("blueprint", "export", file, "--data", from, "--json").stdout).tree;
  assert.equal(exported(restored, join(folder, "r.zip")), exported(data, join(folder, "d.zip")));

  const damaged = join(backup, "town.db");
  const bytes = readFileSync(damaged);
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(damaged, bytes);
  const { status, stderr } = run("restore", backup, "--data", join(folder, "never"));
  assert.equal(status, 3);
  assert.match(stderr, /town\.db/);
  assert.ok(!existsSync(join(folder, "never", "towns", "halle")));
});

test("a package travels: export, import into an empty town, same tree; damage and doubles are refused", async () => {
  const first = join(folder, "first"), second = join(folder, "second"), file = join(folder, "a.kireise.zip");
  cpSync(walkedTown, first, { recursive: true });
  const exported = JSON.parse(run("blueprint", "export", file, "--data", first, "--json").stdout);
  const imported = JSON.parse(run("blueprint", "import", file, "--data", second, "--json").stdout);
  assert.equal(imported.commit, exported.commit);
  assert.equal(imported.tree, exported.tree);
  assert.equal(imported.files, exported.files);
  assert.equal(statSync(join(second, "towns", "town", "sign-ins.txt")).mode & 0o777, 0o600);
  assert.equal(run("blueprint", "import", file, "--data", second).status, 6);

  const bytes = readFileSync(file);
  const cut = join(folder, "cut.zip");
  for (const length of [0, 100, Math.floor(bytes.length / 2), bytes.length - 1]) {
    writeFileSync(cut, bytes.subarray(0, length));
    const third = join(folder, "third");
    assert.equal(run("blueprint", "import", cut, "--data", third).status, 3, `cut at ${length}`);
    assert.ok(!existsSync(join(third, "towns", "town")), "nothing is left behind");
  }
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith("kireise-")), []);

  const child = spawn(program, ["serve", "--data", second, "--listen", "127.0.0.1:0"]);
  const url = await new Promise((resolve) => child.stdout.on("data", (text) => resolve(String(text).match(/http:\S+/)[0])));
  assert.equal((await fetch(url, { redirect: "manual" })).status, 303);
  assert.equal((await fetch(`${url}nothing`)).status, 404);
  child.kill("SIGTERM");
  assert.equal(await new Promise((resolve) => child.on("exit", resolve)), 0);
});

// The files of deploy/ that are not nginx: units that systemd understands and finds strict, backups that come back, a wall around the program.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { copyTown, databases, program, serve, temporary } from "./program.mjs";
import { Visitor } from "./visitor.mjs";

let folder;
before(() => { folder = temporary("deploy"); });
after(() => rmSync(folder, { recursive: true, force: true }));

const script = resolve("deploy/kireise-backup");

test("systemd understands the units and finds them strict", () => {
  const units = ["kireise.service", "kireise-backup.service", "kireise-backup.timer"].map((name) => {
    const installed = { "/usr/local/bin/kireise": program, "/usr/local/libexec/kireise-backup": script };
    const text = Object.entries(installed).reduce((all, [from, to]) => all.replaceAll(from, to), readFileSync(join("deploy", name), "utf8"));
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const verified = spawnSync("systemd-analyze", ["verify", "--man=no", ...units], { encoding: "utf8" });
  assert.equal(`${verified.status} ${verified.stdout}${verified.stderr}`, "0 ");
  for (const unit of units.slice(0, 2)) {
    const judged = spawnSync("systemd-analyze", ["security", "--no-pager", "--offline=yes", "--threshold=15", unit], { encoding: "utf8" });
    assert.equal(judged.status, 0, judged.stdout);  // exposure at most 1.5 of 10
  }
});

test("the configurations are ones that the program reads", () => {
  const data = join(folder, "data"), url = join(folder, "url");
  mkdirSync(data);
  writeFileSync(url, "postgresql://kireise@database/kireise\n");
  for (const name of ["kireise.example.yaml", "compose-kireise.yaml"]) {
    const text = readFileSync(join("deploy", name), "utf8").replace("/var/lib/kireise", data).replace("/run/secrets/database-url", url);
    writeFileSync(join(folder, name), text);
    const { status, stderr } = spawnSync(program, ["serve", "--config", join(folder, name), "--check-config"], { encoding: "utf8" });
    assert.equal(status, 0, stderr);
  }
  writeFileSync(join(folder, "wrong.yaml"), "listen: 127.0.0.1:8080\nlissten: x\n");
  const { status, stderr } = spawnSync(program, ["serve", "--config", join(folder, "wrong.yaml"), "--check-config"], { encoding: "utf8" });
  assert.equal(status, 3);
  assert.match(stderr, /wrong\.yaml:2.*lissten/);
});

for (const database of databases) {
  test(`the nightly backup over ${database}: every town, checked, the newest two kept, and back again`, async () => {
    const town = copyTown(database);
    try {
      assert.equal(town.run("town", "create", "adorf-west").status, 0);
      const backups = join(folder, `backups-${database}`);
      mkdirSync(join(backups, "halle", "2020-01-01T000000Z.part"), { recursive: true });
      mkdirSync(join(backups, "halle", "keep-this"));
      const env = { ...process.env, KIREISE: program, KIREISE_DATA: town.data, KIREISE_KEEP: "2", KIREISE_DATABASE: database === "sqlite" ? "" : `postgresql:///${town.name}` };
      for (let i = 0; i < 3; ++i) {
        const { status, stderr } = spawnSync(script, [backups], { encoding: "utf8", env });
        assert.equal(status, 0, stderr);
        await new Promise((done) => setTimeout(done, 1100));  // a name is a second
      }
      const made = readdirSync(join(backups, "halle")).sort();
      assert.equal(made.length, 3, made.join());
      assert.equal(made[2], "keep-this");
      assert.equal(readdirSync(join(backups, "adorf-west")).length, 2);
      const newest = join(backups, "halle", made[1]);
      if (database === "sqlite") {
        assert.equal(spawnSync(program, ["restore", newest, "--data", join(folder, "restored")], { encoding: "utf8" }).status, 0);
      } else {
        const drop = spawnSync("psql", ["-d", town.name, "-qc", "DROP SCHEMA town_halle CASCADE"], { encoding: "utf8" });
        assert.equal(drop.status, 0, drop.stderr);
        const back = spawnSync("pg_restore", ["--dbname", town.name, newest], { encoding: "utf8" });
        assert.equal(back.status, 0, back.stderr);
        rmSync(join(town.data, "towns", "halle", "content.git"), { recursive: true });  // it comes out of the database
        const server = await serve(town);
        const visitor = await new Visitor(server.url).signIn(town.signIns.coordination, "/t/halle");
        assert.equal((await visitor.get("/t/halle/guideline")).status, 200);
        assert.equal(await server.stop(), 0);
      }
      assert.notEqual(spawnSync(script, [join(backups, "halle", "keep-this")], { env: { ...env, KIREISE_DATA: "/nonexistent", KIREISE_DATABASE: "" } }).status, 0, "no town is an error");
    } finally {
      await town.remove();
    }
  });
}

// Hostile packages at the command line: refused with a sentence, quickly, and nothing is left behind.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { copyTown, databases, program, temporary } from "./program.mjs";
import { entryOf, readZip, writeZip } from "./zip.mjs";

let folder, good;
before(async () => {
  folder = temporary("archives");
  const town = copyTown("sqlite");
  const file = join(folder, "good.zip");
  assert.equal(town.run("blueprint", "export", file).status, 0);
  good = readZip(readFileSync(file));
  await town.remove();
});
after(() => rmSync(folder, { recursive: true, force: true }));

const replaced = (match, change) => good.map((entry) => (match(entry) ? change(entry) : entry));
const isManifest = ({ name }) => /^[^/]*(manifest|package)[^/]*\.(ya?ml|json)$/i.test(name);
const first = () => good.find((entry) => !isManifest(entry));

const hostile = {
  "a bomb: one entry of 500 MB": () => [...good, entryOf("blueprint/zeros.md", Buffer.alloc(500_000_000))],
  "a bomb: an entry larger than it says": () => replaced((entry) => entry === first(), (entry) => ({ ...entryOf(entry.name, Buffer.alloc(50_000_000)), size: 10 })),
  "65,000 entries": () => [...good, ...Array.from({ length: 65_000 - good.length }, (_, i) => entryOf(`blueprint/${i}.md`, "x"))],
  "a path that climbs out": () => [...good, entryOf("../../../../tmp/kireise-climbed", "x")],
  "an absolute path": () => [...good, entryOf("/tmp/kireise-climbed", "x")],
  "a path of Windows": () => [...good, entryOf("..\\..\\kireise-climbed", "x")],
  "a drive": () => [...good, entryOf("C:/kireise-climbed", "x")],
  "a symbolic link": () => [...good, entryOf("blueprint/link", "/etc/passwd", 0o120777)],
  "a link in place of a file": () => replaced((entry) => entry === first(), (entry) => ({ ...entry, attributes: (0o120777 << 16) >>> 0 })),
  "the same name twice": () => [...good, first()],
  "names that differ only in case": () => [...good, { ...first(), name: first().name.toUpperCase() }],
  "a name of NUL": () => [...good, entryOf("a\0b", "x")],
  "a name of 60,000 letters": () => [...good, entryOf("a".repeat(60_000), "x")],
  "a wrong checksum": () => replaced((entry) => entry === first(), (entry) => ({ ...entry, crc: entry.crc ^ 1 })),
  "another content": () => replaced((entry) => entry === first(), (entry) => entryOf(entry.name, "changed")),
  "one entry less": () => good.filter((entry) => entry !== first()),
  "no entry at all": () => [],
  "no archive": null,
};

for (const [what, entries] of Object.entries(hostile)) {
  test(`refused: ${what}`, () => {
    const file = join(folder, "bad.zip"), data = join(folder, "data");
    writeFileSync(file, entries ? writeZip(entries()) : "no archive");
    const begin = Date.now();
    const { status, stderr } = spawnSync(program, ["blueprint", "import", file, "--data", data], { encoding: "utf8", env: { ...process.env, TMPDIR: folder } });
    assert.equal(status, 3, stderr);
    assert.match(stderr, /^kireise: [^\n]{20,}\.\s/, "a sentence");
    assert.ok(Date.now() - begin < 30_000, `${Date.now() - begin} ms`);
    assert.ok(!existsSync(join(data, "towns", "town")), "no town");
    assert.ok(!existsSync("/tmp/kireise-climbed") && !existsSync("/kireise-climbed"));
    assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith("kireise-")), [], "nothing left in the temporary folder");
  });
}

test("put together again, the same package is taken, over both databases", async () => {
  const file = join(folder, "again.zip");
  writeFileSync(file, writeZip(good));
  for (const database of databases) {
    const town = copyTown(database);
    const { status, stderr } = town.run("blueprint", "import", file, "--town", "naechste");
    assert.equal(status, 0, stderr);
    assert.equal(town.run("blueprint", "import", file, "--town", "naechste").status, 6);
    await town.remove();
  }
});

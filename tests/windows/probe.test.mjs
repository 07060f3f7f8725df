// kireise-probe.exe under Wine, with recorded output in the place of llama-bench.exe (README.md): the program as a town's IT rolls it out.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

const { KIREISE: kireise, KIREISE_WINDOWS: built, WINE: wine, WINEPREFIX: prefix } = process.env;
const windowsPath = (path) => `Z:${path.replaceAll("/", "\\")}`;
const recording = (name) => JSON.parse(readFileSync(`tests/windows/recordings/${name}.json`, "utf8"));

let folder, program, recordings, temp;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "kireise-Bürgeramt "));  // an umlaut and a blank in every path
  program = join(folder, "kireise-probe.exe");
  recordings = join(folder, "recordings");
  temp = join(prefix, "drive_c", "Büro", "Temp");
  cpSync(join(built, "kireise-probe.exe"), program);
  cpSync(join(built, "tests", "llama-bench.exe"), join(folder, "llama-bench.exe"));
  cpSync("tests/windows/recordings", recordings, { recursive: true });
  mkdirSync(temp, { recursive: true });
  const set = spawnSync(wine, ["reg", "add", "HKCU\\Environment", "/v", "TMP", "/d", "C:\\Büro\\Temp", "/f"], { encoding: "utf8" });
  assert.equal(set.status, 0, set.stdout + set.stderr);
});
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of ["calls.txt", "heartbeat.txt"]) rmSync(join(recordings, name), { force: true });
  for (const name of leftInTemp()) rmSync(join(temp, name), { recursive: true });
});

const environment = (mode) => ({ ...process.env, STAND_IN_FOLDER: windowsPath(recordings), STAND_IN_MODE: mode });
const probe = (args, mode = "") => {
  const ran = spawnSync(wine, [program, ...args], { encoding: "utf8", env: environment(mode), timeout: 60_000 });
  return { ...ran, errors: ran.stderr.replaceAll("\r", ""), output: ran.stdout.replaceAll("\r", "") };
};
const small = ["--class", "dense-500m"];

const beats = () => (existsSync(join(recordings, "heartbeat.txt")) ? statSync(join(recordings, "heartbeat.txt")).size : 0);
async function waitForBeat() {
  for (let i = 0; i < 300 && beats() < 10; ++i) await sleep(100);
  assert.ok(beats() >= 10, "the stand-in runs");
}
async function assertNobodyBeats() {
  const before = beats();
  await sleep(500);
  assert.equal(beats(), before, "stand-in and its child are gone");
}

const leftInTemp = () => readdirSync(temp);

// ---- what it is

test("it needs no DLL but those of Windows, and tells its version", () => {
  const { stdout } = spawnSync("x86_64-w64-mingw32-objdump", ["-p", program], { encoding: "utf8" });
  const needed = [...stdout.matchAll(/DLL Name: (\S+)/g)].map(([, name]) => name.toLowerCase()).sort();
  assert.deepEqual(needed, ["advapi32.dll", "bcrypt.dll", "kernel32.dll", "msvcrt.dll", "user32.dll"]);
  assert.ok(readFileSync(program).includes(Buffer.from("Measures what language models", "utf16le")), "version in the file's properties");
});

// ---- a measurement

test("its report is one that the portal takes, with this PC's hardware and the speeds that llama-bench printed", () => {
  const file = join(folder, "Bericht Ä.json");
  const { status, output, errors } = probe([...small, "--out", windowsPath(file)]);
  assert.equal(status, 0, errors);
  assert.match(output, /^model\/dense-500m: reads [\d.]+, writes [\d.]+ tokens\/s/);
  assert.match(errors, /\[ 10 %\] Measure reading and writing: model\/dense-500m\n[^]*\[100 %\] Done\n$/);
  assert.deepEqual(leftInTemp(), []);

  const taken = spawnSync(kireise, ["probe", "--send", "https://ki.stadt.example", "--report", file, "--dry-run"], { encoding: "utf8" });
  assert.equal(taken.status, 0, taken.stderr);  // schema and contradictions, as in the portal

  const report = JSON.parse(readFileSync(file, "utf8")), { hardware } = report, [measured] = report.measurements;
  assert.match(report.engine, /^build 11669, commit Debian$/);
  assert.ok(Math.abs(report.started_ms - Date.now()) < 120_000);
  assert.ok(hardware.cores >= 1 && hardware.threads >= hardware.cores);
  assert.ok(hardware.memory_bytes > 2 ** 28 && hardware.available_bytes > 0 && hardware.available_bytes <= hardware.memory_bytes);
  assert.equal(report.threads, hardware.cores);

  const speeds = recording("whole").filter(({ n_depth }) => n_depth === 0).map(({ samples_ts }) => samples_ts.toSorted((a, b) => a - b));
  assert.deepEqual([measured.prefill.median, measured.decode.median], speeds.map((samples) => samples[2]));
  assert.equal(measured.method, "full-stack");
  assert.ok(!/root|[A-Z]:\\/.test(JSON.stringify(report)), "no names of people, no paths");

  const calls = readFileSync(join(recordings, "calls.txt"), "utf8").trim().split("\r\n");
  assert.equal(calls.length, 3);  // pilot, measurement, pilot
  for (const call of calls) {
    assert.match(call, /^-m model\.gguf -p \d+ -n \d+ -r \d+ -t \d+ -d \S+ -o json --progress \| model bytes \d{9} \| OMP_WAIT_POLICY passive$/);
  }
});

test("without --out the report is printed", () => {
  const { status, output } = probe(small);
  assert.equal(status, 0);
  assert.equal(JSON.parse(output).format, "kireise-probe");
});

// ---- what can go wrong

test("a llama-bench that hangs is ended at the limit, with its child, and nothing is left", async () => {
  const { status, errors } = probe([...small, "--limit", "3"], "hang");
  assert.equal(status, 7);
  assert.match(errors, /llama-bench\.exe took longer than 3 s and was ended\.$/m);
  assert.ok(beats() > 0);
  await assertNobodyBeats();
  assert.deepEqual(leftInTemp(), []);
});

test("Ctrl-C stops it and leaves nothing behind", async () => {
  const running = spawn(wine, [program, ...small], { env: environment("hang"), stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  running.stderr.on("data", (part) => (errors += part));
  await waitForBeat();
  running.kill("SIGINT");  // Wine makes a Ctrl-C of it
  const code = await new Promise((done) => running.on("exit", done));
  assert.equal(code, 7, errors);
  assert.match(errors, /Stopped\. There is no report, and nothing was left behind\./);
  await assertNobodyBeats();
  assert.deepEqual(leftInTemp(), []);
});

test("a file that a virus scanner holds for a moment is removed all the same", async () => {
  const running = spawn(wine, [program, ...small, "--limit", "3"], { env: environment("hang"), stdio: "ignore" });
  const ended = new Promise((done) => running.on("exit", done));
  await waitForBeat();
  const [made] = leftInTemp();
  const scanner = spawn(wine, [join(folder, "llama-bench.exe"), "--hold", `C:\\Büro\\Temp\\${made}\\model.gguf`], { stdio: ["ignore", "pipe", "ignore"] });
  const released = new Promise((done) => scanner.on("exit", done));
  const held = new Promise((done) => scanner.stdout.once("data", done));
  assert.match(String(await Promise.race([held, released])), /held/);
  assert.equal(await ended, 7);
  assert.deepEqual(leftInTemp(), []);
  assert.equal(await released, 0);
});

for (const [mode, sentence] of [["fail", /llama-bench ended with code 3: error: failed to load model/], ["garbage", /llama-bench printed something unexpected/]]) {
  test(`a llama-bench that does not work is named (${mode})`, () => {
    const { status, errors } = probe(small, mode);
    assert.equal(status, 7);
    assert.match(errors, sentence);
    assert.deepEqual(leftInTemp(), []);
  });
}

test("a missing llama-bench.exe, or one that is no program, is told with what to do", () => {
  const alone = join(folder, "allein");
  mkdirSync(alone);
  cpSync(program, join(alone, "kireise-probe.exe"));
  const missing = spawnSync(wine, [join(alone, "kireise-probe.exe")], { encoding: "utf8" });
  assert.equal(missing.status, 7);
  assert.match(missing.stderr, /There is no .*Bürgeramt .*\\allein\\llama-bench\.exe\. Unpack llama\.cpp for Windows beside kireise-probe\.exe/);

  writeFileSync(join(alone, "bench.exe"), "no program");
  const broken = probe([...small, "--bench", windowsPath(join(alone, "bench.exe"))]);
  assert.equal(broken.status, 7);
  assert.match(broken.errors, /The program .*bench\.exe cannot be started: \S+/);
});

test("a wrong command line and an unknown class have codes of their own", () => {
  for (const args of [["--fast"], ["--limit", "soon"], ["--out"]]) assert.equal(probe(args).status, 2, args.join(" "));
  const { status, errors } = probe(["--class", "dense-9b"]);
  assert.equal(status, 4);
  const files = readdirSync("blueprint/models").map((name) => `model/${name.replace(".yaml", "")}`).sort();
  assert.deepEqual([...errors.matchAll(/model\/[\w-]+/g)].map(([id]) => id).filter((id) => id !== "model/dense-9b").sort(), files);
  assert.equal(probe(["--help"]).status, 0);
});

test("a report that cannot be written is told with its name", () => {
  const { status, errors } = probe([...small, "--out", "Q:\\fehlt\\report.json"]);
  assert.equal(status, 8);
  assert.match(errors, /Q:\\fehlt/);
});

// The last test: Wine needs a quarter of a minute for each start after a program was killed.
test("when it is killed, llama-bench does not live on", async () => {
  const running = spawn(wine, [program, ...small], { env: environment("hang"), stdio: "ignore" });
  await waitForBeat();
  running.kill("SIGKILL");
  await new Promise((done) => running.on("exit", done));
  await sleep(500);
  await assertNobodyBeats();
});

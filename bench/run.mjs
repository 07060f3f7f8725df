// run.mjs BUILD: the figures of the portal. `make bench` calls it. Prints the machine, then for each figure the median of the runs and their
// spread, and lines "figure NAME VALUE UNIT goal >= VALUE".
//   BENCH_RUNS=5       runs of each figure
//   BENCH_SECONDS=10   of load in one run
//   BENCH_TOWN=DIR     a walked town (`kireise demo --no-serve --data DIR`) to copy; without it one is made (minutes)
//   BENCH_DATABASE=URL PostgreSQL: the same pages over it, printed beside; tools/bench.sh starts one
import { execFileSync, spawn } from "node:child_process";
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { cpus, freemem, loadavg, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";

const build = resolve(process.argv[2] ?? "build");
const here = import.meta.dirname;
const runs = Number(process.env.BENCH_RUNS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 10);
const work = mkdtempSync(join(tmpdir(), "kireise-bench-"));
const run = (command, args, env = {}) => execFileSync(command, args, { encoding: "utf8", env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => { const s = sorted(values), m = s.length >> 1; return s.length % 2 ? s[m] : (s[m - 1] + s[m]) / 2; };
const text = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
let missed = 0;

function figure(name, values, unit, sign, goal) {
  const value = median(values), s = sorted(values);
  const held = goal === undefined || (sign === ">=" ? value >= goal : value <= goal);
  if (!held) missed++;
  console.log(`  ${name}: ${values.map(text).join(" ")} (spread ${text(s[0])} to ${text(s.at(-1))})`);
  console.log(`figure ${name} ${text(value)} ${unit}${goal === undefined ? "" : ` goal ${sign} ${goal}${held ? "" : " MISSED"}`}`);
}

async function serve(data, database) {
  const started = performance.now();
  const args = ["serve", "--data", data, "--listen", "127.0.0.1:0", ...(database ? ["--database", database] : [])];
  const log = openSync(join(data, "log.txt"), "a");  // a line a request, as in service
  const child = spawn(join(build, "kireise"), args, { stdio: ["ignore", "pipe", log] });
  closeSync(log);
  const end = () => child.kill("SIGKILL");  // not left behind when a figure fails
  process.once("exit", end);
  const url = await new Promise((done, fail) => {
    let out = "";
    child.stdout.on("data", (piece) => { out += piece; const found = out.match(/http:\/\/127\.0\.0\.1:\d+/); if (found) done(found[0]); });
    child.once("exit", (code) => fail(new Error(`kireise serve ended with ${code}: ${out}`)));
  });
  const answer = await fetch(url + "/sign-in");
  if (answer.status !== 200) throw new Error(`the first page has status ${answer.status}`);
  await answer.arrayBuffer();
  return {
    url, pid: child.pid, start_ms: performance.now() - started,
    async stop() { child.removeAllListeners("exit"); child.kill("SIGTERM"); await new Promise((done) => child.once("exit", done)); process.off("exit", end); },
  };
}

const rss_mb = (pid) => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024;

function load(server, script, data, env = {}) {
  const out = run("wrk", ["-t2", "-c50", `-d${seconds}s`, "--timeout", "10s", "-s", join(here, script), server.url], { BENCH_FILE: join(data, "bench.txt"), ...env });
  const found = out.match(/^result (.*)$/m);
  if (!found) throw new Error(out);
  const numbers = found[1].split(" ").map(Number);
  if (numbers.at(-1) > 0) console.log(out.trim());
  return numbers;
}

// [pages per second, p99 in ms] of each run; the first load warms up.
async function pages(data, database) {
  const server = await serve(data, database);
  const results = [];
  let failed = 0;
  for (let i = 0; i <= runs; i++) {
    const [perSecond, p99, errors] = load(server, "pages.lua", data);
    failed += errors;
    if (i > 0) results.push([perSecond, p99]);
  }
  await server.stop();
  figure(database ? "pages_failed_postgresql" : "pages_failed", [failed], "pages", "<=", 0);
  return results;
}

function storedAnswers(data) {
  return Number(run(join(build, "bench/bench_town"), ["--count", data]).trim());
}

// Acknowledged answers per second; every acknowledged one must be in the database.
async function answers(data) {
  const results = [];
  for (let i = 0; i < runs; i++) {
    const before = storedAnswers(data);
    const server = await serve(data);
    const [perSecond, , acknowledged, errors] = load(server, "answers.lua", data, { BENCH_PART: `${i}/${runs}` });
    await server.stop();
    const stored = storedAnswers(data) - before;
    console.log(`  ${acknowledged} answers acknowledged, ${stored} stored`);
    if (errors > 0) throw new Error(`${errors} answers were refused`);
    if (stored < acknowledged) throw new Error("an acknowledged answer is missing");
    results.push(perSecond);
  }
  return results;
}

async function starts(data) {
  const start = [], rss = [];
  for (let i = 0; i < runs; i++) {
    const server = await serve(data);
    start.push(server.start_ms);
    await sleep(1000);
    rss.push(rss_mb(server.pid));
    await server.stop();
  }
  return { start, rss };
}

function contents(data) {
  const all = Array.from({ length: runs }, () => run(join(build, "bench/bench_content"), [data]).match(/^result (\S+) (\S+)$/m).slice(1).map(Number));
  return { first: all.map(([first]) => first), cached: all.map(([, cached]) => cached) };
}

// Reading the inventory and the reports of 2,000 PCs and grouping them.
function fleets() {
  const once = () => run(join(build, "bench/bench_fleet"), []).match(/^result (\S+) (\S+) (\S+) (\d+)$/m).slice(1).map(Number);
  return Array.from({ length: runs }, once).map(([list, reports, group]) => list + reports + group);
}

function town(name, database) {
  const data = join(work, name);
  if (process.env.BENCH_TOWN && !database) cpSync(process.env.BENCH_TOWN, data, { recursive: true });
  else run(join(build, "kireise"), ["demo", "--data", data, "--no-serve", "--json", ...(database ? ["--database", database] : [])]);
  run(join(build, "bench/bench_town"), [data, ...(database ? [database] : [])]);
  return data;
}

const versions = run(join(build, "kireise"), ["--version"]).trim();
console.log(`machine: ${cpus().length} x ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB (${Math.round(freemem() / 2 ** 30)} free), load ${loadavg()[0].toFixed(2)} before`);
console.log(`program: ${versions}; ${runs} runs, ${seconds} s of load each, 50 connections, wrk on the same machine`);
try {
  const data = town("sqlite");
  const { start, rss } = await starts(data);
  figure("start_ms", start, "ms", "<=", 300);
  figure("idle_rss_mb", rss, "MB", "<=", 60);
  const { first, cached } = contents(data);
  figure("blueprint_load_first_ms", first, "ms", "<=", 1000);
  figure("blueprint_load_cached_ms", cached, "ms", "<=", 50);
  figure("fleet_group_ms", fleets(), "ms", "<=", 1000);
  const shown = await pages(data);
  figure("pages_per_second", shown.map(([n]) => n), "1/s", ">=", 3000);
  figure("pages_p99_ms", shown.map(([, p99]) => p99), "ms", "<=", 25);
  figure("durable_answers_per_second", await answers(data), "1/s", ">=", 2000);
  if (process.env.BENCH_DATABASE) {
    const other = await pages(town("postgresql", process.env.BENCH_DATABASE), process.env.BENCH_DATABASE);
    figure("pages_per_second_postgresql", other.map(([n]) => n), "1/s");
    figure("pages_p99_ms_postgresql", other.map(([, p99]) => p99), "ms");
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(missed === 0 ? "All goals are met." : `${missed} goals are missed on this machine, at this load.`);

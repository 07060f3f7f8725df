// The server as whoever runs it sees it: configuration, log, figures, limits, stopping.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { program, startBrowser, visit, walkedTown } from "./town.mjs";

let data;
before(() => {
  data = mkdtempSync(join(tmpdir(), "kireise-server-"));
  cpSync(walkedTown, data, { recursive: true });
});
after(() => rmSync(data, { recursive: true, force: true }));

const start = (...more) => startWith({}, ...more);

async function startWith(env, ...more) {
  const child = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0", ...more],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const server = { child, log: "" };
  child.stderr.on("data", (piece) => { server.log += piece; });
  server.url = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (piece) => { text += piece; const found = text.match(/http:\/\/127\.0\.0\.1:\d+/); if (found) resolve(found[0]); });
    child.on("exit", (code) => reject(new Error(`ended with ${code}: ${server.log}`)));
  });
  server.ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  return server;
}

const portOf = (server) => Number(new URL(server.url).port);

// What comes back on a bare connection until it ends.
function exchange(server, bytes) {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(portOf(server), "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (piece) => { answer += piece; });
    socket.on("end", () => { socket.end(); resolve(answer); });
    socket.on("error", reject);
  });
}

test("a configuration is checked before anything starts", () => {
  const check = (yaml, ...more) => {
    const file = join(data, "kireise.yaml");
    writeFileSync(file, yaml);
    return spawnSync(program, ["serve", "--config", file, "--check-config", ...more], { encoding: "utf8" });
  };
  const fine = check(`data: ${data}\nlog:\n  format: json\n`);
  assert.equal(fine.status, 0, fine.stderr);
  assert.match(fine.stdout, /in order/);
  const wrong = check("log:\n  fromat: json\n");
  assert.equal(wrong.status, 3);
  assert.match(wrong.stderr, /kireise\.yaml:2: "fromat" is not known/);
});

test("each request leaves a line without path or person, the survey none; figures count them", async () => {
  const server = await start("--log-format", "json");
  assert.equal((await fetch(`${server.url}/usecases/mail-sorting`, { redirect: "manual" })).status, 303);
  assert.equal((await fetch(`${server.url}/survey`)).status, 200);
  assert.equal((await fetch(`${server.url}/t/halle/sign-in`)).status, 200);
  assert.equal((await fetch(`${server.url}/eva-muster`)).status, 404);
  const figures = await (await fetch(`${server.url}/metrics`)).text();
  assert.match(figures, /kireise_http_requests_total\{route="\/usecases\/\{slug\}",status="3xx"\} 1\n/);
  assert.match(figures, /kireise_http_requests_total\{route="\/sign-in",status="2xx"\} 1\n/);
  assert.match(figures, /kireise_databases\{state="up"\} 1\n/);
  assert.doesNotMatch(figures, /survey|halle/);
  assert.equal((await fetch(`${server.url}/metrics`, { headers: { "X-Forwarded-For": "127.0.0.1" } })).status, 403);
  server.child.kill("SIGTERM");
  assert.equal(await server.ended, 0);
  const lines = server.log.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(lines.map((line) => `${line.method} ${line.route} ${line.status}`),
    ["GET /usecases/{slug} 303", "GET /sign-in 200", "GET - 404"]);
  assert.doesNotMatch(server.log, /127\.0\.0\.1|mail-sorting|eva-muster|survey/);
});

test("a body is refused by what the route takes, before it is sent", async () => {
  const server = await start("--log-level", "error");
  const post = (path, length) => exchange(server,
    `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n`);
  assert.match(await post("/sign-in", 2 << 20), /^HTTP\/1\.1 413 /);
  assert.match(await post("/t/halle/people/import", 11 << 20), /^HTTP\/1\.1 413 /);
  const taken = exchange(server, `POST /t/halle/people/import HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${2 << 20}\r\n\r\n${"x".repeat(2 << 20)}`);
  assert.match(await taken, /^HTTP\/1\.1 401 /);
  server.child.kill("SIGTERM");
  assert.equal(await server.ended, 0);
});

test("200 slow connections keep nobody out; a stop waits for the request that runs", async () => {
  const server = await start("--log-level", "error");
  const slow = Array.from({ length: 200 }, () => {
    const socket = connect(portOf(server), "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nX-Slow: "));
    socket.on("error", () => {});
    return socket;
  });
  const dripping = setInterval(() => { for (const socket of slow) socket.write("x"); }, 200);
  for (let i = 0; i < 20; ++i) {
    const begun = Date.now();
    assert.equal((await fetch(`${server.url}/sign-in`)).status, 200);
    assert.ok(Date.now() - begun < 1000, `${Date.now() - begun} ms`);
  }
  clearInterval(dripping);
  for (const socket of slow) socket.destroy();
  // A wrong password takes some 70 ms to check: the stop comes meanwhile.
  const signIn = fetch(`${server.url}/sign-in`, { method: "POST", body: new URLSearchParams({ login: "nobody", password: "wrong-password" }) });
  await new Promise((resolve) => setTimeout(resolve, 30));
  server.child.kill("SIGTERM");
  assert.equal((await signIn).status, 401);
  assert.equal(await server.ended, 0);
});

test("a stop does not wait for an engine that only starts", async () => {
  const bin = join(data, "slow-engine", "bin");
  mkdirSync(bin, { recursive: true });
  for (const name of ["llama-server", "llama-bench"]) writeFileSync(join(bin, name), "#!/bin/sh\nexec sleep 300\n", { mode: 0o755 });
  const server = await startWith({ KIREISE_ENGINE_DIR: bin }, "--log-level", "error");
  const signIns = readFileSync(join(data, "towns", "halle", "sign-ins.txt"), "utf8");
  const [, login, password] = signIns.split("\n").find((line) => line.startsWith("staff\t")).split("\t");
  const browser = await startBrowser();
  const page = await visit(browser, { url: server.url, signIns: { staff: { login, password } } }, "staff", { javaScriptEnabled: false });
  await page.goto("/assistant");
  await page.check("#data-class-internal");
  await page.fill("#text", "Der Antrag wird abgelehnt.");
  const asked = page.click("#assistant-form button[type=submit]").catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const begun = Date.now();
  server.child.kill("SIGTERM");
  assert.equal(await server.ended, 0);
  assert.ok(Date.now() - begun < 5000, `${Date.now() - begun} ms`);
  await asked;
  await browser.close();
});

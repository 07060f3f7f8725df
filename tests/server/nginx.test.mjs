// Two processes over one PostgreSQL behind nginx, as deploy/nginx.conf.template says it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import http from "node:http";
import tls from "node:tls";
import { after, before, test } from "node:test";
import { parse } from "node-html-parser";
import { startNginx } from "./nginx.mjs";
import { copyTown, serve, temporary } from "./program.mjs";
import { ask, formsOf, multipart, multipartType, Visitor } from "./visitor.mjs";

const host = "ki.halle.example", second = "ki.adorf.example";
const pieces = 12, pause = 100;  // ms between the words of the engine

let town, one, other, nginx, engine;
const ownFolder = temporary("other-server");

// An engine that speaks the OpenAI protocol, slowly.
function startEngine() {
  const server = http.createServer((request, response) => {
    if (!request.url.endsWith("/chat/completions")) return response.end('{"status":"ok"}');
    response.writeHead(200, { "content-type": "text/event-stream" });
    let sent = 0;
    const timer = setInterval(() => {
      if (sent++ < pieces) return response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: `Wort${sent} ` } }] })}\n\n`);
      clearInterval(timer);
      response.end(`data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`);
    }, pause);
    response.on("close", () => clearInterval(timer));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

before(async () => {
  town = copyTown("postgresql");
  const made = town.run("town", "create", "adorf", "--title", "Gemeinde Adorf", "--hosts", second);
  assert.equal(made.status, 0, made.stderr);
  engine = await startEngine();
  const env = { KIREISE_ENGINE_URL: `http://127.0.0.1:${engine.address().port}`, KIREISE_ENGINE_MODEL: "slow", KIREISE_ENGINE_LOCATION: "own-server", KIREISE_PROXY_TRUSTED: "127.0.0.1" };
  [one, other] = [await serve(town, { env }), await serve(town, { env, data: ownFolder })];  // no disk is shared
  nginx = await startNginx({ ports: [one.port, other.port], names: [host, second] });
});
after(async () => {
  await nginx?.stop();
  engine?.closeAllConnections();
  engine?.close();
  await town?.remove();
  rmSync(ownFolder, { recursive: true, force: true });
});

const through = (options = {}) => new Visitor(nginx.url, { ca: nginx.ca, host, ...options });
const prefix = "/t/halle";
const signedIn = async (role) => through().signIn(town.signIns[role], prefix);
// The same person at one process, without nginx.
function at(server, visitor) {
  const direct = new Visitor(server.url);
  direct.cookies = visitor.cookies;
  return direct;
}
const both = () => [one, other];
const isSignedIn = async (visitor, server) => (await at(server, visitor).get(`${prefix}/`)).status === 200;

test("a session that one process opened is valid at the other, whoever answers", async () => {
  const visitor = await signedIn("staff");
  for (const server of both()) assert.ok(await isSignedIn(visitor, server));
  for (let i = 0; i < 10; ++i) assert.equal((await visitor.get(`${prefix}/`)).status, 200);
});

test("signed out at one is signed out at the other", async () => {
  const visitor = await signedIn("staff");
  const cookies = new Map(visitor.cookies);
  const left = await at(one, visitor).post(`${prefix}/sign-out`, [["csrf", await visitor.csrf(`${prefix}/account`)]]);
  assert.equal(left.status, 303);
  visitor.cookies = cookies;
  for (const server of both()) assert.ok(!(await isSignedIn(visitor, server)));
});

test("content that one process commits is what the other shows; and back", async () => {
  const visitor = await signedIn("coordination");
  const path = `${prefix}/guideline/questions/8`;
  for (const [writer, reader, value] of [[one, other, "eins@halle.example"], [other, one, "zwei@halle.example"]]) {
    const form = formsOf((await at(writer, visitor).get(path)).text).find(({ fields }) => fields.some(({ name }) => name === "answer"));
    const saved = await at(writer, visitor).post(form.action, form.fields.map((field) => [field.name, field.name === "answer" ? value : field.value]));
    assert.equal(saved.status, 303);
    assert.ok((await at(reader, visitor).get(path)).text.includes(value), `${value} is seen at the other`);
  }
});

test("each job is run once, though both processes look for work", async () => {
  const visitor = await signedIn("it");
  const csrf = await visitor.csrf(`${prefix}/account`);
  for (let i = 0; i < 20; ++i) {
    const answer = await at(both()[i % 2], visitor).post(`${prefix}/jobs/housekeeping`, [["csrf", csrf]]);
    assert.equal(answer.status, 303, answer.text);
  }
  const count = (condition) => Number(spawnSync("psql", ["-At", "-d", town.name, "-c", `SELECT count(*) FROM town_halle.job WHERE ${condition}`], { encoding: "utf8" }).stdout);
  for (let i = 0; count("state IN (0, 1)") > 0; ++i) {
    assert.ok(i < 200, "the jobs do not end");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(count("state = 2") >= 20);
  assert.equal(count("attempts <> 1"), 0);
});

test("the assistant's words come one by one, not at the end", async () => {
  const visitor = await signedIn("staff");
  const desk = formsOf((await visitor.get(`${prefix}/assistant`)).text).find(({ fields }) => fields.some(({ name }) => name === "data_class"));
  const assistant = desk.fields.find(({ name }) => name === "assistant").value;
  const begin = Date.now();
  const at = [];
  const answer = await visitor.ask(`${prefix}/assistant/stream`, {
    method: "POST", headers: { "content-type": "application/json", "x-csrf": await visitor.csrf(`${prefix}/account`) },
    body: JSON.stringify({ assistant, data_class: "public", text: "Der Antrag wird abgelehnt.", history: [] }),
    onPiece: () => at.push(Date.now() - begin),
  });
  assert.match(answer.text, /event: delta[\s\S]*Wort1 [\s\S]*Wort12[\s\S]*event: done/, answer.text.slice(0, 500));
  assert.ok(at.length >= pieces, `${at.length} pieces`);
  assert.ok(at.at(-1) - at[0] > (pieces * pause) / 2, `first after ${at[0]} ms, last after ${at.at(-1)} ms`);
});

test("uploads: what is too large for any page ends at nginx, what is too large for this page at kireise", async () => {
  const visitor = await signedIn("admin");
  const csrf = await visitor.csrf(`${prefix}/account`);
  const upload = (bytes) => visitor.ask(`${prefix}/people/import`, { method: "POST", headers: { "content-type": multipartType }, body: multipart([["csrf", csrf], ["mode", "check"]], [["file", "liste.csv", "a".repeat(bytes)]]) })
    .catch((problem) => ({ status: problem.code }));
  const [fitting, large, huge] = [await upload(1_000_000), await upload(11 << 20), await upload(30 << 20)];
  assert.ok(fitting.status < 500 && fitting.status !== 413, `${fitting.status}`);
  assert.ok([413, "EPIPE", "ECONNRESET"].includes(large.status), `${large.status}`);
  assert.ok([413, "EPIPE", "ECONNRESET"].includes(huge.status), `${huge.status}`);
});

test("towns by path and by host name; each only with its own accounts", async () => {
  assert.match((await through({ host: second }).get("/sign-in")).text, /Gemeinde Adorf/);
  assert.match((await through().get("/t/adorf/sign-in")).text, /Gemeinde Adorf/);
  const visitor = await signedIn("admin");
  for (const path of ["/t/adorf/", "/t/adorf/people", "/t/adorf/account"]) {
    const answer = await visitor.get(path);
    assert.equal(answer.status, 303, path);
    assert.match(answer.headers.location, /^\/t\/adorf\/sign-in/);
  }
});

test("plain HTTP leads to TLS; an unknown host name gets nothing", async () => {
  const led = await ask(`${nginx.plain}/t/halle/?a=b`, { headers: { host } });
  assert.equal(led.status, 301);
  assert.equal(led.headers.location, `https://${host}/t/halle/?a=b`);
  await assert.rejects(ask(nginx.plain, { headers: { host: "other.example" } }));
  await assert.rejects(new Promise((resolve, reject) => tls.connect({ host: "127.0.0.1", port: nginx.httpsPort, servername: "other.example", ca: nginx.ca }, resolve).on("error", reject)));
});

test("what is only for the machine itself does not pass; the session's cookie goes over TLS only", async () => {
  assert.equal((await through().get("/metrics")).status, 404);
  assert.equal((await through().get("/healthz")).status, 200);
  const { login, password } = town.signIns.staff;
  const answer = await through().post(`${prefix}/sign-in`, [["login", login], ["password", password]]);
  assert.match(answer.headers["strict-transport-security"], /max-age=\d+/);
  assert.match(answer.headers["set-cookie"][0], /^session=.*HttpOnly.*; Secure/);
});

// From here on one process is gone.
// The form of a page that goes to this address, filled in; everything else as the page has it.
async function fillIn(visitor, path, action, values) {
  const form = formsOf((await visitor.get(path)).text).find((one) => one.action.endsWith(action));
  assert.ok(form, `${path} has no form to ${action}`);
  const fields = form.fields.filter(({ name, type }) => name && type !== "file").map(({ name, value }) => [name, values[name] ?? value]);
  return { ...form, fields: [...new Map([...fields, ...Object.entries(values)])] };
}
const send = (visitor, { isMultipart, action, fields }) => (isMultipart ? visitor.postParts(action, fields) : visitor.post(action, fields));

test("a guideline is adopted once, though both processes are asked at the same moment", async () => {
  const coordination = await signedIn("coordination"), council = await signedIn("staff-council");
  const adopt = `${prefix}/guideline/adopt`;
  const procedure = parse((await coordination.get(adopt)).text).querySelector(".consent a").getAttribute("href");
  assert.equal((await send(at(one, coordination), await fillIn(at(one, coordination), procedure, "/ask", { text: "Bitte stimmen Sie zu." }))).status, 303);
  assert.equal((await send(at(other, council), await fillIn(at(other, council), procedure, "/answer", { decision: "agreed" }))).status, 303);

  const today = formsOf((await coordination.get(adopt)).text).flatMap(({ fields }) => fields).find(({ name }) => name === "adopted").value;
  const form = await fillIn(coordination, adopt, "/guideline/adopt", { organ: "Oberbürgermeister", effective: today, confirm: "yes" });
  const answers = await Promise.all(both().map((server) => send(at(server, coordination), form)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409], answers.map(({ text }) => text).join("\n"));
  for (const server of both()) assert.match((await at(server, coordination).get(`${prefix}/guideline`)).text, /0 Personen haben diese Fassung/);
});

test("one process is killed: nginx goes on with the other", async () => {
  const visitor = await signedIn("staff");
  await one.stop("SIGKILL");
  for (let i = 0; i < 20; ++i) assert.equal((await visitor.get(`${prefix}/`)).status, 200);
  assert.equal((await visitor.post(`${prefix}/language`, [["csrf", await visitor.csrf(`${prefix}/account`)], ["lang", "en"], ["next", "/"]])).status, 303);
});

// The last one: nobody signs in from here for a while.
test("a client cannot pretend to come from elsewhere", async () => {
  const guess = (address) => through().ask(`${prefix}/sign-in`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": address }, body: `login=gibt-es-nicht-${address}&password=x` });
  const statuses = [];
  for (let i = 0; i < 60; ++i) statuses.push((await guess(`203.0.113.${i}`)).status);
  assert.ok(statuses.includes(429), "sixty guesses from one address are slowed down");
  assert.equal(await other.stop(), 0);
});

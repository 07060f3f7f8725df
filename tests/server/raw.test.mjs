// What no browser sends: bytes on a socket. Each is answered by a sentence or the connection is closed; the next visitor is served.
import assert from "node:assert/strict";
import net from "node:net";
import { after, before, test } from "node:test";
import { copyTown, serve } from "./program.mjs";
import { ask, multipart, multipartType, urlencoded, Visitor } from "./visitor.mjs";

let town, server, admin, csrf;
before(async () => {
  town = copyTown("sqlite");
  server = await serve(town);
  admin = await new Visitor(server.url).signIn(town.signIns.admin);
  csrf = await admin.csrf();
});
after(async () => {
  try {
    assert.equal(await server.stop(), 0);
    assert.doesNotMatch(server.log, /a handler failed|a stream failed|ended with an exception/);
  } finally {
    await town.remove();
  }
});

// Sends bytes, ends its side if wanted, and gives all that came back until the other side closed or was silent for `patience` ms.
function exchange(bytes, { end = true, patience = 1500 } = {}) {
  return new Promise((resolve) => {
    const socket = net.connect(server.port, "127.0.0.1");
    const pieces = [];
    const done = () => { socket.destroy(); resolve(Buffer.concat(pieces).toString("latin1")); };
    socket.setTimeout(patience, done);
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("close", done);
    socket.on("error", done);
    socket.on("connect", () => (end ? socket.end(bytes) : socket.write(bytes)));
  });
}

const statuses = (text) => [...text.matchAll(/(?:^|\n)HTTP\/1\.1 (\d{3})/g)].map((found) => Number(found[1]));
const isServed = async () => assert.equal((await ask(`${server.url}/healthz`)).status, 200);
const latin = (text) => Buffer.from(text, "latin1");

const lines = (...all) => `${all.join("\r\n")}\r\n\r\n`;
const refused = {
  "no request at all": latin("\0\x01\x02\xff".repeat(100)),
  "a TLS greeting": Buffer.from("16030100a5010000a10303", "hex"),
  "no version": "GET /\r\n\r\n",
  "an unknown version": lines("GET / HTTP/3.7", "Host: a"),
  "a space in the path": lines("GET /a b HTTP/1.1", "Host: a"),
  "an unknown method": lines("BREW /pot HTTP/1.1", "Host: a"),
  "CONNECT": lines("CONNECT example.org:443 HTTP/1.1", "Host: example.org"),
  "a path without slash": lines("GET sign-in HTTP/1.1", "Host: a"),
  "a whole address": lines("GET http://other.example/ HTTP/1.1", "Host: a"),
  "a star": lines("GET * HTTP/1.1", "Host: a"),
  "NUL in the path": lines("GET /a%00b HTTP/1.1", "Host: a"),
  "a raw NUL in the path": lines("GET /a\0b HTTP/1.1", "Host: a"),
  "broken UTF-8 in the path": lines("GET /%ff%fe HTTP/1.1", "Host: a"),
  "raw bytes in the path": latin(lines("GET /\xff\xfe HTTP/1.1", "Host: a")),
  "a broken escape": lines("GET /%zz HTTP/1.1", "Host: a"),
  "a cut escape": lines("GET /a?b=%4 HTTP/1.1", "Host: a"),
  "NUL in the query": lines("GET /sign-in?next=%00 HTTP/1.1", "Host: a"),
  "broken UTF-8 in the query": lines("GET /sign-in?next=%c3%28 HTTP/1.1", "Host: a"),
  "a header without colon": lines("GET / HTTP/1.1", "Host: a", "nonsense"),
  "a header with a space before its colon": lines("GET / HTTP/1.1", "Host: a", "X-A : b"),
  "a folded header's start": lines("GET / HTTP/1.1", " Host: a"),
  "NUL in a header": lines("GET / HTTP/1.1", "Host: a\0b"),
  "a header of 100 kB": lines("GET / HTTP/1.1", "Host: a", `X-Long: ${"x".repeat(100_000)}`),
  "10,000 headers": lines("GET / HTTP/1.1", "Host: a", ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: 1`)),
  "a path of 100 kB": lines(`GET /${"a".repeat(100_000)} HTTP/1.1`, "Host: a"),
  "two different lengths": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Length: 6") + "abcdef",
  "a negative length": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: -1"),
  "a length that is no number": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: 0x10"),
  "a length with a plus": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: +5") + "abcde",
  "a length beyond 64 bits": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: 99999999999999999999"),
  "a body of 1 TB to come": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: 1000000000000"),
  "a chunk size that is no number": lines("POST /sign-in HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "zz\r\n",
  "a negative chunk": lines("POST /sign-in HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "-1\r\n\r\n",
  "a chunk beyond 64 bits": lines("POST /sign-in HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "fffffffffffffffff\r\n",
  "a chunk without its end": lines("POST /sign-in HTTP/1.1", "Host: a", "Transfer-Encoding: chunked") + "3\r\nabcX0\r\n\r\n",
};

const sentence = /\r\n\r\n[\s\S]*[a-z]{3} [\s\S]*\.\n|<h1/;

for (const [what, bytes] of Object.entries(refused)) {
  test(`refused: ${what}`, async () => {
    const text = await exchange(bytes);
    assert.ok(statuses(text).every((status) => status >= 400 && status < 500), text.slice(0, 300));
    assert.ok(statuses(text).length <= 1, "one answer at most");
    if (text) assert.match(text, sentence);
    await isServed();
  });
}

// What a proxy in front and this program could read differently: the second request must never come into being.
const hidden = lines("GET /healthz HTTP/1.1", "Host: a");
const smuggled = {
  "length and chunks": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: 4", "Transfer-Encoding: chunked") + "0\r\n\r\n" + hidden,
  "chunks and length": lines("POST /sign-in HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", `Content-Length: ${5 + hidden.length}`) + "0\r\n\r\n" + hidden,
  "an encoding with a tab": lines("POST /sign-in HTTP/1.1", "Host: a", "Transfer-Encoding:\tchunked", "Content-Length: 5") + "0\r\n\r\n" + hidden,
  "an encoding by another name": lines("POST /sign-in HTTP/1.1", "Host: a", "Transfer-Encoding: xchunked", "Content-Length: 5") + "0\r\n\r\n" + hidden,
  "two encodings": lines("POST /sign-in HTTP/1.1", "Host: a", "Transfer-Encoding: identity", "Transfer-Encoding: chunked", "Content-Length: 5") + "0\r\n\r\n" + hidden,
  "equal lengths twice": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: 0", "Content-Length: 0") + hidden,
  "a list of lengths": lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Length: 0, 5") + hidden,
  "bare line feeds": "POST /sign-in HTTP/1.1\nHost: a\nContent-Length: 0\n\n" + hidden,
};

for (const [what, bytes] of Object.entries(smuggled)) {
  test(`no second request behind ${what}`, async () => {
    const text = await exchange(bytes);
    assert.ok(!text.endsWith("ok\n"), `the hidden request was answered: ${text.slice(0, 200)} ... ${text.slice(-200)}`);
    assert.ok(statuses(text).every((status) => status >= 400 && status < 500), text.slice(0, 300));
    await isServed();
  });
}

test("requests sent at once are answered one by one, in order", async () => {
  const first = lines("GET /healthz HTTP/1.1", "Host: a"), second = lines("GET /nothing HTTP/1.1", "Host: a"), third = lines("GET /readyz HTTP/1.1", "Host: a", "Connection: close");
  assert.deepEqual(statuses(await exchange(first + second + third, { end: false })), [200, 404, 200]);
});

test("a body in odd chunks is the body", async () => {
  const body = urlencoded([["login", "x"], ["password", "y"], ["next", "/"]]);
  const chunks = [...body].map((letter) => `1;ext="a"\r\n${letter}\r\n`).join("");
  const text = await exchange(lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Type: application/x-www-form-urlencoded", "Transfer-Encoding: chunked") + chunks + "0\r\nX-Trailer: 1\r\n\r\n", { end: false, patience: 3000 });
  assert.deepEqual(statuses(text), [401]);
});

test("who hangs up in the middle is nobody's problem", async () => {
  const whole = lines("POST /sign-in HTTP/1.1", "Host: a", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 30") + "login=x&password=y&next=%2Fabc";
  for (let length = 0; length < whole.length; length += 7) await exchange(whole.slice(0, length), { patience: 200 });
  await isServed();
});

test("slow clients do not keep others from being served", async () => {
  const slow = await Promise.all(Array.from({ length: 100 }, () => new Promise((resolve) => {
    const socket = net.connect(server.port, "127.0.0.1", () => { socket.write("GET / HTTP/1.1\r\nHost: a\r\nX-"); resolve(socket); });
    socket.on("error", () => resolve(socket));
  })));
  const begin = Date.now();
  for (let i = 0; i < 20; ++i) await isServed();
  assert.ok(Date.now() - begin < 5000, `20 requests took ${Date.now() - begin} ms`);
  for (const socket of slow) socket.destroy();
});

const form = "application/x-www-form-urlencoded";
const post = (path, type, body) => admin.ask(path, { method: "POST", headers: { "content-type": type, "x-csrf": csrf }, body });

test("JSON that is deep, long, broken or full of large numbers", async () => {
  for (const body of ["[".repeat(100_000), "[".repeat(100_000) + "]".repeat(100_000), '{"a":'.repeat(100_000), '{"assistant":1e999}', `{"text":"${"x".repeat(900_000)}"}`, "\0", '"\\ud800"',
                      Buffer.from([0x22, 0xff, 0x22]), "{}", "null", '{"history":[[[[]]]]}', `{"assistant":"assistant/x","text":"${"ä".repeat(25_000)}","data_class":"public"}`]) {
    const answer = await post("/assistant/stream", "application/json", body);
    assert.ok(answer.status < 500 && answer.text.length > 10, `${answer.status} ${answer.text.slice(0, 200)} for ${String(body).slice(0, 40)}`);
  }
});

test("forms with 10,000 fields, empty names, doubled fields, over the limit", async () => {
  const many = urlencoded([...Array.from({ length: 10_000 }, (_, i) => [`f${i}`, "1"]), ["csrf", csrf]]);
  const same = urlencoded([["csrf", csrf], ...Array.from({ length: 900 }, () => ["login", "a"])]);
  for (const [type, body, expected] of [
    [form, many, [413]], [form, same, [400, 422, 303, 200]], [form, "&&&===&&&", [400, 403]], [form, "=".repeat(50_000), [400, 403]], [form, `csrf=${csrf}&name=%`, [400]],
    [multipartType, multipart(Array.from({ length: 10_000 }, (_, i) => [`f${i}`, "1"])), [413]],
    [multipartType, multipart([["csrf", csrf], ["name", Buffer.from([0xff])]]), [400]],
    [multipartType, multipart([["csrf", csrf], ["name", "a\0b"]]), [400]],
    [multipartType, "no boundary at all", [400]], ["multipart/form-data", "x", [400]], [`multipart/form-data; boundary=${"b".repeat(5000)}`, "x", [400]],
    ["text/plain", "x", [400]], [form, "a".repeat(40 << 20), [413]],
  ]) {
    const answer = await post("/people/new", type, body).catch((problem) => ({ status: problem.code, text: "the connection was closed" }));
    const closed = answer.status === "EPIPE" || answer.status === "ECONNRESET";  // refused while we still sent
    assert.ok(closed || expected.includes(answer.status), `${answer.status} instead of ${expected} for ${String(body).slice(0, 60)}: ${answer.text.slice(0, 200)}`);
  }
  await isServed();
});

test("cookies that no session has", async () => {
  for (const cookie of ["session=", "session=%00", `session=${"a".repeat(8000)}`, "session=\xff\xfe", "session=' OR 1=1 --", "lang=../../etc", ";;;===", "session=a; session=b"]) {
    const answer = await ask(`${server.url}/`, { headers: { cookie } });
    assert.equal(answer.status, 303, cookie.slice(0, 30));
  }
});

test("paths that climb out", async () => {
  for (const path of ["/assets/../../../../etc/passwd", "/assets/%2e%2e%2fetc%2fpasswd", "/assets/..%5c..%5cwindows", "//etc/passwd", "/t/../../x/", "/t/%2e%2e/", "/learning/courses/..%2f..%2fmanifest", "/plan/files/..%2ftown.db", `/usecases/${"a".repeat(8000)}`, "/usecases/%F0%9F%A6%84", "/%ef%bf%be"]) {
    const answer = await admin.get(path);
    assert.ok([303, 400, 404].includes(answer.status), `${path}: ${answer.status}`);
    assert.doesNotMatch(answer.text, /root:/);
  }
});

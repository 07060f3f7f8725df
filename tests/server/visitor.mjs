// Somebody who visits the portal without a browser: keeps cookies, signs in, reads pages and their forms, sends what it likes.
import http from "node:http";
import https from "node:https";
import { parse } from "node-html-parser";

// One request; no redirect is followed. `body` may be bytes.
export function ask(url, { method = "GET", headers = {}, body, ca, agent, onPiece } = {}) {
  const { request } = url.startsWith("https:") ? https : http;
  const [, hostname, port, path] = url.match(/^https?:\/\/([^:/]+):(\d+)(.*)$/);  // as it stands: a URL object would tidy the path up
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, servername: headers.host, method, headers: body === undefined ? headers : { "content-length": Buffer.byteLength(body), ...headers }, ca, agent }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => { pieces.push(piece); onPiece?.(piece); });
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(pieces).toString() }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

// Fields as a browser sends them. A value may be a Buffer of any bytes.
export function urlencoded(fields) {
  const encode = (value) => (Buffer.isBuffer(value) ? [...value].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("") : encodeURIComponent(value));
  return fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

const boundary = "----kireise-test";
export const multipartType = `multipart/form-data; boundary=${boundary}`;
export function multipart(fields, uploads = []) {
  const part = (head, bytes) => [Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`), Buffer.from(bytes), Buffer.from("\r\n")];
  return Buffer.concat([
    ...fields.flatMap(([name, value]) => part(`name="${name}"`, value)),
    ...uploads.flatMap(([name, file, bytes]) => part(`name="${name}"; filename="${file}"\r\ncontent-type: application/octet-stream`, bytes)),
    Buffer.from(`--${boundary}--\r\n`)]);
}

export class Visitor {
  constructor(base, { ca, host, lang } = {}) {
    this.base = base;
    this.ca = ca;
    this.host = host;
    this.cookies = new Map(lang ? [["lang", lang]] : []);
    this.agent = new (base.startsWith("https:") ? https : http).Agent({ keepAlive: true });
  }

  async ask(path, options = {}) {
    const headers = { ...(this.host ? { host: this.host } : {}), cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "), ...options.headers };
    const answer = await ask(this.base + path, { ca: this.ca, agent: this.agent, ...options, headers });
    for (const line of answer.headers["set-cookie"] ?? []) {
      const [name, value] = line.split(";")[0].split("=");
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return answer;
  }

  get(path) { return this.ask(path); }

  post(path, fields) {
    return this.ask(path, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: urlencoded(fields) });
  }

  postParts(path, fields, uploads) {
    return this.ask(path, { method: "POST", headers: { "content-type": multipartType }, body: multipart(fields, uploads) });
  }

  async signIn({ login, password }, prefix = "") {
    const answer = await this.post(`${prefix}/sign-in`, [["login", login], ["password", password], ["next", "/"]]);
    if (answer.status !== 303) throw new Error(`${login} was not signed in: ${answer.status}`);
    return this;
  }

  // The token that forms of this session carry.
  async csrf(path = "/account") { return formsOf((await this.get(path)).text).flatMap((form) => form.fields).find(({ name }) => name === "csrf").value; }

  close() { this.agent.destroy(); }
}

export const linksOf = (html) => parse(html).querySelectorAll("a[href]").map((link) => link.getAttribute("href").split("#")[0]).filter((href) => href.startsWith("/"));

function fieldOf(element) {
  const tag = element.rawTagName.toLowerCase();
  const value = tag === "textarea" ? element.text
    : tag === "select" ? (element.querySelector("option[selected]") ?? element.querySelector("option"))?.getAttribute("value") ?? ""
    : element.getAttribute("value") ?? "";
  return { name: element.getAttribute("name"), type: tag === "input" ? element.getAttribute("type") ?? "text" : tag, value,
           min: element.getAttribute("min"), checked: element.hasAttribute("checked"), required: element.hasAttribute("required") };
}

// The POST forms of a page: where they go, how, and with which fields. A button with a name is one of them.
export function formsOf(html) {
  return parse(html).querySelectorAll("form").filter((form) => (form.getAttribute("method") ?? "").toLowerCase() === "post").map((form) => ({
    action: form.getAttribute("action").split("#")[0],
    isMultipart: form.getAttribute("enctype") === "multipart/form-data",
    fields: form.querySelectorAll("input[name], select[name], textarea[name], button[name]").map(fieldOf),
  }));
}

// deploy/nginx.conf.template, filled in and run on ports of the test, with a certificate made for it.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { temporary } from "./program.mjs";

const freePort = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, "127.0.0.1", () => { const { port } = server.address(); server.close(() => resolve(port)); });
});

const answers = (port) => new Promise((resolve) => {
  const socket = net.connect(port, "127.0.0.1", () => { socket.destroy(); resolve(true); }).on("error", () => resolve(false));
});

function check({ status, stderr, stdout }) {
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

export async function startNginx({ ports, names }) {
  const folder = temporary("nginx");
  const run = join(folder, "run"), key = join(folder, "key.pem"), certificate = join(folder, "certificate.pem");
  mkdirSync(run);
  check(spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=kireise test", "-keyout", key, "-out", certificate,
                              "-addext", `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}`], { encoding: "utf8" }));
  const httpPort = await freePort(), httpsPort = await freePort();
  const values = {
    KIREISE_SERVERS: ports.map((port) => `server 127.0.0.1:${port};`).join(" "), KIREISE_SERVER_NAMES: names.join(" "),
    KIREISE_HTTP_LISTEN: `127.0.0.1:${httpPort}`, KIREISE_HTTPS_LISTEN: `127.0.0.1:${httpsPort}`,
    KIREISE_TLS_CERTIFICATE: certificate, KIREISE_TLS_KEY: key, KIREISE_NGINX_RUN: run,
  };
  const only = Object.keys(values).map((name) => `\${${name}}`).join(" ");
  const filled = check(spawnSync("envsubst", [only], { encoding: "utf8", env: { ...process.env, ...values }, input: readFileSync("deploy/nginx.conf.template") }));
  const file = join(folder, "nginx.conf");
  writeFileSync(file, filled);
  // As root, nginx would give its workers another user, who may not enter this folder.
  const common = ["-p", folder, "-c", file, "-g", `daemon off;${process.getuid() === 0 ? " user root;" : ""}`];
  check(spawnSync("nginx", ["-t", ...common], { encoding: "utf8" }));
  const child = spawn("nginx", common, { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.on("data", (piece) => { log += piece; });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  for (let i = 0; !(await answers(httpsPort)); ++i) {
    if (i === 100) throw new Error(`nginx does not answer: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    httpPort, httpsPort, ca: readFileSync(certificate), url: `https://127.0.0.1:${httpsPort}`, plain: `http://127.0.0.1:${httpPort}`,
    log: () => log,
    async stop() {
      child.kill("SIGQUIT");
      const timer = setTimeout(() => child.kill("SIGTERM"), 3000);
      await ended;
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

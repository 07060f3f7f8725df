// The real program over each database: a walked demonstration, copied for every test, served and ended by the test.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const program = process.env.KIREISE;
export const databases = ["sqlite", "postgresql"];
export const roles = ["staff", "coordination", "it", "data-protection", "staff-council", "admin"];
const walked = (database) => join(process.env.KIREISE_SERVER_DATA, database);  // made by tools/server_tests.sh

export const temporary = (name) => mkdtempSync(join(tmpdir(), `kireise-${name}-`));

function postgres(...args) {
  const { status, stderr } = spawnSync(args[0], args.slice(1), { encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
}

const signInsIn = (data, town) => Object.fromEntries(
  readFileSync(join(data, "towns", town, "sign-ins.txt"), "utf8").split("\n").filter((line) => /^[a-z-]+\t/.test(line))
    .map((line) => line.split("\t")).map(([role, login, password]) => [role, { login, password }]));

let copies = 0;

// A copy of the walked town. `options` are what every command on it needs.
export function copyTown(database) {
  const data = temporary("server");
  cpSync(walked(database), data, { recursive: true });
  const name = `kireise_copy_${process.pid}_${++copies}`;
  const options = ["--data", data];
  if (database === "postgresql") {
    postgres("createdb", "--template", "kireise_walked", name);
    options.push("--database", `postgresql:///${name}`);
  }
  return {
    database, data, options, name, served: [],
    signIns: signInsIn(data, "halle"),
    // What kireise COMMAND answers on this town.
    run: (...args) => spawnSync(program, [...args, ...options], { encoding: "utf8" }),
    async remove() {
      await Promise.all(this.served.map((one) => one.stop("SIGKILL")));
      rmSync(data, { recursive: true, force: true });
      if (database === "postgresql") postgres("dropdb", "--force", name);
    },
  };
}

// Serves it; several times at once over PostgreSQL, where each may have a data folder of its own. `log` is what went to standard error.
export async function serve(town, { env = {}, data = town.data } = {}) {
  const options = town.options.map((option) => (option === town.data ? data : option));
  const child = spawn(program, ["serve", ...options, "--listen", "127.0.0.1:0"],
                      { env: { ...process.env, KIREISE_ENGINE_DIR: "", ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const process_ = { child, log: "" };
  town.served.push(process_);
  child.stderr.on("data", (piece) => { process_.log += piece; });
  process_.ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ?? code)));
  process_.url = await new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (piece) => {
      text += piece;
      const found = text.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    process_.ended.then((how) => reject(new Error(`kireise serve ended with ${how}: ${text}${process_.log}`)));
  });
  process_.port = Number(new URL(process_.url).port);
  process_.isRunning = () => child.exitCode === null && child.signalCode === null;
  process_.stop = async (signal = "SIGTERM") => {
    if (process_.isRunning()) child.kill(signal);
    return process_.ended;
  };
  return process_;
}

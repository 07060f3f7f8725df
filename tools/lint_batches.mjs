// lint_batches.mjs BUILD FOLDER FILE...: writes FOLDER/N.cc files that include several sources each, how to compile them, and prints
// "N.cc FILE FILE ..." for each. Most of clang-tidy's time goes into the headers; together they are read once (12 sources: 9 s instead of
// 62 s). Sources of one room that name something alike outside of functions go into different batches.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const [build, folder, ...files] = process.argv.slice(2);
const largest = 12;

// What a source defines in its unnamed namespaces, as far as a look at the beginnings of lines tells.
function namesIn(text) {
  const names = new Set();
  for (const [, alias] of text.matchAll(/^using (\w+) =/gm)) names.add(alias);
  for (const [, inside] of text.matchAll(/^namespace \{$([\s\S]*?)^\}\s+\/\/ namespace$/gm)) {
    for (const [, type] of inside.matchAll(/^(?:struct|class|enum(?: class)?)\s+(\w+)/gm)) names.add(type);
    for (const [, name] of inside.matchAll(/^(?!using|struct|class|enum|template|\}|\/\/|#| )[^\n(={;]*?\b(\w+)\s*[({=;[]/gm)) names.add(name);
  }
  return names;
}

const batches = [];
for (const file of files) {
  const room = dirname(file), names = namesIn(readFileSync(file, "utf8"));
  const free = (one) => one.room === room && one.files.length < largest && [...names].every((name) => !one.names.has(name));
  let batch = batches.find(free);
  if (!batch) batches.push(batch = { room, files: [], names: new Set() });
  batch.files.push(file);
  for (const name of names) batch.names.add(name);
}
const commands = new Map(JSON.parse(readFileSync(`${build}/compile_commands.json`, "utf8")).map((one) => [one.file, one]));
const entries = batches.map((batch, i) => {
  const file = resolve(`${folder}/${i}.cc`), first = resolve(batch.files[0]), known = commands.get(first);
  writeFileSync(file, batch.files.map((one) => `#include "${resolve(one)}"\n`).join(""));
  console.log(`${i}.cc ${batch.files.join(" ")}`);
  return { directory: known.directory, file, command: known.command.replaceAll(first, file) };
});
writeFileSync(`${folder}/compile_commands.json`, JSON.stringify(entries));

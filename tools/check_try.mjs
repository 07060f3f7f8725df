// g++ 12 does not destroy what stands before a TRY in one pair of initialiser braces when the TRY returns (no cleanup
// for a half-made aggregate or array: memory, files and folders stay). So a TRY comes first in its braces, or before
// the statement. Usage: node tools/check_try.mjs
import { execSync } from "node:child_process";
import { readFileSync } from "node:fs";

const opens = "([{";
const closes = ")]}";

const opensBlock = (before) => /(\)|\belse|\btry|\bdo|\bconst|\bnoexcept|\bmutable|[;{}:])$/.test(before) || /->\s*[\w:<>,\s*&]+$/.test(before);

// Whether, in the statement that ends at `end`, something stands before it in initialiser braces.
const standsBehindSomething = (text, end) => {
  let depth = 0;
  let comma = false;
  for (let i = end - 1; i >= 0; i--) {
    const c = text[i];
    if (closes.includes(c)) depth++;
    else if (opens.includes(c) && depth > 0) depth--;
    else if (depth > 0) continue;
    else if (c === ";") return false;
    else if (c === ",") comma = true;
    else if (c === "{") {
      if (opensBlock(text.slice(Math.max(0, i - 300), i).trimEnd())) return false;
      if (comma) return true;
    } else if (opens.includes(c)) comma = false;
  }
  return false;
};

const withoutComments = (text) => text.replace(/\/\/[^\n]*/g, (comment) => " ".repeat(comment.length));

const files = execSync("git ls-files 'src/*.cc' 'src/*.h'").toString().trim().split("\n");
let found = 0;
for (const file of files) {
  const text = withoutComments(readFileSync(file, "utf8"));
  for (const match of text.matchAll(/\bTRY\(/g)) {
    if (!standsBehindSomething(text, match.index)) continue;
    const line = text.slice(0, match.index).split("\n").length;
    console.error(`${file}:${line}: a TRY stands behind something in braces; take it out into a statement before`);
    found++;
  }
}
if (found > 0) process.exit(1);

#!/usr/bin/env node
// check_errors.mjs: every sentence of an error has its German, and the catalogue ui/data/errors.de.yaml holds nothing that no source says.
// `--missing` prints what is missing as entries to fill in.
//
// Read: the message of fail(kind, message) and error(kind, message) in src/, and the arguments of helpers: what returns Error, and what passes
// a parameter of its own on into such a message. Understood there: literals (adjacent ones joined), fmt::format, + and ?:. Left out: kind
// ErrorKind::internal (for programmers), keys of ui/i18n, single words.
// Not seen: a sentence that is kept in a variable first or comes out of another function. The catalogue may name those; they are not demanded.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const catalogueFile = 'ui/data/errors.de.yaml';
const isTest = /(_test|_bench|_fuzz)\.(cc|h)$|\/(test_\w+|testing|scripted_upstream)\.(cc|h)$/;
const files = readdirSync('src', { recursive: true }).map(name => `src/${name}`).filter(name => /\.(cc|h)$/.test(name) && !isTest.test(name)).sort();

const unescape = text => text.replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[^])/g, (_, e) => ({ n: '\n', t: '\t', r: '\r' })[e] ?? (/^[x0-7]/.test(e) ? '?' : e));

// Tokens with their line; adjacent literals are one.
function tokensOf(source) {
  const out = [];
  let line = 1;
  const token = /\/\/[^\n]*|\/\*[^]*?\*\/|^[ \t]*#[^\n]*|R"([^( ]*)\(([^]*?)\)\1"|"((?:[^"\\\n]|\\.)*)"|'(?:[^'\\]|\\.)+'|[A-Za-z_]\w*|\d[\w.']*|::|->|&&|\|\||[ \t\r\n]+|./gm;
  for (const found of source.matchAll(token)) {
    const [text, , raw, quoted] = found;
    const literal = raw ?? (quoted === undefined ? undefined : unescape(quoted));
    if (literal !== undefined) {
      if (out.at(-1)?.literal !== undefined) out.at(-1).literal += literal;
      else out.push({ text: '', literal, line });
    } else if (!/^(\/\/|\/\*|[ \t]*#|\s)/.test(text)) out.push({ text, line });
    line += text.split('\n').length - 1;
  }
  return out;
}

const opens = '([{', closes = ')]}';

// Index of the bracket that closes the one at `start`.
function closing(tokens, start) {
  for (let depth = 0, i = start; i < tokens.length; i++) {
    if (!tokens[i].text) continue;
    if (opens.includes(tokens[i].text)) depth++;
    else if (closes.includes(tokens[i].text) && --depth === 0) return i;
  }
  return tokens.length;
}

function split(tokens, separator) {
  const parts = [[]];
  for (let depth = 0, i = 0; i < tokens.length; i++) {
    const { text } = tokens[i];
    if (text && opens.includes(text)) depth++;
    if (text && closes.includes(text)) depth--;
    if (depth === 0 && text === separator) parts.push([]);
    else parts.at(-1).push(tokens[i]);
  }
  return parts;
}

// What is inside NAME(...), when the tokens are just that call; `name` also matches with its namespace.
function insideCall(tokens, names) {
  const open = tokens.findIndex(token => token.text === '(');
  if (open < 1 || closing(tokens, open) !== tokens.length - 1 || !names.includes(tokens[open - 1].text)) return null;
  return tokens.slice(open + 1, -1);
}

// A literal that is no pattern of fmt, as one; what has placeholders is handed to a helper that formats it.
const asTemplate = literal => (/\{\d*(:[^{}]*)?\}/.test(literal) ? literal : literal.replace(/[{}]/g, '$&$&'));

// The templates that an expression can give: [{template, line}].
function templatesOf(tokens) {
  if (tokens.length === 0) return [];
  const [, ...branches] = split(tokens, '?');
  if (branches.length > 0) return branches.flatMap(branch => split(branch, ':').flatMap(templatesOf));
  const operands = split(tokens, '+');
  if (operands.length > 1) {
    const inner = operands.map(operand => (insideCall(operand, ['string', 'string_view']) ?? operand));
    const template = inner.map(one => (one.length === 1 && one[0].literal !== undefined ? asTemplate(one[0].literal) : '{}')).join('');
    return [{ template, line: tokens[0].line }, ...inner.filter(one => one.length > 1).flatMap(templatesOf)];
  }
  if (tokens.length === 1 && tokens[0].literal !== undefined) return [{ template: asTemplate(tokens[0].literal), line: tokens[0].line }];
  const format = insideCall(tokens, ['format']);
  if (format) {
    const [pattern, ...rest] = split(format, ',');
    const own = pattern.length === 1 && pattern[0].literal !== undefined ? [{ template: pattern[0].literal, line: pattern[0].line }] : templatesOf(pattern);
    return [...own, ...rest.flatMap(templatesOf)];
  }
  const plain = insideCall(tokens, ['string', 'string_view', 'move']);
  return plain ? templatesOf(plain) : [];
}

const isCall = (tokens, i) => tokens[i + 1]?.text === '(' && /^[a-z_]\w*$/.test(tokens[i].text) && !['.', '->'].includes(tokens[i - 1]?.text);
const isMessage = (tokens, i) =>
  isCall(tokens, i) && ['fail', 'error'].includes(tokens[i].text) && !(tokens[i - 1]?.text === '::' && tokens[i - 2]?.text === 'spdlog');

// Names of what makes errors out of a text that it is given: declared as Error, or a function or lambda with a parameter that goes into a message.
function helpersOf(tokens) {
  const names = new Set();
  tokens.forEach((token, i) => {
    if (token.text === 'Error') {
      const name = tokens[i + 1]?.text === '>' && tokens[i - 2]?.text === 'unexpected' ? i + 2 : i + 1;
      if (tokens[name] && isCall(tokens, name)) names.add(tokens[name].text);
    }
    if (!isMessage(tokens, i) || tokens[i + 2]?.text !== 'ErrorKind' && !/kind|\(/.test(tokens.slice(i + 2, i + 6).map(t => t.text).join(''))) return;
    const used = new Set(tokens.slice(i + 2, closing(tokens, i + 1)).map(t => t.text));
    // The innermost block around that has parameters.
    for (let depth = 0, j = i; j > 0; j--) {
      if (tokens[j].text === '}') depth++;
      if (tokens[j].text !== '{' || depth-- > 0) continue;
      depth = 0;
      let close = j - 1;
      while (['const', 'noexcept'].includes(tokens[close]?.text)) close--;
      if (tokens[close]?.text !== ')') continue;
      let open = close;
      for (let inner = 0; open > 0; open--) {
        if (tokens[open].text === ')') inner++;
        if (tokens[open].text === '(' && --inner === 0) break;
      }
      const parameters = tokens.slice(open, close);
      const passed = parameters.some((t, n) => t.text === 'string_view' && used.has(parameters[n + 1]?.text));
      const before = tokens[open - 1]?.text;
      if (['if', 'for', 'while', 'switch', 'catch'].includes(before)) continue;
      if (passed && /^[a-z_]\w*$/.test(before)) names.add(before);
      if (passed && before === ']') for (let k = open; k > open - 8; k--) if (tokens[k].text === '=') names.add(tokens[k - 1].text);
      break;
    }
  });
  return names;
}

const words = template => template.replace(/\{[^{}]*\}/g, ' ').trim();
const isProse = template => /[A-Za-z]{2}/.test(words(template)) && /\s/.test(template.trim()) && /[A-Za-z]+\s+[A-Za-z{":-]|[}":]\s+[A-Za-z]/.test(template);

const sources = new Map(files.map(file => [file, tokensOf(readFileSync(file, 'utf8'))]));
const shared = new Set();
for (const [file, tokens] of sources) {
  const header = sources.get(file.replace(/\.cc$/, '.h'));
  if (!header || file === 'src/base/error.h' || file === 'src/base/result.h') continue;
  for (const name of helpersOf(tokens)) if (header.some((_, i) => isCall(header, i) && header[i].text === name)) shared.add(name);
}

const demanded = new Map();  // template -> file:line
const said = new Set();      // every literal and every template
for (const [file, tokens] of sources) {
  const helpers = helpersOf(tokens);
  const declaresItself = new Set([...helpers, ...shared]);
  tokens.forEach((token, i) => {
    if (token.literal !== undefined) said.add(token.literal);
    const message = isMessage(tokens, i);
    if (!message && !(isCall(tokens, i) && declaresItself.has(token.text))) return;
    const found = split(tokens.slice(i + 2, closing(tokens, i + 1)), ',');
    if (message && found[0].map(t => t.text).join('') === 'ErrorKind::internal') return;
    for (const { template, line } of (message ? found.slice(1) : found).flatMap(templatesOf)) {
      said.add(template);
      if (isProse(template) && !demanded.has(template)) demanded.set(template, `${file}:${line}`);
    }
  });
}

// ---- the catalogue: entries of two lines, values in double quotes
const entries = [];
const problems = [];
let open = null;
readFileSync(catalogueFile, 'utf8').split('\n').forEach((text, i) => {
  const at = `${catalogueFile}:${i + 1}`;
  const row = /^(- en|  de): (".*")$/.exec(text);
  if (!row) {
    if (text !== '' && !text.startsWith('#')) problems.push(`${at}: expected - en: "..." or de: "..."`);
    return;
  }
  const value = JSON.parse(row[2]);
  if (row[1] === '- en') entries.push((open = { at, en: value, de: '' }));
  else if (open) open.de = value;
});

const placeholders = template => [...template.replace(/\{\{|\}\}/g, '').matchAll(/\{(\d*)[^{}]*\}/g)].map((found, i) => (found[1] === '' ? i : Number(found[1])));
const literal = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const instanceOf = template => new RegExp('^' + template.split(/\{\d*(?::[^{}]*)?\}/).map(literal).join('([^]*?)') + '$');
const wide = [...said].filter(one => /\{\d*(:[^{}]*)?\}/.test(one) && isProse(one));
// A template whose placeholder is filled with words of the program: "Cannot write {}: {}." of "Cannot {} {}: {}.".
const isInstance = en =>
  wide.some(template => {
    const found = instanceOf(template).exec(en);
    return found && found.slice(1).every(filled => /^\{\d*(:[^{}]*)?\}$/.test(filled) || said.has(filled));
  });

const known = new Map();
for (const { at, en, de } of entries) {
  if (known.has(en)) problems.push(`${at}: this sentence stands in the catalogue twice: ${en}`);
  known.set(en, de);
  if (de.trim() === '') problems.push(`${at}: no German: ${en}`);
  if (!said.has(en) && !isInstance(en) && isProse(en)) problems.push(`${at}: no source says this any more: ${en}`);
  const given = new Set(placeholders(en));
  const taken = placeholders(de);
  if (taken.some(one => !given.has(one))) problems.push(`${at}: the German has a placeholder that the sentence does not give: ${de}`);
  else if ([...given].some(one => !taken.includes(one))) problems.push(`${at}: the German leaves a placeholder out: ${de}`);
}
const missing = [...demanded].filter(([template]) => !known.has(template));
if (process.argv.includes('--missing')) {
  for (const [template, at] of missing) console.log(`# ${at}\n- en: ${JSON.stringify(template)}\n  de: ""`);
  process.exit(0);
}
for (const [template, at] of missing) problems.push(`${at}: no German in ${catalogueFile} for: ${template}`);
problems.forEach(problem => console.log(problem));
if (problems.length === 0) console.log(`errors: ${entries.length} entries, ${demanded.size} sentences of the sources have their German`);
process.exit(problems.length === 0 ? 0 : 1);

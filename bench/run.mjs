// Runs every bench natively and as wasm under Node, in turn, several rounds, and prints medians with spread and the
// ratios that docs/performance.md quotes. Judges nothing. Usage: node bench/run.mjs [--rounds N] [--json FILE] [--csv FILE]
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const options = { rounds: 5, json: '', csv: '' };
for (let i = 2; i < process.argv.length; i += 2) {
  const name = process.argv[i].replace(/^--/, '');
  if (!(name in options) || process.argv[i + 1] === undefined) {
    console.error(`bench: unknown or incomplete option ${process.argv[i]}; known: --rounds N, --json FILE, --csv FILE`);
    process.exit(2);
  }
  options[name] = name === 'rounds' ? Number(process.argv[i + 1]) : process.argv[i + 1];
}

const nativeFolder = 'build/release/bench', wasmFolder = 'build/web/bench';
const benches = readdirSync(nativeFolder).filter((name) => name.endsWith('_bench')).sort();

/** One run of one bench: its rows as {name: value}. */
function rows(command, args) {
  const text = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return Object.fromEntries(text.trim().split('\n').slice(1).map((line) => {
    const [name, , value] = line.split(',');
    return [name, Number(value)];
  }));
}

const samples = new Map();  // "row|kind" -> values, a round each
const note = (kind, found) => {
  for (const [name, value] of Object.entries(found)) {
    const key = `${name}|${kind}`;
    samples.set(key, [...(samples.get(key) ?? []), value]);
  }
};

for (let round = 1; round <= options.rounds; ++round) {
  for (const bench of benches) {
    process.stderr.write(`round ${round} of ${options.rounds}: ${bench}          \r`);
    note('native', rows(join(nativeFolder, bench), []));
    const wasm = join(wasmFolder, `${bench}.js`);
    if (existsSync(wasm)) note('wasm', rows('node', ['--no-experimental-fetch', wasm]));
  }
}
process.stderr.write('\n');

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
/** The median of the per-round ratios: rounds shared the machine's mood, single figures did not. */
const ratio = (over, under) => over && under ? median(over.map((value, i) => value / under[i])) : undefined;
const show = (value, digits = 2) => value === undefined || Number.isNaN(value) ? '' : value.toFixed(digits);

const names = [...new Set([...samples.keys()].map((key) => key.split('|')[0]))];
const table = names.map((name) => {
  const native = samples.get(`${name}|native`), wasm = samples.get(`${name}|wasm`);
  return {
    name,
    native: median(native),
    spread: (Math.max(...native) - Math.min(...native)) / median(native),
    wasm: wasm && median(wasm),
    wasmToNative: ratio(wasm, native),
    toReference: ratio(native, samples.get(`reference_${name}|native`)),
  };
});

const head = ['row', 'native', 'spread', 'wasm', 'wasm/native', 'to reference'];
const lines = table.map((row) => [row.name, show(row.native), `${show(100 * row.spread, 0)} %`, show(row.wasm),
  show(row.wasmToNative), show(row.toReference)]);
const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)));
const print = (cells) => console.log(cells.map((cell, i) => i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])).join('  '));
print(head);
lines.forEach(print);

/** Sizes of what a browser loads, compressed as a static host would. */
function pageSizes(folder) {
  const files = [];
  const visit = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) visit(path);
      else files.push(path);
    }
  };
  visit(folder);
  return files.map((path) => {
    const bytes = readFileSync(path);
    return {
      path: path.slice(folder.length + 1),
      bytes: statSync(path).size,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
    };
  }).sort((a, b) => b.gzip - a.gzip);
}
const site = 'build/web/site';
const sizes = existsSync(site) ? pageSizes(site) : [];
if (sizes.length > 0) {
  console.log('\nfile                                bytes      gzip    brotli');
  const line = (name, of) => console.log(
    name.padEnd(30) + String(of.bytes).padStart(11) + String(of.gzip).padStart(10) + String(of.brotli).padStart(10));
  for (const file of sizes) line(file.path, file);
  const sum = (files) => files.reduce((total, file) => ({
    bytes: total.bytes + file.bytes, gzip: total.gzip + file.gzip, brotli: total.brotli + file.brotli,
  }), { bytes: 0, gzip: 0, brotli: 0 });
  line('all', sum(sizes));
}

if (options.json) writeFileSync(options.json, JSON.stringify({ rounds: options.rounds, rows: table, sizes }, null, 1) + '\n');
if (options.csv) {
  writeFileSync(options.csv, ['name,native,wasm,wasm_to_native,to_reference',
    ...table.map((row) => [row.name, row.native, row.wasm ?? '', row.wasmToNative ?? '', row.toReference ?? ''].join(','))].join('\n') + '\n');
}

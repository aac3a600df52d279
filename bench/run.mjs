// Runs the benches natively, as wasm under Node and as wasm in Chromium, in turn, round after round, and prints medians, spreads and
// ratios. Judges nothing: its exit status says whether it could measure.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asCsv, asJson, places, printReport, tableOf } from './report.mjs';
import { openChromium } from './chromium.mjs';
import { pageRows } from './page.mjs';
import { plots } from './plot.mjs';
import { Samples, parseRows } from './statistics.mjs';
import { toolRows } from './tools.mjs';

const usage = `./faultline bench [NAME...] [--rounds N] [--in PLACE,...] [--csv FILE] [--json FILE] [--plots FOLDER]

NAME is a bench (trace, access, kernel, program, cpu, history, scaling, panels, pager, page, tools) or part of a row's name.
PLACE is native, node or chromium. Without FILE and FOLDER, results go to build/bench.`;

function fail(why) {
  console.error(`bench: ${why}\n\n${usage}`);
  process.exit(2);
}

function readOptions(words) {
  const options = { names: [], rounds: 5, in: places, csv: 'build/bench/bench.csv', json: 'build/bench/bench.json', plots: 'build/bench' };
  for (let i = 0; i < words.length; ++i) {
    if (!words[i].startsWith('--')) {
      options.names.push(words[i]);
      continue;
    }
    const [name, inline] = words[i].slice(2).split(/=(.*)/s), value = inline ?? words[++i];
    if (name === 'help') fail('usage');
    if (!(name in options) || name === 'names') fail(`unknown option --${name}`);
    if (!value) fail(`--${name} needs a value`);
    options[name] = name === 'in' ? value.split(',') : name === 'rounds' ? Number(value) : value;
  }
  if (!Number.isInteger(options.rounds) || options.rounds < 1) fail('--rounds is a whole number from 1');
  for (const place of options.in) if (!places.includes(place)) fail(`there is no place ${place}`);
  return options;
}

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const options = readOptions(process.argv.slice(2));
const nativeFolder = 'build/release/bench', wasmFolder = 'build/web/bench';
const compiled = existsSync(nativeFolder)
  ? readdirSync(nativeFolder).filter((name) => name.endsWith('_bench')).map((name) => name.slice(0, -'_bench'.length)).sort() : [];
if (compiled.length === 0) fail('the benches are not built: run ./faultline bench');

const all = [...compiled, 'pager', 'tools', 'page'];
const chosen = options.names.filter((name) => all.includes(name));
const words = options.names.filter((name) => !all.includes(name));
const benches = chosen.length > 0 ? chosen : words.length > 0 ? all.filter((name) => name !== 'tools' && name !== 'page') : all;

const samples = new Samples(), missing = new Set();
const say = (what) => process.stderr.write(`\r\u001b[K${what}`);
const note = (place, rows) => rows.forEach(([row, value]) => samples.add(row, place, value));
const output = (command, args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

let browser;
/** The rows of one bench in one place; undefined where it does not run. */
async function measure(bench, place) {
  if (bench === 'pager') {
    if (place === 'native') return undefined;
    return parseRows(place === 'node' ? output('node', ['bench/pager_bench.mjs', ...words]) : await browser.run('/bench/pager_bench.mjs', words));
  }
  if (place === 'native') return parseRows(output(join(nativeFolder, `${bench}_bench`), words));
  const script = join(wasmFolder, `${bench}_bench.js`);
  if (!existsSync(script)) return undefined;
  return parseRows(place === 'node' ? output('node', ['--no-experimental-fetch', script, ...words]) : await browser.run(`/${script}`, words));
}

/** Everything that is no bench program: the tools of the package archive, and the page. */
async function measureOthers(bench) {
  if (bench === 'tools') {
    const run = parseRows(output(join(nativeFolder, 'cpu_bench'), ['cpu_run'])).find(([row]) => row === 'cpu_run');
    if (!run) return;
    const found = toolRows(nativeFolder, run[2]);
    // Beside the tools once more, so that the ratio is of one moment.
    if (!benches.includes('cpu')) note('native', [run]);
    note('native', found.rows);
    found.missing.forEach((tool) => missing.add(tool));
  } else if (options.in.includes('chromium')) {
    const rows = await pageRows(root);
    if (typeof rows === 'string') say(`${rows}\n`);
    else note('chromium', rows);
  }
}

try {
  for (let round = 1; round <= options.rounds; ++round) {
    for (const bench of benches) {
      if (bench === 'tools' || bench === 'page') {
        say(`round ${round} of ${options.rounds}: ${bench}`);
        await measureOthers(bench);
        continue;
      }
      for (const place of options.in) {
        say(`round ${round} of ${options.rounds}: ${bench}, ${place}`);
        if (place === 'chromium') browser ??= await openChromium(root);
        const rows = await measure(bench, place);
        if (rows) note(place, rows);
      }
    }
  }
} finally {
  say('');
  await browser?.close();
}

if (samples.rows().length === 0) fail(`no row is called ${words.join(' or ')}`);
printReport(samples, [...missing]);
for (const file of [options.csv, options.json]) mkdirSync(dirname(file), { recursive: true });
mkdirSync(options.plots, { recursive: true });
writeFileSync(options.csv, asCsv(samples));
writeFileSync(options.json, asJson(samples, options.rounds, [...missing]));
for (const [name, svg] of Object.entries(plots(samples, tableOf(samples)))) writeFileSync(join(options.plots, `${name}.svg`), svg);

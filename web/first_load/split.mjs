// `node split.mjs LINKED SITE WASM_SPLIT ESBUILD` makes what the page fetches of what the linker made (LINKED/faultline.{js,wasm}):
//   faultline.wasm         the functions that ran in a first visit (visit.mjs), and all data
//   faultline-later.wasm   the other functions; web/js/machine.js fetches it when somebody does something
//   faultline.js           minified
// What is needed at first is measured at each build, so no list of functions grows stale.
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {visit} from './visit.mjs';

const [linked, site, wasmSplit, esbuild] = process.argv.slice(2);
const script = join(linked, 'faultline.js'), whole = join(linked, 'faultline.wasm');
const run = (tool, ...values) => execFileSync(tool, values, {stdio: ['ignore', 'inherit', 'inherit']});
const split = (...values) => run(wasmSplit, '--enable-mutable-globals', ...values);

const instrumented = join(linked, 'instrumented.wasm'), profile = join(linked, 'first_load.profile');
split('--instrument', whole, '-o', instrumented);
writeFileSync(profile, await visit(script, readFileSync(instrumented), site));
// The names are those in web/js/machine.js.
split(whole, '--profile', profile, '-o1', join(site, 'faultline.wasm'), '-o2', join(site, 'faultline-later.wasm'),
    '--import-namespace', 'first', '--placeholder-namespace', 'later', '--export-prefix', '%');
run(esbuild, '--minify', '--target=es2021', '--log-level=warning', script, `--outfile=${join(site, 'faultline.js')}`);

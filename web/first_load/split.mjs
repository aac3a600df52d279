// `node split.mjs LINKED SITE WASM_SPLIT ESBUILD` makes what the page fetches of what the linker made (LINKED/faultline.{js,wasm}):
//   faultline.wasm         the functions that ran in a first visit (visit.mjs), and all data
//   faultline-later.wasm   the other functions; web/js/machine.js fetches it when somebody does something
//   faultline.js           minified
// What is needed at first is measured at each build, so no list of functions grows stale.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {visit} from './visit.mjs';

const [linked, site, wasmSplit, esbuild] = process.argv.slice(2);
const script = join(linked, 'faultline.js'), whole = join(linked, 'faultline.wasm');
const run = (tool, ...values) => execFileSync(tool, values, {stdio: ['ignore', 'inherit', 'inherit']});
const split = (...values) => run(wasmSplit, '--enable-mutable-globals', ...values);

const instrumented = join(linked, 'instrumented.wasm'), profile = join(linked, 'first_load.profile');
split('--instrument', whole, '-o', instrumented);
try {
    writeFileSync(profile, await visit(script, readFileSync(instrumented), site));
} catch (error) {
    // Node would show the line that threw, which is all of faultline.js.
    console.error(`first_load: the visit failed: ${String(error.stack ?? error).split('\n').filter((line) => line.length < 500).join('\n')}`);
    process.exit(1);
}
// Two modules of different builds must not be put together (web/js/machine.js): each function has a number in both.
const build = createHash('sha256').update(readFileSync(whole)).update(readFileSync(profile)).digest('hex').slice(0, 8);
split(whole, '--profile', profile, '-o1', join(site, 'faultline.wasm'), '-o2', join(site, 'faultline-later.wasm'),
    '--import-namespace', `first.${build}`, '--placeholder-namespace', `later.${build}`, '--export-prefix', '%');
run(esbuild, '--minify', '--target=es2021', '--log-level=warning', script, `--outfile=${join(site, 'faultline.js')}`);

// Budgets that need no clock: what a first visit transfers, and what the single file weighs. docs/performance.md has their reasons.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {firstLoad} from './first_load.mjs';

const site = process.env.FAULTLINE_SITE ?? fileURLToPath(new URL('../../build/web/site', import.meta.url));
const budgetKiB = {firstLoad: 332, later: 415, compiler: 235, traces: 95, singleFile: 2000};

const packed = (name) => gzipSync(readFileSync(`${site}/${name}`), {level: 9}).length;
const kib = (bytes) => Math.round(bytes / 1024);

test('the first load fits its budget', () => {
    const sizes = firstLoad(site, 'lazy-malloc').map((name) => [name, packed(name)]);
    const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    const largest = sizes.sort((a, b) => b[1] - a[1]).slice(0, 8).map(([name, bytes]) => `${name} ${kib(bytes)}`).join(', ');
    assert.ok(sizes.length > 10, 'the page names its scripts and styles');
    assert.ok(kib(total) <= budgetKiB.firstLoad, `${kib(total)} KiB, the budget is ${budgetKiB.firstLoad}: ${largest}`);
});

test('the rest of the machine, loaded when somebody does something, fits its budget', () => {
    assert.ok(kib(packed('faultline-later.wasm')) <= budgetKiB.later, `${kib(packed('faultline-later.wasm'))} KiB, the budget is ${budgetKiB.later}`);
});

test('the compiler, loaded when it is first wanted, fits its budget', () => {
    const total = packed('tcc.js') + packed('tcc.wasm');
    assert.ok(kib(total) <= budgetKiB.compiler, `${kib(total)} KiB, the budget is ${budgetKiB.compiler}`);
});

test('the view of memory traces, loaded when one is first opened, fits its budget', () => {
    const names = readdirSync(`${site}/trace`).map((name) => `trace/${name}`);
    assert.ok(names.includes('trace/trace.wasm'), names.join());
    const total = names.reduce((sum, name) => sum + packed(name), 0);
    assert.ok(kib(total) <= budgetKiB.traces, `${kib(total)} KiB, the budget is ${budgetKiB.traces}`);
});

test('the single file fits its budget', () => {
    const total = packed('faultline-single.html');
    assert.ok(kib(total) <= budgetKiB.singleFile, `${kib(total)} KiB, the budget is ${budgetKiB.singleFile}`);
});

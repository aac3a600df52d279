// Host instructions of fixed inputs, counted by callgrind where it is installed: budgets that need no clock. Two runs that differ
// only in length tell what one page or one instruction more costs; start-up falls out. The budgets leave room for another compiler.
import test from 'node:test';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const cli = fileURLToPath(new URL('../../build/release/bin/faultline-cli', import.meta.url));
const callgrind = spawnSync('valgrind', ['--version']).status === 0;
const skip = callgrind ? (existsSync(cli) ? false : 'the release preset is not built') : 'valgrind is not installed';

/** Host instructions of `faultline run` on this source. */
function hostInstructions(source) {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-callgrind-'));
    try {
        writeFileSync(join(folder, 'program.c'), source);
        const run = spawnSync('valgrind', ['--tool=callgrind', '--callgrind-out-file=/dev/null', cli, 'run', join(folder, 'program.c')], {encoding: 'utf8'});
        const counted = /Collected : (\d+)/.exec(run.stderr);
        assert.ok(run.status === 0 && counted, run.stderr.slice(-2000));
        return Number(counted[1]);
    } finally {
        rmSync(folder, {recursive: true});
    }
}

/** What `more` units cost beyond `fewer`, a unit. */
const each = (program, fewer, more) => (hostInstructions(program(more)) - hostInstructions(program(fewer))) / (more - fewer);

const touching = (pages) => `#include <sys/mman.h>
int main(void) {
    unsigned long size = ${pages}ul * 4096;
    char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (unsigned long i = 0; i < size; i += 4096) p[i] = 1;
    return 0;
}
`;
const looping = (rounds) => `int main(void) {
    volatile int sum = 0;
    for (int i = 0; i < ${rounds}; i++) sum += i;
    return 0;
}
`;

test('a touched page costs at most 3,000 host instructions, its loop and its end included', {skip, timeout: 600000}, (t) => {
    const cost = each(touching, 4096, 8192);
    t.diagnostic(`${cost.toFixed(0)} host instructions a touched page`);
    assert.ok(cost > 100 && cost <= 3000, `${cost.toFixed(0)}`);
});

test('a round of a loop of ten instructions costs at most 250 host instructions', {skip, timeout: 600000}, (t) => {
    const cost = each(looping, 100000, 300000);
    t.diagnostic(`${cost.toFixed(1)} host instructions a round`);
    assert.ok(cost > 10 && cost <= 250, `${cost.toFixed(1)}`);
});

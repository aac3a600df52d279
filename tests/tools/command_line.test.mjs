// What scripts rely on: JSON that parses, exit statuses, messages with file and line, and nothing half done.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {after, test} from 'node:test';

const command = resolve('build/gcc/bin/faultline-cli');
const folder = mkdtempSync(join(tmpdir(), 'faultline-cli-'));
after(() => rmSync(folder, {recursive: true}));

function file(name, text) {
    writeFileSync(join(folder, name), text);
    return name;
}

function cli(...args) {
    return spawnSync(command, args, {cwd: folder, encoding: 'utf8', input: ''});
}

file('good.c', '#include <stdio.h>\nint main(void) { puts("out"); fputs("err\\n", stderr); return 3; }\n');
file('bad.c', '#include <stdio.h>\nint main(void)\n{\n    p = 4;\n    return 0;\n}\n');
file('waits.c', '#include <stdio.h>\nint main(void) { puts("ready"); getchar(); return 0; }\n');
file('trace.txt', 'I  00400000,4\n S 10000000,8\n L 10001000,8\n');
file('perf.txt', '0.1 ( 0.0 ms): a/1 minfault [main+0x4] => //anon@0x609c60 (d.)\n0.2 ( 0.0 ms): a/1 majfault [open_heap+0x2] => 0x60a008 (d.)\n');
file('broken.txt', 'I  00400000,4\n S 10000000\n');

test('run: output and errors stay apart, and the status is the program\'s', () => {
    const run = cli('run', 'good.c');
    assert.equal(run.status, 3);
    assert.equal(run.stdout, 'out\n');
    assert.match(run.stderr, /^err\n/);
    assert.match(run.stderr, /Minor \(reclaiming a frame\) page faults: \d+/);
    const json = JSON.parse(cli('run', '--json', 'good.c').stdout);
    assert.deepEqual([json.ok, json.output, json.errors, json.end], [true, 'out\n', 'err\n', 'exit status 3']);
});

test('a program that does not compile: its line on standard error, or in JSON', () => {
    const run = cli('run', 'bad.c');
    assert.equal(run.status, 2);
    assert.match(run.stderr, /^bad\.c:4: error: `p` is not declared\n/);
    for (const verb of ['run', 'build']) {
        const json = JSON.parse(cli(verb, '--json', 'bad.c').stdout);
        assert.deepEqual(json, {ok: false, diagnostics: [{file: 'bad.c', line: 4, severity: 'error', text: '`p` is not declared'}]});
    }
});

test('build and disassemble', () => {
    const built = JSON.parse(cli('build', '--json', 'good.c', '-o', 'good.elf').stdout);
    assert.equal(built.ok, true);
    assert.equal(cli('run', 'good.elf').status, 3);
    const lines = cli('disassemble', '--json', '--function', 'main', 'good.elf').stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(lines[0].function, 'main');
    assert.equal(lines[1].text, 'push rbp');
});

test('the second terminal looks at the program after its end', () => {
    const run = cli('run', 'waits.c', '--shell', 'ps -o pid,s,comm');
    assert.match(run.stderr, /^\$ ps -o pid,s,comm\n {2}PID S COMMAND\n {4}1 Z waits <defunct>\n/);
});

test('a trace is replayed, or refused by the numbers of its lines', () => {
    const json = JSON.parse(cli('trace', '--json', 'trace.txt').stdout);
    assert.deepEqual([json.fetches, json.loads, json.stores, json.pages, json.minor_faults], [1, 1, 1, 3, 3]);
    assert.deepEqual(json.policy_faults, {FIFO: 3, LRU: 3, CLOCK: 3, RANDOM: 3, OPT: 3});
    assert.deepEqual([json.frames, json.lru_faults, json.recorded_faults], [2, [{frames: 1, faults: 3}, {frames: 2, faults: 3}, {frames: 3, faults: 3}], []]);
    assert.equal(JSON.parse(cli('trace', '--json', '--frames', '7', 'trace.txt').stdout).frames, 7);
    assert.match(cli('trace', '--frames', '0', 'trace.txt').stderr, /--frames 0: wanted a number from 1 on/);
    const perf = cli('trace', 'perf.txt');
    assert.match(perf.stdout, /^ +1 +0  main -> \/\/anon\n +0 +1  open_heap -> \?\n/m);
    const broken = cli('trace', 'broken.txt');
    assert.equal(broken.status, 2);
    assert.equal(broken.stdout, '');
    assert.match(broken.stderr, /^broken\.txt:2: error: wanted I, L, S or M/);
    assert.match(broken.stderr, /1 line is malformed; nothing was loaded/);
});

test('help and the manual page know every command', () => {
    const help = cli('help').stdout, man = cli('man').stdout;
    for (const verb of ['run', 'build', 'compare', 'trace', 'disassemble', 'ops', 'replay']) {
        assert.match(help, new RegExp(`faultline-cli ${verb} `));
        assert.match(man, new RegExp(`^\\.B faultline ${verb}$`, 'm'));
    }
});

test('replay: an object a line, and the state of a file that is no attempt', () => {
    file('no-attempt.json', '{}');
    const run = cli('replay', '--json', 'no-attempt.json', 'missing.json');
    assert.equal(run.status, 1);
    const [first, second] = run.stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual([first.file, first.ok, second.file, second.ok], ['no-attempt.json', false, 'missing.json', false]);
    assert.notEqual(first.state, '');
});

// What a newcomer meets when something is missing: one line that says what to do, and no half-made state.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'faultline-door-'));
after(() => rmSync(folder, {recursive: true}));

/** A checkout of which only the front door and set-up are there, with nothing fetched or built. */
const checkout = join(folder, 'checkout');
mkdirSync(checkout);
for (const name of ['faultline', 'setup', 'cmake', 'CMakePresets.json']) symlinkSync(join(root, name), join(checkout, name));

/** Commands that stand in for the machine's own. */
function stand_ins(commands) {
    const bin = mkdtempSync(join(folder, 'bin-'));
    for (const [name, script] of Object.entries(commands)) {
        writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
        chmodSync(join(bin, name), 0o755);
    }
    return bin;
}

function shell(script, commands = {}) {
    return spawnSync('bash', ['-c', `set -u -o pipefail; cd ${checkout}; FAULTLINE_ROOT=${checkout}; . setup/setup.sh; . setup/build.sh; ${script}`], {
        encoding: 'utf8',
        env: {...process.env, PATH: `${stand_ins(commands)}:${process.env.PATH}`},
        stdio: ['ignore', 'pipe', 'pipe'],
    });
}

function door(...args) {
    return spawnSync('./faultline', args, {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
}

function assertOneLine(result, expected) {
    assert.notEqual(result.status, 0);
    const lines = result.stderr.trim().split('\n');
    assert.match(lines.at(-1), /^faultline: /);
    assert.match(lines.at(-1), expected);
}

test('help lists the commands and succeeds', () => {
    const help = door('help');
    assert.equal(help.status, 0);
    for (const command of ['serve', 'test', 'run', 'compare']) assert.match(help.stdout, new RegExp(`faultline ${command} `));
});

test('a word that is no command is refused before anything is built', () => {
    const wrong = door('rnu', 'lazy.c');
    assertOneLine(wrong, /there is no command 'rnu'; \.\/faultline help lists them/);
    assert.equal(wrong.stdout, '');
});

test('a port that is no port, and a word that serve does not know, are refused before anything is built', () => {
    assertOneLine(door('serve', '--port', 'eighty'), /port must be a number from 1 to 65535, not 'eighty'/);
    assertOneLine(door('serve', '--port', '70000'), /not '70000'/);
    assertOneLine(door('serve', '--prot', '8080'), /does not know '--prot'/);
});

test('missing packages without root or sudo: the line to run is printed', () => {
    const result = shell('PATH=$(dirname "$(command -v id)"):/usr/bin:/bin; command() { [ "$2" != sudo ] && builtin command "$@"; }; install_packages test', {
        id: 'echo 1000',
        'dpkg-query': 'exit 0',
    });
    assertOneLine(result, /neither root nor sudo.*apt-get install --no-install-recommends .*libyaml-cpp-dev/);
    assert.doesNotMatch(result.stderr, / chromium /, 'what is there by its command is not asked for');
});

test('a full disk is named before packages are installed, and when a step runs into it', () => {
    const full = {df: 'echo Filesystem; echo /dev/x 100 100 10240 99% /', 'dpkg-query': 'exit 0', id: 'echo 0', 'apt-get': 'exit 1'};
    assertOneLine(shell('install_packages serve', full), /disk is too full to install \d+ packages: 10 MiB are free.*are needed/);
    assertOneLine(shell('step "writing" sh -c "echo cp: No space left on device; exit 1"'), /disk is full \(writing\)/);
});

test('no network is named as such, with what to do, and leaves no stamp behind', () => {
    const result = shell('download() { echo "Could not resolve host: archive.example"; return 6; }; setup_tcc');
    assertOneLine(result, /no network \(fetching TCC .*\): connect this machine and try again/);
    assert.ok(!existsSync(join(checkout, 'third_party/stamps/tcc')));
});

test('a file with another hash is refused and removed', () => {
    const source = join(folder, 'pool');
    mkdirSync(source);
    writeFileSync(join(source, 'thing.tar'), 'not what was pinned');
    const target = join(folder, 'fetched.tar');
    const script = (hash) => `debian_archives() { echo file://${source}; }; download() { cp "\${1#file://}" "$2"; }; fetch_pool thing.tar ${hash} ${target}`;
    const wrong = shell(script('0'.repeat(64)));
    assert.notEqual(wrong.status, 0);
    assert.match(wrong.stdout, /not with the hash/);
    assert.ok(!existsSync(target));
    const right = shell(`${script('$(sha256sum ' + join(source, 'thing.tar') + ' | cut -d" " -f1)')}`);
    assert.equal(right.status, 0, right.stderr);
    assert.equal(readFileSync(target, 'utf8'), 'not what was pinned');
});

test('when the pinned Dear ImGui has left the archive, the upstream tag is taken by its hash, or a folder by its name', () => {
    const gone = 'fetch_pool() { echo "404 Not Found"; return 1; }; imgui_version=9.9; ';
    // Stands in for a clone: the last argument is the folder.
    const clone = (source) => ({git: `for last; do :; done; mkdir -p "$last"; cp -r ${source}/. "$last"`});

    const upstream = shell(`${gone} setup_imgui && ls third_party/imgui`, clone(join(root, 'third_party/imgui')));
    assert.equal(upstream.status, 0, upstream.stderr);
    assert.match(upstream.stdout, /imgui\.cpp/);

    const other = join(folder, 'other-imgui');
    mkdirSync(other);
    for (const name of ['imgui.h', 'LICENSE.txt']) writeFileSync(join(other, name), 'changed');
    const forged = shell(`${gone} rm -rf third_party; setup_imgui`, clone(other));
    assertOneLine(forged, /fetching Dear ImGui 9\.9: failed/);
    assert.match(forged.stderr, /the upstream tag does not have the pinned hash/);

    const unreachable = shell(`${gone} setup_imgui`, {git: 'exit 128'});
    assert.match(unreachable.stderr, /get Dear ImGui 9\.9 by hand and name its folder: FAULTLINE_IMGUI_DIR=/);
    const named = shell(`${gone} FAULTLINE_IMGUI_DIR=${other}; setup_imgui && cat third_party/imgui/imgui.h`);
    assert.match(named.stdout, /changed$/);
});

test('a piece is made once for its key, and again when the key changes', () => {
    const make = (key) => `piece_is_current thing ${key} && echo kept || { echo made; piece_done thing ${key}; }`;
    assert.equal(shell(make('1')).stdout, 'made\n');
    assert.equal(shell(make('1')).stdout, 'kept\n');
    assert.equal(shell(make('2')).stdout, 'made\n');
});

test('an old node is refused', () => {
    assertOneLine(shell('check_node', {node: 'echo 16'}), /node 16 is too old: install node 18 or newer/);
});

test('a build that fails shows its end, and its status is a failure', () => {
    const result = shell('build gcc', {cmake: 'echo "something.cpp:3: error: no"; exit 1'});
    assert.match(result.stderr, /something\.cpp:3: error: no/);
    assertOneLine(result, /configuring gcc: failed; the whole log is .*\.log/);
});

test('the summary counts a broken suite as a failure', () => {
    const result = shell('. setup/test.sh; ctest_suite gcc ""; echo "$passed passed, $failed failed"', {
        ctest: 'echo "Unable to find executable"; exit 8',
    });
    assert.match(result.stdout, /^0 passed, 1 failed$/m);
    const good = shell('. setup/test.sh; ctest_suite gcc ""; echo "$passed passed, $failed failed"', {
        ctest: 'echo "100% tests passed, 0 tests failed out of 5"',
    });
    assert.match(good.stdout, /^5 passed, 0 failed$/m);
});

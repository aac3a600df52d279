// A memory trace in the page: what is shown is what the desk tells of the same file, and nothing is ever half loaded.
import test from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';
import {violations} from './axe.mjs';
import {browsers, openLab} from './browsers.mjs';
import {drop, dropBytes, dropRepeated, dropped} from './drop.mjs';
import {serveSite, sourceRoot} from './site.mjs';
import {Player} from './player.mjs';

const command = process.env.FAULTLINE_CLI ?? `${sourceRoot}build/gcc/bin/faultline-cli`;
const site = process.env.FAULTLINE_SITE ?? `${sourceRoot}build/web/site`;

/** Code that walks over `pages` pages, forwards and backwards in turn, reading some and writing others. */
function lackey(pages, rounds) {
    const lines = ['==1== Lackey, an example Valgrind tool', '==1== '];
    for (let round = 0; round < rounds; ++round) {
        for (let index = 0; index < pages; ++index) {
            const page = round % 2 ? pages - 1 - index : index;
            lines.push(`I  0040${(index % 3).toString(16)}0b0,4`, ` ${'LSM'[(page + round) % 3]} ${(0x10000000 + page * 4096 + 4092).toString(16)},8`);
        }
    }
    return lines.concat('==1== Exit code: 0', '').join('\n');
}

const perf = [
    '     0.000 ( 0.000 ms): z2.elf/11980 minfault [elf_load+0x28a] => 0x609c60 (?k)',
    '     3.699 ( 0.000 ms): z2.elf/11980 minfault [main+0x0] => /tmp/z2.elf@0x1680 (d.)',
    '    39.565 ( 0.000 ms): z2.elf/11980 majfault [open_heap+0x8e] => //anon@0x60a008 (d.)',
    '    39.911 ( 0.000 ms): z2.elf/11980 minfault [open_heap+0x93] => //anon@0x60b008 (d.)', ''].join('\n');

/** What `./faultline trace` tells of the same text. */
function desk(text, ...options) {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-trace-'));
    try {
        writeFileSync(join(folder, 'trace.txt'), text);
        return JSON.parse(execFileSync(command, ['trace', '--json', ...options, join(folder, 'trace.txt')], {encoding: 'utf8'}));
    } finally {
        rmSync(folder, {recursive: true});
    }
}

async function visit(query, story, launch = browsers.chromium) {
    const lab = await serveSite();
    const page = await launch();
    try {
        await page.size(1280, 900);
        await openLab(page, `${lab.address}${query}`);
        await story(page, lab.address);
    } finally {
        await page.close();
        lab.close();
    }
}

/** The rows of a table of the view, numbers as numbers. */
function table(page, id) {
    return page.run((body) => Array.from(document.querySelectorAll(`#${body} tr`), (row) => Array.from(row.cells, (cell) => {
        const text = cell.textContent.replaceAll(',', '');
        return /^\d+$/.test(text) ? Number(text) : text;
    })), id);
}

async function shows(page, name) {
    await page.wait((wanted) => document.documentElement.dataset.page === 'trace' && document.getElementById('trace-title').textContent === wanted, name, name);
}

/** The view against what the desk tells: every figure that both have. */
async function assertSame(page, told) {
    const did = (await table(page, 'trace-did')).map((row) => row[1]);
    const recorded = (kind) => told.recorded_faults.reduce((sum, one) => sum + one[kind], 0);
    assert.deepEqual(did, told.recorded_faults.length ? [recorded('minor'), recorded('major'), told.pages] : [told.fetches, told.loads, told.stores, told.pages]);
    const machine = (await table(page, 'trace-machine')).slice(0, 4).map((row) => row[1]);
    assert.deepEqual(machine, [told.minor_faults, told.major_faults, told.tlb_misses, told.ranges]);
    assert.deepEqual((await table(page, 'trace-policies')).map(([rule, faults]) => [rule.split(':')[0], faults]), Object.entries(told.policy_faults));
    assert.deepEqual((await table(page, 'trace-curve')).map(([frames, faults]) => ({frames, faults})), told.lru_faults);
    assert.equal(await page.run(() => document.getElementById('trace-frames').valueAsNumber), told.frames);
}

const said = (page) => page.run(() => Array.from(document.querySelectorAll('.alert p'), (one) => one.textContent).join('\n'));

test('a dropped trace of lackey shows what the desk tells, in every number of frames', {timeout: 240000}, () => visit('', async (page) => {
    const text = lackey(40, 6);
    await drop(page, {'walk.log': text});
    await shows(page, 'walk.log');
    await assertSame(page, desk(text));
    assert.equal(await page.run(() => document.activeElement.id), 'trace-title');
    const player = new Player(page);
    await player.tabTo('#trace-frames');
    await page.selectAll();
    await page.type('7\n');
    await page.wait(() => /in 7 frames/.test(document.getElementById('trace-said').textContent), 'seven frames');
    await assertSame(page, desk(text, '--frames', '7'));
    await player.tabTo('#trace-size');
    await page.press('Home');
    await page.wait(() => /in 1 frame:/.test(document.getElementById('trace-said').textContent), 'one frame');
    await assertSame(page, desk(text, '--frames', '1'));
    assert.equal(await page.run(() => document.querySelector('#trace-curve [aria-current]').cells[0].textContent), '1');
    await player.tabTo('#trace-frames');
    await page.selectAll();
    await page.type('0\n');
    assert.match(await page.run(() => document.getElementById('trace-said').textContent), /from 1 to 44/);
    await player.tabTo('#trace-back');
    await page.press('Enter');
    assert.equal(await page.run(() => document.documentElement.dataset.page), 'start');
    assert.equal(await page.run(() => document.activeElement.id), 'open-file');
}));

for (const [name, launch] of Object.entries(browsers).filter(([other]) => other !== 'chromium')) {
    test(`${name} reads a compressed trace`, {timeout: 240000}, () => visit('', async (page) => {
        const text = lackey(30, 3);
        await dropBytes(page, 'walk.gz', gzipSync(text));
        await shows(page, 'walk.gz');
        await assertSame(page, desk(text));
    }, launch));
}

test('a trace is chosen by keyboard on the start page; compressed it is the same trace', {timeout: 240000}, () => visit('', async (page) => {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-trace-'));
    try {
        const text = lackey(30, 3);
        const path = join(folder, 'walk.txt.gz');
        writeFileSync(path, gzipSync(text));
        await new Player(page).tabTo('#open-file');
        const chooser = page.page.waitForFileChooser();
        // The browser must know that it is waited for before the key comes.
        await page.run(() => new Promise(requestAnimationFrame));
        await page.press('Enter');
        await (await chooser).accept([path]);
        await shows(page, 'walk.txt.gz');
        await assertSame(page, desk(text));
    } finally {
        rmSync(folder, {recursive: true});
    }
}));

test('lines that cannot be read are told by number, and what was there stays', {timeout: 240000}, () => visit('', async (page) => {
    const broken = lackey(5, 1) + 'I  zzz,2\n L 500000\n';
    await drop(page, {'broken.txt': broken});
    await page.wait(() => document.querySelector('.alert') !== null, 'the alert');
    const lines = broken.split('\n').length - 1;
    assert.equal(await said(page), 'broken.txt cannot be shown: 2 lines cannot be read.\n' +
        `Line ${lines - 1}: wanted I, L, S or M, an address and a length, not "I  zzz,2"\n` +
        `Line ${lines}: wanted I, L, S or M, an address and a length, not " L 500000"`);
    assert.equal(await page.run(() => document.documentElement.dataset.page), 'start');
    assert.ok(!await page.run(() => document.getElementById('trace-dialog').open));
    // Over a trace that is shown: it stays and still answers.
    const good = lackey(12, 4);
    await drop(page, {'good.txt': good});
    await shows(page, 'good.txt');
    await drop(page, {'again.txt': 'I  00400000,4\nand so on\n'});
    await page.wait(() => document.querySelectorAll('.alert').length === 2, 'the second alert');
    assert.match(await said(page), /again\.txt cannot be shown: one line cannot be read\.\nLine 2: wanted/);
    await shows(page, 'good.txt');
    await page.run(() => {
        const field = document.getElementById('trace-frames');
        field.value = 3;
        field.dispatchEvent(new Event('change'));
    });
    await page.wait(() => /in 3 frames/.test(document.getElementById('trace-said').textContent), 'three frames');
    await assertSame(page, desk(good, '--frames', '3'));
    // A compressed file that ends too early has no line to blame.
    await dropBytes(page, 'cut.gz', gzipSync(lackey(3000, 1)).subarray(0, -200));
    await page.wait(() => document.querySelectorAll('.alert').length === 3, 'the third alert');
    assert.match(await said(page), /cut\.gz cannot be shown:\n./);
    // What is no trace at all is none of its business.
    await drop(page, {'letter.txt': 'Dear reader,\n'});
    await page.wait(() => document.querySelectorAll('.alert').length === 4, 'the fourth alert');
    assert.match(await said(page), /nothing to open/);
    await shows(page, 'good.txt');
}));

test('a trace of perf shows what perf recorded, by place', {timeout: 240000}, () => visit('?lab=lazy-malloc', async (page) => {
    await drop(page, {'perf.out': perf});
    await shows(page, 'perf.out');
    const told = desk(perf);
    await assertSame(page, told);
    assert.deepEqual(await table(page, 'trace-places'), told.recorded_faults.map((one) => [one.code || 'no name', one.mapping || 'no name', one.minor, one.major]));
    assert.deepEqual((await table(page, 'trace-places'))[0], ['open_heap', '//anon', 1, 1]);
    // The lab lies under it, untouched: no key moves its machine, and it is there again.
    await page.run(() => document.activeElement.blur());
    await page.press('?');
    assert.ok(!await page.run(() => document.getElementById('keys-dialog').open));
    await new Player(page).tabTo('#trace-back');
    assert.equal(await page.run(() => document.activeElement.textContent), 'Back to the lab');
    await page.press('Enter');
    assert.equal(await page.run(() => document.documentElement.dataset.page), undefined);
    assert.equal(await page.run(() => document.activeElement.id), 'lab-title');
    assert.equal(await page.run(() => document.getElementById('guide').getAttribute('aria-labelledby')), 'lab-title');
}));

test('megabytes stream in with progress, and reading can be cancelled', {timeout: 240000}, () => visit('', async (page) => {
    const piece = lackey(300, 60);
    await page.run(() => {
        window.seen = [];
        new MutationObserver(() => {
            const bar = document.getElementById('trace-progress');
            if (bar && bar.value > 0 && bar.value < 1) window.seen.push([document.getElementById('trace-amount').textContent, document.getElementById('trace-doing').textContent]);
        }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
    });
    await dropRepeated(page, 'large.txt', piece, 12);
    await shows(page, 'large.txt');
    await assertSame(page, desk(piece.repeat(12)));
    // Longer than anyone waits: Escape ends it, and what was there stays.
    await dropRepeated(page, 'endless.txt', piece, 800);
    await page.wait(() => window.seen.some(([amount, doing]) => /^\d+\.\d of \d+\.\d MB$/.test(amount) && doing === 'Reading endless.txt'), 'the progress');
    assert.ok(await page.run(() => document.getElementById('trace-dialog').open));
    assert.equal(await page.run(() => document.activeElement.textContent), 'Cancel');
    await page.press('Escape');
    assert.ok(!await page.run(() => document.getElementById('trace-dialog').open));
    await shows(page, 'large.txt');
    await drop(page, {'small.txt': lackey(3, 2)});
    await shows(page, 'small.txt');
    assert.equal(await said(page), '');
}));

test('axe finds nothing in the view, in both themes, and 320 pixels are wide enough', {timeout: 240000}, () => visit('', async (page, address) => {
    for (const theme of ['light', 'dark']) {
        await openLab(page, `${address}?theme=${theme}`);
        await drop(page, {'perf.out': perf});
        await shows(page, 'perf.out');
        assert.deepEqual(await violations(page), [], theme);
    }
    // A viewport of 1280 pixels at 400 % is one of 320.
    await page.size(320, 640);
    await drop(page, {'walk.txt': lackey(2000, 2)});
    await shows(page, 'walk.txt');
    const [scroll, client] = await page.run(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(scroll <= client, `${scroll} is wider than ${client}`);
    assert.deepEqual(await violations(page), [], 'narrow');
}));

test('the single file and a sandboxed frame read traces too', {timeout: 240000}, async () => {
    const lab = await serveSite();
    const page = await browsers.chromium();
    const text = lackey(20, 2);
    try {
        await openLab(page, pathToFileURL(`${site}/faultline-single.html`).href);
        await drop(page, {'walk.txt': text});
        await shows(page, 'walk.txt');
        await assertSame(page, desk(text));
        await page.page.setContent(`<iframe sandbox="allow-scripts" src="${lab.address}embed.html" width="900" height="900"></iframe>`);
        const frame = await (await page.page.waitForSelector('iframe')).contentFrame();
        await frame.waitForFunction(() => document.documentElement.dataset.ready === 'true', {timeout: 120000});
        await frame.evaluate(dropped, 'walk.txt', [text]);
        await frame.waitForFunction(() => document.documentElement.dataset.page === 'trace', {timeout: 120000});
        assert.deepEqual(await frame.evaluate(() => Array.from(document.querySelectorAll('.alert'), (one) => one.textContent)), []);
    } finally {
        await page.close();
        lab.close();
    }
});

// What a learner who cannot see the picture, cannot use a pointer, zooms, or has no WebGL meets.
import test from 'node:test';
import assert from 'node:assert/strict';
import {violations} from './axe.mjs';
import {browsers, openLab} from './browsers.mjs';
import {serveSite} from './site.mjs';
import {Player} from './player.mjs';

/** Commits the first step's answers and runs its program, by keyboard. */
async function runFirstStep(page) {
    const player = new Player(page);
    for (const question of (await player.look()).open) await player.answer(question);
    await player.primary();
    await page.wait(() => document.documentElement.dataset.state === 'ready', 'the program');
    await player.primary();
    await page.wait(() => document.documentElement.dataset.state === 'observing', 'the end of the run');
    return player;
}

async function withLab(options, story) {
    const site = await serveSite();
    const page = await browsers.chromium(options);
    try {
        await page.size(1440, 900);
        await story(page, `${site.address}?lab=lazy-malloc`);
    } finally {
        await page.close();
        site.close();
    }
}

test('axe finds nothing, before and after the run, in both themes', {timeout: 300000}, () => withLab({}, async (page, address) => {
    for (const theme of ['light', 'dark']) {
        await page.open('about:blank');
        await openLab(page, `${address}&theme=${theme}`);
        await page.run(() => localStorage.clear());
        await openLab(page, `${address}&theme=${theme}`);
        assert.deepEqual(await violations(page), [], `${theme}, first step`);
        await runFirstStep(page);
        assert.deepEqual(await violations(page), [], `${theme}, after the run`);
        await page.run(() => localStorage.clear());
    }
}));

test('every step says one sentence, and keys move through time', {timeout: 300000}, () => withLab({}, async (page, address) => {
    await openLab(page, address);
    await runFirstStep(page);
    await page.run(() => document.activeElement.blur());
    const sentence = () => page.run(() => document.getElementById('sentence').textContent);
    const clock = () => page.run(() => document.getElementById('clock').textContent);
    const end = await clock();
    const rest = () => page.wait(() => document.documentElement.dataset.state !== 'busy', 'the end of the move');
    await page.press('0');
    await page.wait((old) => document.getElementById('clock').textContent !== old, 'the start', end);
    assert.match(await sentence(), /first instruction/);
    await page.press('f');
    await rest();
    await page.press('i');
    await rest();
    await page.wait(() => /fault:/.test(document.getElementById('sentence').textContent), 'the sentence of a fault');
    assert.match(await sentence(), /RSS \d+ pages?\./);
    assert.match(await page.run(() => document.getElementById('section-fault-path').textContent), /Linux function/);
}));

test('the lab begins anew once that has been asked and said, by key and by button', {timeout: 300000}, () => withLab({}, async (page, address) => {
    await openLab(page, address);
    const player = await runFirstStep(page);
    await page.run(() => document.activeElement.blur());
    const asks = () => page.run(() => document.getElementById('reset-dialog').open);
    const hasRun = () => page.run(() => window.Faultline.session.view().transport.hasMachine);
    await page.press('R');
    assert.ok(await asks());
    await page.press('Escape');
    assert.ok(!await asks());
    assert.ok(await hasRun(), 'Escape keeps everything');
    await player.tabTo('#transport button[aria-haspopup="dialog"]');
    await page.press('Enter');
    assert.ok(await asks());
    assert.equal(await page.run(() => document.activeElement.value), '', 'what keeps everything comes first');
    await player.tabTo('#reset-dialog button[value="reset"]');
    await page.press('Enter');
    await page.wait(() => document.documentElement.dataset.state === 'answering', 'the first step');
    assert.ok(!await hasRun());
    assert.deepEqual(await page.run(() => Array.from(document.querySelectorAll('#guide-live input'), (field) => field.type === 'text' ? field.value : field.checked).filter(Boolean)), []);
    // Its program is built and run again.
    await runFirstStep(page);
    assert.ok(await hasRun());
}));

test('Tab walks through the whole page and comes back', {timeout: 300000}, () => withLab({}, async (page, address) => {
    await openLab(page, address);
    await page.press('Tab');
    const first = await page.run(() => document.activeElement.className);
    assert.equal(first, 'skip');
    const seen = new Set();
    for (let presses = 0; presses < 400; ++presses) {
        await page.press('Tab');
        const now = await page.run(() => (document.activeElement === document.body ? 'body' : document.activeElement.id || document.activeElement.className || document.activeElement.textContent));
        if (now === 'skip' || now === 'body') break;
        seen.add(now);
    }
    for (const id of ['theme-button', 'keys-button', 'primary']) assert.ok(seen.has(id), `${id} is reached`);
    assert.ok(!seen.has('canvas'), 'the picture is no stop');
}));

test('at 320 pixels, and at 400 % zoom, nothing has to be scrolled sideways', {timeout: 300000}, () => withLab({}, async (page, address) => {
    for (const width of [320, 360]) {
        await page.size(width, 640);
        await openLab(page, address);
        const [scroll, client] = await page.run(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(scroll <= client, `${scroll} is wider than ${client}`);
        const [guide, instrument] = await page.run(() => ['guide', 'instrument'].map((id) => document.getElementById(id).getBoundingClientRect().top));
        assert.ok(guide < instrument, 'the guide comes first');
    }
}));

test('without WebGL the lab is told in words, with a notice', {timeout: 300000}, () => withLab({flags: ['--disable-gpu', '--disable-software-rasterizer', '--disable-webgl', '--disable-3d-apis']}, async (page, address) => {
    await openLab(page, address);
    assert.match(await page.run(() => document.querySelector('[role=alert]').textContent), /no WebGL/);
    await runFirstStep(page);
    assert.match(await page.run(() => document.getElementById('section-counters').textContent), /RSS/);
    assert.match(await page.run(() => document.getElementById('section-address-space').textContent), /stack/);
}));

test('a file that does not come is said in the page', {timeout: 300000}, () => withLab({}, async (page, address) => {
    await page.page.setRequestInterception(true);
    page.page.on('request', (request) => (request.url().endsWith('.wasm') ? request.abort() : request.continue()));
    await page.open(address);
    await page.wait(() => document.querySelector('[role=alert]') !== null, 'the alert');
    assert.match(await page.run(() => document.querySelector('[role=alert]').textContent), /faultline\.wasm/);
    assert.match(await page.run(() => document.getElementById('guide').textContent), /That stop is a page fault/);
}));

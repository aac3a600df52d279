// The start page: cards with progress, the tour, and a lab that comes from elsewhere.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {browsers, openLab} from './browsers.mjs';
import {drop} from './drop.mjs';
import {serveSite, sourceRoot} from './site.mjs';

const [name, launch] = Object.entries(browsers)[0];

async function visit(query, story) {
    const site = await serveSite();
    const page = await launch();
    try {
        await openLab(page, `${site.address}${query}`);
        await story(page, site.address);
    } finally {
        await page.close();
        site.close();
    }
}

function segfaults() {
    const folder = `${sourceRoot}scenarios/segfaults`;
    return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]));
}

test(`${name}: cards lead to labs, and remember how far one has come`, {timeout: 240000}, () => visit('', async (page, address) => {
    const titles = await page.run(() => Array.from(document.querySelectorAll('.lab-card h2'), (one) => one.textContent));
    assert.ok(titles.length >= 3, titles.join());
    await page.run(() => document.querySelector('.lab-card a[href*="lazy-malloc"]').click());
    await page.wait(() => document.documentElement.dataset.state === 'answering', 'the lab');
    assert.match(await page.run(() => location.search), /lab=lazy-malloc/);
    // It is saved a moment after it is there.
    await page.wait(() => localStorage.getItem('faultline/attempt/lazy-malloc') !== null, 'the saved attempt');
    // From a file of the same site, where no lab saves over what is written here.
    await page.open(`${address}labs/index.json`);
    await page.run(() => {
        const attempt = JSON.parse(localStorage.getItem('faultline/attempt/lazy-malloc'));
        const first = Object.keys(attempt.steps)[0];
        attempt.steps[first].compared = true;
        localStorage.setItem('faultline/attempt/lazy-malloc', JSON.stringify(attempt));
    });
    await openLab(page, address);
    assert.match(await page.run(() => document.querySelector('.lab-card[data-state="begun"]').textContent), /1 of \d+ steps done/);
}));

test(`${name}: the tour plays real events, pauses, and goes to any second`, {timeout: 240000}, () => visit('?tour', async (page) => {
    await page.wait(() => document.documentElement.dataset.tour === 'ready', 'the tour');
    await page.run(() => {
        const play = document.getElementById('tour-play');
        if (play.textContent === 'Pause') play.click();
    });
    const place = async (second) => {
        await page.run((wanted) => {
            const bar = document.getElementById('tour-place');
            bar.value = String(wanted);
            bar.dispatchEvent(new Event('input', {bubbles: true}));
        }, second);
        await page.wait(() => !window.Faultline.session.view().transport.busy, 'the machine');
        return page.run(() => [document.getElementById('tour-title').textContent, document.getElementById('sentence').textContent]);
    };
    const first = await place(0);
    const last = await place(59);
    assert.notEqual(first[0], last[0]);
    assert.notEqual(first[1], last[1]);
    assert.deepEqual(await place(0), first);
    // Another lab ends it, and is not touched by it.
    await page.run(() => {
        window.Faultline.openLab('segfaults');
    });
    await page.wait(() => document.documentElement.dataset.state === 'answering', 'the lab');
    assert.ok(await page.run(() => document.getElementById('tour').hidden));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(await page.run(() => window.Faultline.session.view().guide.step), 0);
    const words = await page.run(() => document.getElementById('tour-text').textContent);
    assert.match(words, /256 KiB/);
    assert.doesNotMatch(words, /…/);
}));

test(`${name}: a dropped folder runs, and a broken one names file and line`, {timeout: 240000}, () => visit('', async (page) => {
    const files = segfaults();
    await drop(page, {...files, 'lab.md': files['lab.md'].replace('unit: faults', 'unti: faults')});
    await page.wait(() => document.querySelector('.alert') !== null, 'an error');
    assert.match(await page.run(() => document.querySelector('.alert').textContent), /lab\.md:\d+: .*unti/);
    await drop(page, files);
    await page.wait(() => document.documentElement.dataset.state === 'answering', 'the lab');
    assert.match(await page.run(() => document.getElementById('guide-live').textContent), /Segmentation faults/);
}));

test(`${name}: an address without a lab is named, and the cards are there`, {timeout: 240000}, () => visit('?lab-url=labs/none.json', async (page) => {
    assert.match(await page.run(() => document.querySelector('.alert').textContent), /none\.json/);
    assert.ok(await page.run(() => document.querySelectorAll('.lab-card').length) >= 3);
    await page.run(() => document.querySelector('.lab-card a[href*="lazy-malloc"]').click());
    await page.wait(() => document.documentElement.dataset.state === 'answering', 'the lab');
    assert.equal(await page.run(() => location.search), await page.run(() => '?lab=lazy-malloc&seed=' + window.Faultline.session.view().guide.seed));
    assert.equal(await page.run(() => document.activeElement.id), 'lab-title');
}));

test(`${name}: a lab is opened by its address`, {timeout: 240000}, () => visit('?lab-url=labs/segfaults.json', async (page) => {
    await page.wait(() => document.documentElement.dataset.state === 'answering', 'the lab');
    assert.match(await page.run(() => document.title), /Segmentation faults/);
}));

test(`${name}: a dropped C program runs on the machine that was chosen; a mistake is told beside its line and loses nothing`, {timeout: 240000}, () => visit('', async (page) => {
    const source = '#include <stdio.h>\n#include <stdlib.h>\nint main(void)\n{\n    char *p = malloc(1 << 20);\n    for (int i = 0; i < 1 << 20; i += 4096)\n        p[i] = 1;\n    printf("touched\\n");\n    return 0;\n}\n';
    const run = () => page.run(() => document.getElementById('primary').click());
    const still = (words) => page.wait(() => {
        const view = window.Faultline.session.view();
        return view && view.transport && view.transport.hasMachine && !view.transport.busy && view.guide.programs[0].diagnostics.length === 0;
    }, words);
    await drop(page, {'mine.c': source});
    await page.wait(() => (document.getElementById('source-program') || {}).value, 'the editor');
    assert.equal(await page.run(() => document.getElementById('source-program').value), source);
    // What has been written is not replaced unasked; and is, when so wished, although one is typing in it.
    await page.run(() => document.getElementById('source-program').focus());
    for (const [answer, left] of [['', source], ['replace', source + '\n']]) {
        await drop(page, {'mine.c': source + '\n'});
        await page.wait(() => document.getElementById('replace-dialog').open, 'the question');
        await page.run((value) => document.querySelector(`#replace-dialog button[value="${value}"]`).click(), answer);
        await page.wait((wanted) => document.getElementById('source-program').value === wanted, 'the answer', left);
    }
    await page.run(() => {
        const select = document.getElementById('setting-yours-0');
        select.value = '16 MiB';
        select.dispatchEvent(new Event('change', {bubbles: true}));
    });
    await run();
    await still('the first run');
    await page.run(() => window.Faultline.session.dispatch({do: 'run-on'}));
    await still('the end of the run');
    assert.match(await page.run(() => window.Faultline.session.view().transport.terminal), /touched/);
    const tick = await page.run(() => window.Faultline.session.view().transport.tick);

    await page.run(() => window.Faultline.session.dispatch({do: 'edit', program: 'program', source: 'int main(void) { return x; }\n'}));
    await run();
    await page.wait(() => window.Faultline.session.view().guide.programs[0].diagnostics.length > 0, 'the mistake');
    assert.match(await page.run(() => document.getElementById('problems-program').textContent), /line 1: .*x/);
    assert.ok(await page.run(() => document.querySelector('#guide-live [data-problem]')));
    assert.equal(await page.run(() => window.Faultline.session.view().transport.tick), tick);
}));

// Nothing in the interface is hard-coded: in a language that marks every text it translates, no text is left unmarked but what
// belongs to the lab, to the program and to the machine itself.
import test from 'node:test';
import assert from 'node:assert/strict';
import {browsers, openLab} from './browsers.mjs';
import {drop} from './drop.mjs';
import {serveSite} from './site.mjs';
import {Player} from './player.mjs';

/** Longer, marked at both ends, with the placeholders as they were. */
function pseudo(english) {
    return '⟦' + english.split(/(\{\w+\})/).map((part) => (part.startsWith('{') ? part : part.replaceAll('a', 'ä').replaceAll('e', 'ë').replaceAll('o', 'ö'))).join('') + ' ~~⟧';
}

/** Visible texts with letters in them that carry no mark. */
function unmarked(page) {
    return page.run(() => {
        // The lab's own words, source, addresses, names of functions and of files.
        const own = '[data-from=lab], .brand, h1#lab-title, .eyebrow, pre, code, kbd, .code, .prose, .ask, .choice, .units, .listing, .editor, #lab-select, #canvas, textarea, cite, .hints, .feedback';
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        // Sizes, levels of a page table, the kernel's own mappings, paths; and what the program calls its things and itself.
        const machine = /^([\d.,]+ [KMGT]?i?B|PGD|PUD|PMD|PTE|vvar|vvar_vclock|vdso|\/[\w/.]+)$/;
        const programs = new Set(Array.from(document.querySelectorAll('.listing'), (one) => one.textContent.match(/[A-Za-z_]\w*/g) ?? []).flat());
        const found = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const text = node.textContent.trim();
            const element = node.parentElement;
            if (!/[A-Za-z]{3}/.test(text) || text.includes('⟦') || text.includes('⟧') || !element || element.closest(own) || element.closest('script, style, template, noscript')) continue;
            if (!element.checkVisibility() || machine.test(text) || programs.has(text)) continue;
            found.push(`${element.localName}.${element.className}#${element.closest('[id]')?.id}: ${text}`);
        }
        return found;
    });
}

test('a pseudo-language shows no text that is hard-coded', {timeout: 300000}, async () => {
    const site = await serveSite();
    const page = await browsers.chromium();
    try {
        await page.size(1440, 900);
        await openLab(page, `${site.address}?lab=lazy-malloc`);
        const english = await page.run(() => window.Faultline.words.catalogue());
        assert.ok(english.length > 300, `${english.length} texts`);
        const catalogue = JSON.stringify(Object.fromEntries(english.map((text) => [text, pseudo(text)])));

        await page.page.setRequestInterception(true);
        page.page.on('request', (request) => (request.url().endsWith('/lang/qps.json')
            ? request.respond({contentType: 'application/json', body: catalogue}) : request.continue()));
        await openLab(page, `${site.address}?lab=lazy-malloc&lang=qps`);
        assert.deepEqual(await page.run(() => Array.from(document.querySelectorAll('.alert p'), (one) => one.textContent)), []);
        assert.equal(await page.run(() => document.documentElement.lang), 'qps');
        assert.deepEqual(await unmarked(page), [], 'before the run');

        const player = new Player(page);
        for (const question of (await player.look()).open) await player.answer(question);
        await player.primary();
        await page.wait(() => document.documentElement.dataset.state === 'ready', 'the program');
        await player.primary();
        await page.wait(() => document.documentElement.dataset.state === 'observing', 'the end of the run');
        await page.run(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
        assert.deepEqual(await unmarked(page), [], 'after the run');

        await drop(page, {'perf.txt': '0.1 ( 0.0 ms): a/1 minfault [main+0x4] => //anon@0x609c60 (d.)\n0.2 ( 0.0 ms): a/1 majfault [0x33] => 0x60a008 (d.)\n'});
        await page.wait(() => document.documentElement.dataset.page === 'trace', 'the trace');
        assert.deepEqual(await unmarked(page), [], 'a trace');
    } finally {
        await page.close();
        site.close();
    }
});

test('a language that is not there is named, and the page stays English', {timeout: 300000}, async () => {
    const site = await serveSite();
    const page = await browsers.chromium();
    try {
        await openLab(page, `${site.address}?lab=lazy-malloc&lang=xx`);
        assert.match(await page.run(() => document.querySelector('.alert').textContent), /lang\/xx\.json/);
        assert.equal(await page.run(() => document.documentElement.lang), 'en');
    } finally {
        await page.close();
        site.close();
    }
});

// The lab "lazy malloc", from its first step to its last, by keyboard alone, in three browsers.
import test from 'node:test';
import assert from 'node:assert/strict';
import {browsers, openLab} from './browsers.mjs';
import {serveSite} from './site.mjs';
import {Player, solutionsOf} from './player.mjs';

for (const [name, launch] of Object.entries(browsers)) {
    test(`${name} plays the whole lab by keyboard`, {timeout: 600000}, async () => {
        const site = await serveSite();
        const page = await launch();
        try {
            await openLab(page, `${site.address}?lab=lazy-malloc`);
            const steps = await page.run(() => document.querySelectorAll('.steps button').length);
            assert.ok(steps >= 5, `the lab has ${steps} steps`);
            const seen = await new Player(page).play(solutionsOf('lazy-malloc'));
            assert.equal(new Set(seen).size, steps);
            assert.equal(await page.run(() => document.querySelectorAll('.alert').length), 0);
            const report = await page.run(() => document.querySelector('.report').textContent);
            assert.match(report, /\d+ %/);
            assert.match(await page.run(() => document.getElementById('twin-sections').textContent), /Minor faults/);
        } finally {
            await page.close();
            site.close();
        }
    });
}

// The core labs, each from its first step to its last, by keyboard and by what is written alone: the picture is hidden.
import test from 'node:test';
import assert from 'node:assert/strict';
import {browsers, openLab} from './browsers.mjs';
import {serveSite} from './site.mjs';
import {Player, solutionsOf} from './player.mjs';

for (const lab of ['lazy-malloc', 'fork-cow', 'swap-in', 'thrashing', 'segfaults']) {
    test(`${lab} is finished by keyboard and text alone`, {timeout: 600000}, async () => {
        const site = await serveSite();
        const page = await browsers.chromium();
        try {
            await openLab(page, `${site.address}?lab=${lab}&view=text`);
            const steps = await page.run(() => document.querySelectorAll('.steps button').length);
            const seen = await new Player(page).play(solutionsOf(lab));
            assert.equal(new Set(seen).size, steps);
            assert.deepEqual(await page.run(() => Array.from(document.querySelectorAll('.alert p'), (one) => one.textContent)), []);
            assert.match(await page.run(() => document.querySelector('.report').textContent), /\d+ %/);
            assert.ok(await page.run(() => document.querySelector('.question[data-state="right"]') !== null), 'what the learner made last is right');
            assert.equal(await page.run(() => document.getElementById('canvas').checkVisibility()), false);
            assert.equal(await page.run(() => window.Faultline.canvas.frames()), 0);
        } finally {
            await page.close();
            site.close();
        }
    });
}

// What stands where on the page.
import test from 'node:test';
import assert from 'node:assert/strict';
import {browsers, openLab} from './browsers.mjs';
import {serveSite} from './site.mjs';

test('the instrument stays beside the guide, and never lies over the words below', {timeout: 240000}, async () => {
    const site = await serveSite();
    const page = await browsers.chromium();
    try {
        await page.size(1440, 900);
        await openLab(page, `${site.address}?tour`);
        await page.wait(() => document.documentElement.dataset.tour === 'ready', 'the tour');
        for (const scrolled of [0, 100, 400]) {
            const [below, top] = await page.run(async (y) => {
                window.scrollTo({top: y, behavior: 'instant'});
                await new Promise((resolve) => requestAnimationFrame(resolve));
                return [document.getElementById('instrument').getBoundingClientRect().bottom, document.getElementById('twin').getBoundingClientRect().top];
            }, scrolled);
            assert.ok(below <= top, `scrolled by ${scrolled}: the instrument ends at ${below}, the words begin at ${top}`);
        }
        const sides = await page.run(() => ['guide', 'instrument'].map((id) => document.getElementById(id).getBoundingClientRect()).map(({left, right, top}) => ({left, right, top})));
        assert.ok(sides[0].right < sides[1].left, JSON.stringify(sides));
    } finally {
        await page.close();
        site.close();
    }
});

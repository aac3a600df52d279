// Grids of pages are textures on the canvas: they are sharp at every density of pixels, and come back with a lost context.
import test from 'node:test';
import assert from 'node:assert/strict';
import {browsers, openLab, zoom} from './browsers.mjs';
import {serveSite} from './site.mjs';

const program = `#include <stdio.h>
#include <sys/mman.h>
int main(void) {
    char *p = mmap((void *)0x10000000, 400 * 4096, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 400; i++) p[i * 4096] = 1;
    getchar();
    return 0;
}
`;
const colors = {page: [0x00, 0x69, 0xa8], grounds: [[0xee, 0xea, 0xe0], [0xff, 0xff, 0xff]]};

async function fillPages(page) {
    const dispatch = (intent) => page.run((one) => window.Faultline.session.dispatch(one), intent);
    const idle = () => page.wait(() => {
        const view = window.Faultline.session.view();
        return view.guide.compiles.length === 0 && view.guide.state !== 'preparing' && !view.transport.busy;
    }, 'the machine');
    await page.run(() => {
        document.documentElement.dataset.theme = 'light';
        window.Faultline.theme.onchange();
    });
    await dispatch({do: 'edit', program: 'program', source: program});
    await idle();
    await dispatch({do: 'run-edited'});
    await idle();
    await dispatch({do: 'run-on'});
    await idle();
    await dispatch({do: 'show', view: 'address-space'});
    await dispatch({do: 'select-page', address: '0x10000000'});
}

/** Pixels of the colour of private pages; how many of them end a cell, and how many of those have the plain ground beside them. */
function countPixels(page) {
    return page.run(({page: wanted, grounds}) => {
        const source = document.getElementById('canvas');
        const box = source.getBoundingClientRect();
        window.Faultline.session.call('faultline_resize', Math.round(box.width), Math.round(box.height));
        for (let frame = 0; frame < 4; ++frame) window.Faultline.session.frame();
        // The last frame was on the canvas already; one that has a size given is painted, and read before it goes.
        window.Faultline.session.call('faultline_resize', Math.round(box.width), Math.round(box.height));
        window.Faultline.session.frame();
        const copy = document.createElement('canvas');
        copy.width = source.width;
        copy.height = source.height;
        const context = copy.getContext('2d');
        context.drawImage(source, 0, 0);
        const {data} = context.getImageData(0, 0, copy.width, copy.height);
        const is = (at, color) => color.every((value, channel) => value === data[at + channel]);
        const found = {same: 0, ends: 0, sharp: 0};
        for (let at = 0; at + 4 < data.length; at += 4) {
            if (!is(at, wanted)) continue;
            found.same += 1;
            if (is(at + 4, wanted)) continue;
            found.ends += 1;
            if (grounds.some((ground) => is(at + 4, ground))) found.sharp += 1;
        }
        return found;
    }, colors);
}

test('grids are sharp at every density of pixels, and the same after a lost context', {timeout: 300000}, async () => {
    const site = await serveSite();
    const page = await browsers.chromium();
    try {
        await page.size(1440, 900);
        await openLab(page, `${site.address}?lab=sandbox`);
        await fillPages(page);
        for (const ratio of [1, 1.5, 2]) {
            await zoom(page, ratio);
            const {same, ends, sharp} = await countPixels(page);
            assert.ok(same > 400 * 16, `${same} pixels of 400 pages at ${ratio}`);
            // The ends in the rows of round corners are smooth; blurred ones would be so in all rows.
            assert.ok(ends > 400 && sharp > ends * 0.4, `of ${ends} ends of cells ${sharp} are sharp at ${ratio}`);
        }
        const before = await countPixels(page);
        await page.run(() => document.getElementById('canvas').getContext('webgl').getExtension('WEBGL_lose_context').loseContext());
        await new Promise((resolve) => setTimeout(resolve, 1500));
        assert.deepEqual(await countPixels(page), before);
    } finally {
        await page.close();
        site.close();
    }
});

// Grids of pages are textures on the canvas: they are sharp at every density of pixels, and come back with a lost context.
import test from 'node:test';
import assert from 'node:assert/strict';
import {browsers, openLab} from './browsers.mjs';
import {serveSite} from './site.mjs';

const program = `#include <stdio.h>
#include <sys/mman.h>
int main(void) {
    char *p = mmap(0, 3000 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 3000; i++) p[i * 4096] = 1;
    getchar();
    return 0;
}
`;
const privatePage = [0x00, 0x69, 0xa8];

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
}

/** Pixels of the colour of private pages, and those that are only near it. */
function countPixels(page) {
    return page.run((wanted) => {
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
        let same = 0;
        let near = 0;
        for (let at = 0; at < data.length; at += 4) {
            const far = Math.max(...wanted.map((value, channel) => Math.abs(value - data[at + channel])));
            if (far === 0) same += 1;
            else if (far < 90) near += 1;
        }
        return {same, near};
    }, privatePage);
}

test('grids are sharp at every density of pixels, and the same after a lost context', {timeout: 300000}, async () => {
    const site = await serveSite();
    const page = await browsers.chromium();
    try {
        await page.size(1440, 900);
        await openLab(page, `${site.address}?lab=sandbox`);
        await fillPages(page);
        for (const ratio of [1, 1.5, 2]) {
            await page.size(Math.round(1440 / ratio), Math.round(900 / ratio), ratio);
            await page.wait((wanted) => {
                const canvas = document.getElementById('canvas');
                return Math.abs(canvas.width - canvas.clientWidth * wanted) <= 2;
            }, `${ratio} pixels a CSS pixel`, ratio);
            const {same, near} = await countPixels(page);
            assert.ok(same > 3000 * 4, `${same} pixels of 3,000 pages at ${ratio}`);
            assert.ok(near < same / 10, `${near} pixels are blurred, ${same} are not, at ${ratio}`);
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

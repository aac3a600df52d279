// The instrument's picture against one that somebody has looked at (screens/). Its fonts and shapes are drawn by Dear ImGui, not
// by the browser, so it is the same everywhere but for what a driver rounds. FAULTLINE_UPDATE_SCREENS=1 writes the pictures anew:
// look at them before they are committed. What a failed test saw is in build/logs.
import test from 'node:test';
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {browsers, openLab} from './browsers.mjs';
import {goToTheLoop} from './moments.mjs';
import {serveSite, sourceRoot} from './site.mjs';

const screens = [
    {view: 'board', theme: 'light', width: 1000, height: 700},
    {view: 'fault-path', theme: 'dark', width: 800, height: 600},
    {view: 'address-space', theme: 'light', width: 800, height: 600},
    {view: 'frames', theme: 'dark', width: 800, height: 600},
];
/** A channel of a pixel may be so far off before the pixel counts, and so many of a hundred pixels may count. */
const channelTolerance = 32;
const percentTolerance = 0.2;

/** The canvas at a size of its own, as base64 of a PNG. */
async function draw(page, {view, theme, width, height}) {
    await page.run((id, dark) => {
        document.documentElement.dataset.theme = dark ? 'dark' : 'light';
        window.Faultline.theme.onchange();
        window.Faultline.session.dispatch({do: 'show', view: id});
    }, view, theme === 'dark');
    await page.wait((id) => window.Faultline.session.view().look.view === id, view, view);
    return page.run((wide, high) => {
        const source = document.getElementById('canvas');
        // The last of the frames has nothing left to lay out.
        for (let frame = 0; frame < 5; ++frame) {
            window.Faultline.session.call('faultline_resize', wide, high);
            window.Faultline.session.frame();
        }
        const copy = document.createElement('canvas');
        copy.width = source.width;
        copy.height = source.height;
        copy.getContext('2d').drawImage(source, 0, 0);
        return copy.toDataURL('image/png').split(',')[1];
    }, width, height);
}

/** How many of a hundred pixels differ; 100 for pictures of different sizes. */
function differing(page, one, other) {
    return page.run(async (first, second, tolerance) => {
        const [a, b] = await Promise.all([first, second].map(async (base64) => {
            const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + base64)).blob());
            const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
            const context = canvas.getContext('2d');
            context.drawImage(bitmap, 0, 0);
            return context.getImageData(0, 0, bitmap.width, bitmap.height);
        }));
        if (a.width !== b.width || a.height !== b.height) return 100;
        let off = 0;
        for (let at = 0; at < a.data.length; at += 4) {
            if ([0, 1, 2].some((channel) => Math.abs(a.data[at + channel] - b.data[at + channel]) > tolerance)) off += 1;
        }
        return off * 100 / (a.width * a.height);
    }, one, other, channelTolerance);
}

test('the instrument looks as it did when somebody looked at it', {timeout: 600000}, async () => {
    const site = await serveSite();
    const page = await browsers.chromium();
    try {
        await page.size(1440, 900);
        await page.reduceMotion();
        await openLab(page, `${site.address}?lab=lazy-malloc&seed=1`);
        await goToTheLoop(page);
        const wrong = [];
        for (const screen of screens) {
            const name = `${screen.view}-${screen.theme}.png`;
            const path = `${sourceRoot}tests/browser/screens/${name}`;
            const seen = await draw(page, screen);
            if (process.env.FAULTLINE_UPDATE_SCREENS) writeFileSync(path, Buffer.from(seen, 'base64'));
            const percent = existsSync(path) ? await differing(page, seen, readFileSync(path).toString('base64')) : 100;
            if (percent <= percentTolerance) continue;
            mkdirSync(`${sourceRoot}build/logs`, {recursive: true});
            writeFileSync(`${sourceRoot}build/logs/${name}`, Buffer.from(seen, 'base64'));
            wrong.push(`${name}: ${percent.toFixed(2)} % of the pixels differ; what was drawn is in build/logs`);
        }
        assert.deepEqual(wrong, []);
    } finally {
        await page.close();
        site.close();
    }
});

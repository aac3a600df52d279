// The picture is drawn when something changes, and otherwise never; it leaves the page its wheel and its keys, and comes back
// when its context is lost.
import test from 'node:test';
import assert from 'node:assert/strict';
import {browsers, openLab, zoom} from './browsers.mjs';
import {serveSite} from './site.mjs';

async function withLab(story) {
    const site = await serveSite();
    const page = await browsers.chromium();
    try {
        await page.size(1440, 900);
        await openLab(page, `${site.address}?lab=lazy-malloc`);
        await story(page);
    } finally {
        await page.close();
        site.close();
    }
}

const frames = (page) => page.run(() => window.Faultline.canvas.frames());
const settle = () => new Promise((resolve) => setTimeout(resolve, 1500));

async function quiet(page) {
    for (let before = await frames(page), tries = 0; tries < 20; ++tries) {
        await settle();
        const now = await frames(page);
        if (now === before) return now;
        before = now;
    }
    throw new Error('the picture never comes to rest');
}

/** Whether the canvas shows more than one colour. */
function isDrawn(page) {
    return page.run(() => new Promise((resolve) => {
        // A frame that is shown already would not be drawn again, nor is it kept for a script to read.
        const box = document.getElementById('canvas').getBoundingClientRect();
        window.Faultline.session.call('faultline_resize', Math.round(box.width), Math.round(box.height));
        window.Faultline.session.frame();
        const source = document.getElementById('canvas');
        const copy = document.createElement('canvas');
        copy.width = 64;
        copy.height = 64;
        const context = copy.getContext('2d');
        context.drawImage(source, 0, 0, 64, 64);
        resolve(new Set(new Uint32Array(context.getImageData(0, 0, 64, 64).data.buffer)).size > 3);
    }));
}

test('at rest nothing is drawn; a pointer over the picture wakes it, and it rests again', {timeout: 300000}, () => withLab(async (page) => {
    const before = await quiet(page);
    await settle();
    assert.equal(await frames(page), before);
    const box = await page.run(() => document.getElementById('canvas').getBoundingClientRect().toJSON());
    await page.page.mouse.move(box.x + 100, box.y + 100);
    await page.wait((old) => window.Faultline.canvas.frames() > old, 'a frame', before);
    const after = await quiet(page);
    assert.ok(after - before < 30, `${after - before} frames for one move`);
}));

test('the wheel over the picture scrolls the page, and typing reaches the page', {timeout: 300000}, () => withLab(async (page) => {
    const box = await page.run(() => document.getElementById('canvas').getBoundingClientRect().toJSON());
    await page.page.mouse.move(box.x + 100, box.y + 100);
    await page.page.mouse.wheel({deltaY: 400});
    await page.wait(() => window.scrollY > 100, 'the page to scroll');
    await page.run(() => document.querySelector('.number input').focus());
    await page.type('42');
    assert.equal(await page.run(() => document.querySelector('.number input').value), '42');
}));

test('a lost context comes back with the same machine', {timeout: 300000}, () => withLab(async (page) => {
    assert.ok(await isDrawn(page));
    await page.run(() => document.getElementById('canvas').getContext('webgl').getExtension('WEBGL_lose_context').loseContext());
    await settle();
    assert.ok(await isDrawn(page));
    assert.equal(await page.run(() => document.querySelectorAll('.alert').length), 0);
}));

test('the picture is sharp at every pixel ratio', {timeout: 300000}, () => withLab(async (page) => {
    for (const ratio of [1, 1.5, 2]) {
        await zoom(page, ratio);
    }
}));

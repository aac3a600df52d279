// The ways in which the page reaches a learner: one file from a disk, a frame in somebody's course, a link with an attempt.
import test from 'node:test';
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {once} from 'node:events';
import {pathToFileURL} from 'node:url';
import {browsers, openLab} from './browsers.mjs';
import {serveSite, sourceRoot} from './site.mjs';
import {Player} from './player.mjs';

const site = process.env.FAULTLINE_SITE ?? `${sourceRoot}build/web/site`;

async function withPage(launch, story) {
    const page = await launch();
    try {
        await story(page);
    } finally {
        await page.close();
    }
}

/** Answers the first step, commits, and waits until its program may run: the compiler has come and has worked. */
async function commitFirstStep(page) {
    const player = new Player(page);
    for (const question of (await player.look()).open) await player.answer(question);
    await player.primary();
    await page.wait(() => document.documentElement.dataset.state === 'ready', 'the program');
}

const alerts = (page) => page.run(() => Array.from(document.querySelectorAll('.alert p'), (one) => one.textContent));

for (const [name, launch] of Object.entries(browsers)) {
    test(`${name} opens the single file from a disk, and its program compiles`, {timeout: 300000}, () => withPage(launch, async (page) => {
        await openLab(page, `${pathToFileURL(`${site}/faultline-single.html`).href}?lab=lazy-malloc`);
        await commitFirstStep(page);
        assert.deepEqual(await alerts(page), []);
    }));
}

test('the split page opens from a disk too', {timeout: 300000}, () => withPage(browsers.chromium, async (page) => {
    await openLab(page, `${pathToFileURL(`${site}/index.html`).href}?lab=lazy-malloc`);
    await commitFirstStep(page);
    assert.deepEqual(await alerts(page), []);
}));

/** A course page of another origin, with what it heard from its frames in window.heard. */
async function coursePage(frames) {
    const html = `<!doctype html><title>Course</title><input id="field"><div style="height: 600px"></div>${frames}
        <script>window.heard = []; addEventListener('message', (event) => { if (event.data.faultline === 1) heard.push(event.data); });</script>`;
    const server = createServer((request, response) => response.writeHead(200, {'Content-Type': 'text/html'}).end(html));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close()};
}

async function withFrames(frames, story) {
    const lab = await serveSite();
    const course = await coursePage(frames(lab.address));
    try {
        await withPage(browsers.chromium, async (page) => {
            await page.size(1280, 900);
            await page.open(course.address);
            await story(page, page.page.frames().filter((frame) => frame !== page.page.mainFrame()));
        });
    } finally {
        course.close();
        lab.close();
    }
}

test('a sandboxed frame works, tells its page how it goes, and leaves it its keys', {timeout: 300000}, () => withFrames(
    (address) => `<iframe sandbox="allow-scripts" src="${address}embed.html?lab=lazy-malloc&theme=dark" width="900" height="900"></iframe>`,
    async (page, [frame]) => {
        await page.wait(() => window.heard.some((message) => message.type === 'ready'), 'the frame');
        assert.deepEqual(await frame.evaluate(() => Array.from(document.querySelectorAll('.alert'), (one) => one.textContent)), []);
        assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), 'dark');
        assert.ok(await frame.evaluate(() => !document.getElementById('not-kept').hidden), 'it says that nothing is kept');
        assert.ok(await page.run(() => window.heard.some((message) => message.type === 'height' && message.height > 500)));
        await page.run(() => document.getElementById('field').focus());
        await page.type('fir0');
        assert.equal(await page.run(() => document.getElementById('field').value), 'fir0');

        // What the page asks for is answered, and what cannot be is an error that says what.
        const send = (message) => page.run((data) => document.querySelector('iframe').contentWindow.postMessage(data, '*'), message);
        await send({faultline: 1, type: 'get-state'});
        await page.wait(() => window.heard.some((message) => message.type === 'state'), 'the state');
        const {attempt} = await page.run(() => window.heard.find((message) => message.type === 'state'));
        assert.equal(JSON.parse(attempt).lab, 'lazy-malloc');
        await send({faultline: 1, type: 'set-state', attempt});
        await send({faultline: 1, type: 'fly'});
        await send({faultline: 1, type: 'set-state', attempt: attempt.replace(/"seed":"(\d)/, (_, digit) => '"seed":"' + (digit === '1' ? 2 : 1))});
        await page.wait(() => window.heard.filter((message) => message.type === 'error').length === 2, 'the errors');
        assert.match(await page.run(() => window.heard.filter((message) => message.type === 'error').map((one) => one.what).join()), /fly.*changed|fly.*tamper/i);
        assert.equal(await frame.evaluate(() => window.Faultline.session.view().guide.lab), 'lazy-malloc');
        assert.deepEqual(await frame.evaluate(() => Array.from(document.querySelectorAll('.alert'), (one) => one.textContent)), [], 'no answer of the compiler was for another session');
    }));

test('four labs in one page draw nothing at rest, and the wheel scrolls the page', {timeout: 300000}, () => withFrames(
    (address) => Array(4).fill(`<iframe src="${address}embed.html?lab=lazy-malloc" width="600" height="700"></iframe>`).join(''),
    async (page, frames) => {
        await page.wait(() => window.heard.filter((message) => message.type === 'ready').length === 4, 'the frames');
        const drawn = () => Promise.all(frames.map((frame) => frame.evaluate(() => window.Faultline.canvas.frames())));
        let before = await drawn();
        for (let tries = 0; tries < 30; ++tries) {
            await new Promise((resolve) => setTimeout(resolve, 1000));
            const now = await drawn();
            if (now.join() === before.join()) break;
            before = now;
        }
        await new Promise((resolve) => setTimeout(resolve, 2000));
        assert.deepEqual(await drawn(), before);
        const box = await page.run(() => document.querySelector('iframe').getBoundingClientRect().toJSON());
        await page.page.mouse.move(box.x + 300, Math.min(box.y + 60, 850));
        await page.page.mouse.wheel({deltaY: 3000});
        await page.page.mouse.wheel({deltaY: 3000});
        await page.wait(() => window.scrollY > 100, 'the page to scroll');
    }));

test('a link carries the attempt, and a broken one is named', {timeout: 300000}, async () => {
    const lab = await serveSite();
    try {
        let link = '';
        await withPage(browsers.chromium, async (page) => {
            await openLab(page, `${lab.address}?lab=lazy-malloc`);
            await commitFirstStep(page);
            await page.run(() => document.getElementById('share-button').click());
            await page.wait(() => document.getElementById('share-link').value.includes('#s=1.'), 'the link');
            link = await page.run(() => document.getElementById('share-link').value);
            assert.match(await page.run(() => document.getElementById('share-snippet').value), /^<iframe src="http[^"]+embed\.html\?lab=lazy-malloc&amp;seed=\d+#s=1\./);
        });
        await withPage(browsers.chromium, async (page) => {
            await openLab(page, link);
            await page.wait(() => document.documentElement.dataset.state === 'ready', 'the step that was committed');
            assert.deepEqual(await alerts(page), []);
            await page.open('about:blank');
            await openLab(page, `${lab.address}?lab=lazy-malloc&theme=blue&colour=red#s=1.AAAA`);
            await page.wait(() => document.documentElement.dataset.ready === 'true', 'the lab');
            const said = (await alerts(page)).join('\n');
            assert.match(said, /theme=blue \(light, dark or system\)/);
            assert.match(said, /colour/);
            assert.match(said, /attempt in this link is broken/);
            assert.equal(await page.run(() => window.Faultline.session.view().guide.lab), 'lazy-malloc');
        });
    } finally {
        lab.close();
    }
});

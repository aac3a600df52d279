// A page fetches what its first lab needs to be there, and the rest of the machine when somebody does something: in time, once,
// and with a word when it does not come.
import test from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {browsers, openLab} from './browsers.mjs';
import {serveSite, sourceRoot} from './site.mjs';
import {Player} from './player.mjs';
import {firstLoad} from '../delivery/first_load.mjs';

const folder = process.env.FAULTLINE_SITE ?? `${sourceRoot}build/web/site`;
const later = 'faultline-later.wasm';
const sizes = [[1440, 900], [1024, 768], [390, 844]];
const settle = () => new Promise((resolve) => setTimeout(resolve, 1500));

/** `story(page, asked, address)`: `asked` has each request so far as {path, kind}. */
async function visit(query, [width, height], story, prepare = async () => {}) {
    const site = await serveSite();
    const page = await browsers.chromium();
    const asked = [];
    try {
        await page.size(width, height);
        page.page.on('request', (request) => {
            const {pathname} = new URL(request.url());
            if (request.url().startsWith(site.address)) asked.push({path: pathname.slice(1) || 'index.html', kind: request.resourceType()});
        });
        await prepare(page);
        await openLab(page, `${site.address}${query}`);
        await settle();
        await story(page, asked, site.address);
    } finally {
        await page.close();
        site.close();
    }
}

const paths = (asked) => Array.from(new Set(asked.map((one) => one.path))).sort();
const timesLater = (asked) => asked.filter((one) => one.path === later).length;
const alerts = (page) => page.run(() => Array.from(document.querySelectorAll('.alert p'), (one) => one.textContent));

const labs = JSON.parse(readFileSync(`${folder}/labs/index.json`, 'utf8')).map(({id}) => id);
for (const [index, lab] of labs.entries()) {
    const theme = index % 2 ? 'dark' : 'light', size = sizes[index % sizes.length];
    test(`${lab}, ${theme}, in ${size.join(' × ')}, fetches what the size test weighs and nothing else`, {timeout: 240000}, () =>
        visit(`?lab=${lab}&theme=${theme}`, size, async (page, asked) => {
            assert.equal(await page.run(() => window.Faultline.session.view().guide.lab), lab);
            assert.ok(await page.run(() => window.Faultline.canvas.frames()) > 0);
            assert.deepEqual(paths(asked), firstLoad(folder, lab).sort());
            assert.deepEqual(await alerts(page), []);
        }));
}

test('the start page does not fetch the rest either', {timeout: 240000}, () => visit('', sizes[0], async (page, asked) => {
    assert.deepEqual(paths(asked), firstLoad(folder, 'any').filter((path) => !path.startsWith('labs/any')).sort());
}));

for (const [sign, make] of Object.entries({
    'a pointer that moves over the picture': (page) => page.page.mouse.move(1000, 400),
    'a key': (page) => page.press('Tab'),
    'a message of the page around': (page) => page.run(() => window.postMessage({faultline: 1, type: 'get-state'}, '*')),
})) {
    test(`${sign} brings the rest, once and without standing still`, {timeout: 240000}, () => visit('?lab=lazy-malloc', sizes[0], async (page, asked) => {
        await make(page);
        await page.wait(() => window.Faultline.machine.isWhole(), 'the rest of the machine');
        await settle();
        assert.deepEqual(asked.filter((one) => one.path === later).map((one) => one.kind), ['fetch']);
        const player = new Player(page);
        for (const question of (await player.look()).open) await player.answer(question);
        await player.primary();
        await page.wait(() => document.documentElement.dataset.state === 'ready', 'the program');
        assert.deepEqual(await alerts(page), []);
    }));
}

test('an address that asks for a view has the rest at once', {timeout: 240000}, () => visit('?lab=lazy-malloc&view=frames', sizes[0], async (page, asked) => {
    assert.equal(timesLater(asked), 1);
    assert.equal(await page.run(() => window.Faultline.session.view().look.view), 'frames');
}));

test('who comes back to a lab has the rest at once', {timeout: 240000}, () => visit('?lab=lazy-malloc', sizes[0], async (page, asked, address) => {
    await page.wait(() => localStorage.getItem('faultline/attempt/lazy-malloc') !== null, 'the saved attempt');
    assert.equal(timesLater(asked), 0);
    await openLab(page, `${address}?lab=lazy-malloc`);
    assert.deepEqual(asked.filter((one) => one.path === later).map((one) => one.kind), ['fetch']);
}));

for (const [name, launch] of Object.entries(browsers)) {
    test(`${name}: what is done before the rest is there waits for it`, {timeout: 240000}, async () => {
        const site = await serveSite();
        const page = await launch();
        try {
            await openLab(page, `${site.address}?lab=lazy-malloc`);
            assert.equal(await page.run(() => window.Faultline.machine.isWhole()), false);
            assert.ok(await page.run(() => window.Faultline.session.dispatch({do: 'show', view: 'frames'})));
            assert.equal(await page.run(() => window.Faultline.session.view().look.view), 'frames');
            assert.deepEqual(await alerts(page), []);
        } finally {
            await page.close();
            site.close();
        }
    });
}

test('a function of the rest that nobody waited for fetches it by itself', {timeout: 240000}, () => visit('?lab=lazy-malloc', sizes[0], async (page, asked) => {
    assert.match(await page.run(() => window.Faultline.session.text('faultline_catalogue')), /^\["/);
    assert.equal(timesLater(asked), 1);
}));

test('without any typeface the lab is told in words', {timeout: 240000}, () => visit('?lab=lazy-malloc', sizes[0], async (page) => {
    assert.match((await alerts(page)).join(), /^No typeface could be fetched/);
    assert.equal(await page.run(() => window.Faultline.canvas.frames()), 0);
    assert.ok(await page.run(() => window.Faultline.session.dispatch({do: 'show', view: 'frames'})));
}, async (page) => {
    await page.page.setRequestInterception(true);
    page.page.on('request', (request) => (/\.(otf|ttf)$/.test(request.url()) ? request.abort() : request.continue()));
}));

test('the rest of another build is not put together with this one', {timeout: 240000}, async () => {
    const bytes = readFileSync(`${folder}/${later}`).toString('latin1');
    const [, build] = /first\.([0-9a-f]{8})/.exec(bytes);
    const other = Buffer.from(bytes.replaceAll(build, build.replace(/./g, (digit) => (15 - parseInt(digit, 16)).toString(16))), 'latin1');
    await visit('?lab=lazy-malloc', sizes[0], async (page) => {
        assert.equal(await page.run(() => window.Faultline.session.dispatch({do: 'show', view: 'frames'})), false);
        assert.match((await alerts(page)).join(), /newer lab.*Load the page again/);
    }, async (page) => {
        await page.page.setRequestInterception(true);
        page.page.on('request', (request) => (request.url().endsWith(later) ? request.respond({contentType: 'application/wasm', body: other}) : request.continue()));
    });
});

test('when the rest does not come the page says so, keeps what was answered, and tries again', {timeout: 240000}, async () => {
    let broken = true;
    await visit('?lab=lazy-malloc', sizes[0], async (page) => {
        const before = await page.run(() => JSON.stringify(window.Faultline.session.view()));
        await page.page.mouse.move(1000, 400);
        await page.wait(() => document.querySelector('.alert') !== null, 'the alert');
        assert.match((await alerts(page)).join(), /could not be fetched.*faultline-later\.wasm/);
        assert.equal(await page.run(() => window.Faultline.session.dispatch({do: 'show', view: 'frames'})), false);
        assert.equal(await page.run(() => JSON.stringify(window.Faultline.session.view())), before);
        broken = false;
        assert.ok(await page.run(() => window.Faultline.session.dispatch({do: 'show', view: 'frames'})));
        assert.equal(await page.run(() => window.Faultline.session.view().look.view), 'frames');
    }, async (page) => {
        await page.page.setRequestInterception(true);
        page.page.on('request', (request) => (broken && request.url().endsWith(later) ? request.abort() : request.continue()));
    });
});

// From the page to the lab: the machine's bytes with progress, the fonts, the list of labs, the lab that was asked for.
(function (F) {
    'use strict';

    class Failed extends Error {}

    /** Fetches bytes and tells how far it is; `total` may be 0 where the server does not say. */
    async function bytes(path, progress) {
        let answer;
        try {
            answer = await fetch(path);
        } catch (error) {
            throw new Failed(F.early('not-fetched') + ' ' + path + '.');
        }
        if (!answer.ok) throw new Failed(F.early('not-fetched') + ' ' + path + ' (' + answer.status + ').');
        const total = Number(answer.headers.get('Content-Length')) || 0;
        if (!answer.body || !progress) return new Uint8Array(await answer.arrayBuffer());
        const parts = [];
        let got = 0;
        for (const reader = answer.body.getReader(); ;) {
            const {done, value} = await reader.read();
            if (done) break;
            parts.push(value);
            got += value.length;
            progress(got, total);
        }
        const whole = new Uint8Array(got);
        let at = 0;
        for (const part of parts) {
            whole.set(part, at);
            at += part.length;
        }
        return whole;
    }

    async function json(path) {
        return JSON.parse(new TextDecoder().decode(await bytes(path)));
    }

    function script(source) {
        return new Promise((resolve, reject) => {
            const element = document.createElement('script');
            element.src = source;
            element.onload = resolve;
            element.onerror = () => reject(new Failed(F.early('not-fetched') + ' ' + source + '.'));
            document.head.append(element);
        });
    }

    function showProgress(got, total) {
        const bar = F.byId('progress');
        if (total > 0 && got <= total) bar.value = Math.round(got * 100 / total);
        else bar.removeAttribute('value');
    }

    async function font(face, path) {
        try {
            F.session.setFont(face, await bytes(path));
        } catch (error) {
            // The picture falls back to the font inside the machine; nothing else depends on it.
        }
    }

    async function chooseLab(labs) {
        const asked = new URLSearchParams(location.search);
        const select = F.byId('lab-select');
        F.patch(select, labs.map((lab) => F.h('option', {value: lab.id}, lab.title)));
        F.byId('lab-picker').hidden = labs.length < 2;
        select.addEventListener('change', () => F.openLab(select.value));
        F.catalogue.take(labs);
        if (asked.has('lab-url')) return void (await F.drop.openAddress(asked.get('lab-url')));
        if (asked.has('tour')) return F.tour.open();
        if (labs.some((lab) => lab.id === asked.get('lab'))) return open(asked.get('lab'));
        if (asked.has('lab')) F.alert(F.say('NoSuchLab', {lab: asked.get('lab')}));
        select.selectedIndex = -1;
        F.catalogue.show();
    }

    async function open(id) {
        const text = new TextDecoder().decode(await bytes('labs/' + id + '.json'));
        F.compile.forget();
        F.session.loadLab(id, text, F.storage.load(id));
        F.byId('lab-select').value = id;
    }

    F.openLab = (id) => open(id).then(F.catalogue.hide).catch(report);
    F.fetchText = async (path) => new TextDecoder().decode(await bytes(path));

    function report(error) {
        F.byId('loading').hidden = true;
        F.alert(error instanceof Failed ? error.message : F.early('broken') + ' ' + error.message);
    }

    async function boot() {
        if (typeof WebAssembly !== 'object') throw new Failed(F.early('no-wasm'));
        F.storage.open();
        const [wasm] = await Promise.all([bytes('faultline.wasm', showProgress), script('faultline.js')]);
        F.byId('loading-text').textContent = F.early('starting');
        F.session.open(await window.createFaultline({
            wasmBinary: wasm,
            canvas: F.byId('canvas'),
            printErr: (line) => F.alert(F.early('broken') + ' ' + line),
        }));
        await Promise.all([
            font(0, 'fonts/inter-regular.otf'), font(1, 'fonts/inter-semibold.otf'), font(2, 'fonts/jetbrains-mono-regular.ttf'),
        ]);
        const motion = window.matchMedia('(prefers-reduced-motion: reduce)');
        const look = () => {
            F.session.call('faultline_dispatch', JSON.stringify({do: 'theme', dark: F.theme.isDark()}));
            F.session.call('faultline_dispatch', JSON.stringify({do: 'motion', reduced: motion.matches}));
            F.session.refresh();
        };
        F.theme.onchange = look;
        motion.addEventListener('change', look);
        look();
        if (new URLSearchParams(location.search).get('view') === 'text') document.documentElement.dataset.view = 'text';
        F.canvas.start();
        await chooseLab(await json('labs/index.json'));
        F.byId('loading').hidden = true;
        document.documentElement.dataset.ready = 'true';
    }

    boot().catch(report);
})(window.Faultline);

// From the page to the lab: the machine with progress, the fonts, the list of labs, the lab that was asked for.
(function (F) {
    'use strict';

    function showProgress(got, total) {
        const bar = F.byId('progress');
        if (total > 0 && got <= total) bar.value = Math.round(got * 100 / total);
        else bar.removeAttribute('value');
    }

    /** False when it did not come: the picture takes another typeface instead. */
    async function font(face, path) {
        try {
            F.session.setFont(face, await F.assets.bytes(path));
            return true;
        } catch (error) {
            return false;
        }
    }

    /** Whether more is wanted than a lab as it begins; so it is where files are packed, which come all at once. */
    function isMoreWanted() {
        return F.assets.arePacked() || location.hash.length > 1 || ['lab-url', 'tour', 'view', 'lang'].some((name) => F.options.get(name) !== undefined);
    }

    async function chooseLab(labs) {
        const select = F.byId('lab-select');
        F.patch(select, labs.map((lab) => F.h('option', {value: lab.id}, lab.title)));
        F.byId('lab-picker').hidden = labs.length < 2;
        select.addEventListener('change', () => F.openLab(select.value));
        F.catalogue.take(labs);
        try {
            const attempt = await F.link.unpack(location.hash);
            if (attempt) return await F.openAttempt(attempt);
        } catch (error) {
            F.alert(F.early('bad-link') + ' ' + error.message);
        }
        const asked = F.options.get('lab');
        if (F.options.get('lab-url')) {
            if (await F.drop.openAddress(F.options.get('lab-url'))) return;
        } else if (F.options.get('tour') !== undefined) {
            return F.catalogue.openTour();
        } else if (labs.some((lab) => lab.id === asked)) {
            if (await open(asked)) return;
        } else if (asked) {
            F.alert(F.say('NoSuchLab', {lab: asked}));
        }
        select.selectedIndex = -1;
        F.catalogue.show();
    }

    async function open(id) {
        const text = await F.assets.text('labs/' + id + '.json');
        const attempt = F.storage.load(id);
        // Who comes back goes on.
        if (attempt) await F.machine.whole();
        const opened = F.session.loadLab(id, text, attempt);
        if (opened) F.byId('lab-select').value = id;
        return opened;
    }

    F.openLab = (id) => open(id).then((opened) => opened && F.catalogue.hide()).catch(report);

    /** Goes on with an attempt from a link, a file or the page around this one. Throws, with the reason, when it cannot be. */
    F.openAttempt = async function (attempt) {
        const id = String(JSON.parse(attempt).lab);
        if (!/^[a-z0-9-]{1,60}$/.test(id)) throw new Error('/lab: not the name of a lab');
        const text = await F.assets.text('labs/' + id + '.json');
        await F.machine.whole();
        F.session.restore(id, text, attempt);
        F.byId('lab-select').value = id;
        F.catalogue.hide();
    };

    /** The view that the link asks for; 'text' is the page's own affair. */
    function showView(wanted) {
        if (!wanted || wanted === 'text') return;
        const views = F.session.view().look.views.map((one) => one.id);
        if (views.includes(wanted)) F.session.dispatch({do: 'show', view: wanted});
        else F.alert(F.early('bad-option') + ' view=' + wanted + ' (' + views.join(', ') + ')');
    }

    function optionProblems() {
        for (const {name, value, wanted} of F.options.problems) {
            F.alert(wanted ? F.early('bad-option') + ' ' + name + '=' + value + ' (' + wanted + ')' : F.early('unknown-option') + ' ' + name);
        }
    }

    function report(error) {
        F.byId('loading').hidden = true;
        F.alert(error instanceof F.assets.Missing ? error.message : F.early('broken') + ' ' + error.message);
    }

    async function boot() {
        if (typeof WebAssembly !== 'object') throw new F.assets.Missing(F.early('no-wasm'));
        F.storage.open();
        await F.words.choose().catch(report);
        optionProblems();
        const [wasm] = await Promise.all([F.assets.bytes('faultline.wasm', showProgress), F.assets.script('faultline.js')]);
        F.byId('loading-text').textContent = F.early('starting');
        const machine = await F.machine.create(wasm, {
            canvas: F.byId('canvas'),
            printErr: (line) => F.alert(F.early('broken') + ' ' + line),
        });
        if (isMoreWanted()) await F.machine.whole();
        F.machine.listen();
        F.session.open(machine);
        const typefaces = await Promise.all([
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
        if (F.options.get('view') === 'text') document.documentElement.dataset.view = 'text';
        if (typefaces.some(Boolean)) F.canvas.start();
        else F.canvas.fail('no-typeface');
        await chooseLab(await F.assets.json('labs/index.json'));
        showView(F.options.get('view'));
        F.byId('loading').hidden = true;
        document.documentElement.dataset.ready = 'true';
        F.host.tell('ready', {lab: F.session.view().guide ? F.session.view().guide.lab : ''});
    }

    boot().catch((error) => {
        document.documentElement.dataset.ready = 'failed';
        report(error);
    });
})(window.Faultline);

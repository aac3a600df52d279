// The view of a memory trace, in the guide's place. A worker reads the file and keeps the trace; the page has the figures that
// it shows. A trace takes the place of what was there only when all of it has been read, and goes when the page turns to
// something else.
(function (F) {
    'use strict';
    const h = F.h;
    const root = document.documentElement;
    // The first lines of a trace are soon there, whatever valgrind has to say before them.
    const headBytes = 65536;
    const looksLikeTrace = /^(I  | [LSM] )[0-9a-f]+,\d+\r?$|(min|maj)fault \[.*\] => /m;
    const pageBytes = 4096;
    const pieces = F.once(async () => {
        const [code, wasm] = await Promise.all([F.assets.text('trace/trace.js'), F.assets.bytes('trace/trace.wasm')]);
        // A script of one's own is the one kind of worker that a page from a disk or in a sandbox may have, too.
        return {address: URL.createObjectURL(new Blob([code], {type: 'text/javascript'})), wasm};
    });
    /** {worker, name, trace, frames, waiting, from}: what is shown, the size that is asked for next, the page that it lies upon. */
    let shown = null;
    /** {worker, name}: what is being read. */
    let reading = null;

    const number = (value) => value.toLocaleString('en');
    const part = (value) => (value * 100).toFixed(value < 0.01 ? 3 : 1) + ' %';
    const size = (kib) => (kib < 1024 ? number(kib) + ' KiB' : number(Math.round(kib / 102.4) / 10) + ' MiB');

    function say(id, values) {
        return F.fill(F.byId('trace-words').content.querySelector('[data-word="' + id + '"]').textContent, values);
    }

    const framesInWords = (frames) => (frames === 1 ? say('one-frame') : say('frames', {frames: number(frames)}));

    async function head(file) {
        const start = file.slice(0, headBytes);
        const [first, second] = new Uint8Array(await start.slice(0, 2).arrayBuffer());
        if (first !== 0x1f || second !== 0x8b) return start.text();
        // The end of the piece is no end of the compressed file: what comes out first is enough.
        const reader = start.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
        const {value} = await reader.read().catch(() => ({}));
        reader.cancel().catch(() => {});
        return new TextDecoder().decode(value);
    }

    function rows(place, list) {
        F.patch(F.byId(place), list.map(([key, name, ...values]) => h('tr', {key}, h('th', {scope: 'row'}, name), values.map((value) => h('td', null, value)))));
    }

    /** The part of the view that the number of frames changes. */
    function showFrames(faults) {
        const {trace, frames} = shown;
        const where = say('in-frames', {frames: framesInWords(frames)});
        F.byId('trace-policies-caption').textContent = where;
        rows('trace-policies', Object.entries(faults).map(([name, count]) => [name, say(name), number(count), part(count / trace.touches)]));
        F.byId('trace-said').textContent = say('said', {where, list: Object.entries(faults).map(([name, count]) => name + ' ' + number(count)).join(', ')});
        F.byId('trace-chart').innerHTML = F.traceChart(trace, frames, {up: say('up'), across: say('across'), number});
        F.patch(F.byId('trace-curve'), trace.sizes.map((each) => h('tr', {key: each, 'aria-current': each === frames ? 'true' : null},
            h('th', {scope: 'row'}, number(each)), h('td', null, number(trace.lru[each])), h('td', null, part(trace.lru[each] / trace.touches)))));
    }

    function showTrace() {
        const {trace, name, frames} = shown;
        F.byId('trace-title').textContent = name;
        F.byId('trace-lead').textContent = say(trace.pages === 1 ? 'one-page' : 'lead', {
            references: number(trace.touches), pages: number(trace.pages), size: size(trace.pages * pageBytes / 1024),
        });
        F.byId('trace-back').textContent = say(shown.from === undefined ? 'to-lab' : 'to-start');
        F.byId('trace-frames').max = trace.pages;
        F.byId('trace-frames').value = frames;
        F.byId('trace-of').textContent = say('of-pages', {pages: number(trace.pages)});
        F.byId('trace-size').max = trace.sizes.length - 1;
        slideTo(frames);
        rows('trace-did', (trace.places ? ['minor', 'major', 'pages'] : ['fetches', 'loads', 'stores', 'pages']).map((id) => [id, say(id), number(trace[id])]));
        rows('trace-machine', ['minorFaults', 'majorFaults', 'tlbMisses', 'ranges'].map((id) => [id, say(id), number(trace[id])])
            .concat([['maxRssKib', say('maxRssKib'), size(trace.maxRssKib)]], trace.killed ? [['killed', say('killed')]] : []));
        F.byId('trace-recorded').hidden = !trace.places;
        const named = (text) => (text ? h('span', {class: 'code'}, text) : say('no-name'));
        F.patch(F.byId('trace-places'), trace.recorded.map((place) => h('tr', null, h('th', {scope: 'row'}, named(place.code)),
            h('td', null, named(place.mapping)), h('td', null, number(place.minor)), h('td', null, number(place.major)))));
        F.byId('trace-more-places').textContent = trace.places > trace.recorded.length ? say('more-places', {count: number(trace.places - trace.recorded.length)}) : '';
        showFrames(trace.faults);
    }

    /** The place on the bar that is nearest from below. */
    function slideTo(frames) {
        const bar = F.byId('trace-size');
        bar.value = shown.trace.sizes.filter((each) => each <= frames).length - 1;
        bar.setAttribute('aria-valuetext', framesInWords(frames));
    }

    /** One question at a time: of those that come while it is answered the last is asked. */
    function ask(frames) {
        shown.frames = frames;
        slideTo(frames);
        F.byId('trace-said').textContent = say('counting');
        if (!shown.waiting) shown.worker.postMessage({frames});
        shown.waiting = true;
    }

    function answered({frames, faults}) {
        shown.waiting = false;
        if (frames !== shown.frames) return ask(shown.frames);
        showFrames(faults);
    }

    function typed(event) {
        const frames = Number(event.target.value);
        if (Number.isInteger(frames) && frames >= 1 && frames <= shown.trace.pages) return ask(frames);
        F.byId('trace-said').textContent = say('frames-wanted', {pages: number(shown.trace.pages)});
    }

    /** What was under the trace is there again. */
    function back() {
        const {from} = shown;
        if (from === undefined) delete root.dataset.page;
        else F.catalogue.show();
        leave();
        F.canvas.fit();
        F.byId(from === undefined ? 'lab-title' : 'open-file').focus();
    }

    function leave() {
        if (!shown) return;
        shown.worker.terminate();
        shown = null;
        F.byId('trace').hidden = true;
        F.byId('guide').setAttribute('aria-labelledby', 'lab-title');
    }

    function show(worker, name, trace) {
        const from = root.dataset.page === 'trace' ? shown.from : root.dataset.page;
        if (shown) shown.worker.terminate();
        else if (F.tour) F.tour.leave();
        shown = {worker, name, trace, frames: trace.frames, waiting: false, from};
        worker.onmessage = ({data}) => answered(data);
        showTrace();
        root.dataset.page = 'trace';
        F.byId('trace').hidden = false;
        F.byId('guide').setAttribute('aria-labelledby', 'trace-title');
        F.byId('trace-title').focus();
    }

    function progress({doing, done, all}) {
        const megabytes = (bytes) => (bytes / 1e6).toLocaleString('en', {minimumFractionDigits: 1, maximumFractionDigits: 1});
        F.byId('trace-doing').textContent = say(doing, {file: reading.name});
        F.byId('trace-amount').textContent = doing === 'reading' ? say('amount', {done: megabytes(done), all: megabytes(all)}) : say('percent', {percent: Math.floor(done / all * 100)});
        F.byId('trace-progress').value = done / all;
    }

    function refuse(name, {badLines, problems}) {
        const count = number(badLines);
        const first = badLines === 0 ? say('bad-file', {file: name}) : say(badLines === 1 ? 'bad-line' : 'bad-lines', {file: name, count});
        const lines = problems.map(({line, text}) => (line ? say('line', {line: number(line), text}) : text));
        F.alert([first + (badLines > problems.length ? ' ' + say('first-lines') : '')].concat(lines).join('\n'));
    }

    /** The worker that reads goes, unless it has come to its end. */
    function stop() {
        if (reading) reading.worker.terminate();
        reading = null;
        F.byId('trace-dialog').close();
    }

    async function read(file) {
        const {address, wasm} = await pieces();
        stop();
        const worker = new Worker(address);
        const mine = reading = {worker, name: file.name};
        progress({doing: 'reading', done: 0, all: Math.max(1, file.size)});
        F.byId('trace-dialog').showModal();
        const end = (then) => {
            if (reading !== mine) return;
            if (!then) return stop();
            reading = null;
            F.byId('trace-dialog').close();
            then();
        };
        worker.onmessage = ({data}) => {
            if (reading !== mine) return;
            if (data.doing) return progress(data);
            if (data.trace) return end(() => show(worker, file.name, data.trace));
            end();
            refuse(file.name, data.refused || {badLines: 0, problems: [{line: 0, text: data.broken}]});
        };
        worker.onerror = (event) => {
            event.preventDefault();
            end();
            refuse(file.name, {badLines: 0, problems: [{line: 0, text: event.message}]});
        };
        worker.postMessage({wasm, file});
    }

    const place = F.once(async () => {
        const view = await F.words.part('trace/view.html');
        for (const element of Array.from(view.children)) (element.id === 'trace' ? F.byId('guide') : document.body).append(element);
        F.byId('trace').hidden = true;
        F.byId('trace-back').addEventListener('click', back);
        F.byId('trace-file').addEventListener('change', (event) => F.drop.chosen(event.target));
        F.byId('trace-frames').addEventListener('change', typed);
        F.byId('trace-size').addEventListener('input', (event) => {
            const frames = shown.trace.sizes[event.target.value];
            F.byId('trace-frames').value = frames;
            ask(frames);
        });
        F.byId('trace-dialog').addEventListener('close', () => !F.byId('trace-dialog').open && reading && stop());
        // Whatever else the page shows, the trace is gone and so is its memory.
        new MutationObserver(() => root.dataset.page === 'trace' || leave()).observe(root, {attributeFilter: ['data-page']});
    });

    F.trace = {
        /** Reads the file and shows it, or says why that cannot be and leaves what is there. False: it does not begin like a trace. */
        async open(file) {
            if (!looksLikeTrace.test(await head(file))) return false;
            await place();
            await read(file);
            return true;
        },
    };
})(window.Faultline);

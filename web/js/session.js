// The one door to the machine: calls, intents, and the loop of a run that is under way.
(function (F) {
    'use strict';
    const sliceTicks = 200000;
    const sliceMilliseconds = 10;
    const redrawMilliseconds = 100;
    // Of a long run, what showing it may take: a part of its time.
    const redrawPart = 1 / 12;
    const frameMilliseconds = 16;
    let machine = null;
    let page = 0;
    let shown = 0;
    let running = false;
    let view = null;
    let lab = '';
    let beat = 0;
    let drawn = 0;
    let drawing = 0;

    function hold(text) {
        const bytes = machine.lengthBytesUTF8(text) + 1;
        const address = machine._malloc(bytes);
        machine.stringToUTF8(text, address, bytes);
        return address;
    }

    function call(name, ...rest) {
        const held = [];
        const values = rest.map((value) => {
            if (typeof value !== 'string') return value;
            held.push(hold(value));
            return held[held.length - 1];
        });
        try {
            return machine['_' + name](page, ...values);
        } finally {
            held.forEach((address) => machine._free(address));
        }
    }

    function text(name, ...rest) {
        return machine.UTF8ToString(call(name, ...rest));
    }

    function bytes(name, before, data, ...after) {
        const address = machine._malloc(data.length || 1);
        machine.HEAPU8.set(data, address);
        try {
            return text(name, ...before, address, data.length, ...after);
        } finally {
            machine._free(address);
        }
    }

    /** Brings the page up to date, if anything has changed. */
    function refresh() {
        const version = call('faultline_version');
        if (version === shown) return;
        shown = version;
        view = JSON.parse(text('faultline_view'));
        F.transport.show(view);
        F.travel.show(view);
        F.guide.show(view);
        F.terminal.show(view);
        F.twin.show(text('faultline_twin'));
        F.compile.serve(view);
        F.host.progress(view);
        F.canvas.wake();
        if (view.guide && view.guide.lab) F.storage.saveSoon(lab, () => text('faultline_attempt'));
        if (view.transport && view.transport.busy) run();
        play();
    }

    /** While the run plays: the next stride when it is due, or as many as a frame holds. */
    function play() {
        if (beat || !view.look.playing) return;
        const wait = Math.max(1000 / view.look.perSecond, frameMilliseconds);
        const strides = Math.max(1, Math.round(view.look.perSecond * wait / 1000));
        beat = setTimeout(() => {
            beat = 0;
            F.session.dispatch({do: 'beat', strides});
        }, wait);
    }

    function slice() {
        running = false;
        const until = performance.now() + sliceMilliseconds;
        let more = true;
        while (more && performance.now() < until) more = call('faultline_advance', sliceTicks) === 1;
        // Drawing takes longer than a slice: a long run is shown a few times a second.
        const begun = performance.now();
        if (!more || begun - drawn > Math.max(redrawMilliseconds, drawing / redrawPart)) {
            refresh();
            if (more) F.canvas.draw();
            drawn = performance.now();
            drawing = drawn - begun;
        }
        if (more) run();
    }

    // A message to oneself comes after the keys and the frames that are due, and at once when none is: a run that waited for
    // frames would stand still for a third of each, and in a page that gets none for good.
    const next = new MessageChannel();
    next.port1.onmessage = slice;

    function run() {
        if (running) return;
        running = true;
        next.port2.postMessage('');
    }

    /** The seed of the address; without one, one of the learner's own, which only a lab that varies asks for. */
    function seedWanted() {
        const asked = Number(F.options.get('seed'));
        if (Number.isInteger(asked) && asked > 0 && asked < 2 ** 31) return asked;
        return 1 + crypto.getRandomValues(new Uint32Array(1))[0] % 9999;
    }

    /** Whether the lab is one of the site's: others have no name that a link could say. */
    function isOfSite() {
        return lab !== 'tour' && !lab.startsWith('own:');
    }

    /** The address names the lab and, where it matters, the seed: to come back to, or to hand on. */
    function showAddress() {
        // Pages without an address of their own (a sandboxed frame, a file) keep the one they have.
        if (window.origin === 'null' || location.protocol === 'file:') return;
        const at = new URL(location.href);
        at.hash = '';
        at.searchParams.delete('tour');
        if (lab === 'tour') at.searchParams.set('tour', '');
        if (isOfSite()) {
            at.searchParams.set('lab', lab);
            at.searchParams.delete('lab-url');
        } else {
            at.searchParams.delete('lab');
            F.byId('lab-select').selectedIndex = -1;
        }
        if (view.guide.varies) at.searchParams.set('seed', view.guide.seed);
        else at.searchParams.delete('seed');
        if (at.href !== location.href) history.replaceState(null, '', at.href);
    }

    /** The session that has just been made is shown; nothing of the one before it stays. */
    function begin(id) {
        lab = id;
        F.compile.forget();
        F.guide.problem('');
        refresh();
        showAddress();
    }

    /** Whether all of the machine is there, which whatever somebody does may need; says so where it cannot be had. */
    function isWhole() {
        try {
            F.machine.demand();
            return true;
        } catch (error) {
            if (!(error instanceof F.assets.Missing)) throw error;
            F.alert(error.message);
            return false;
        }
    }

    F.session = {
        /** `created` is the instance that createFaultline() made. */
        open(created) {
            machine = created;
            page = machine._faultline_create();
            F.words.take();
        },
        call,
        text,
        useCanvas(canvas) {
            machine.canvas = canvas;
        },
        setFont(face, data) {
            const address = machine._malloc(data.length);
            machine.HEAPU8.set(data, address);
            call('faultline_font', face, address, data.length);
            machine._free(address);
        },
        /** True when the lab is there; an attempt that does not fit any more is left out and said so. */
        loadLab(id, json, attempt) {
            F.storage.saveNow();
            const seed = seedWanted();
            let problem = text('faultline_load_lab', json, attempt, seed);
            if (problem && attempt) {
                F.alert(F.say('AttemptDoesNotFit', {problem}));
                problem = text('faultline_load_lab', json, '', seed);
            }
            if (problem) {
                F.alert(problem);
                return false;
            }
            begin(id);
            return true;
        },
        /** Goes on with an attempt; throws, and leaves what was there, when it does not fit. */
        restore(id, json, attempt) {
            F.storage.saveNow();
            const problem = text('faultline_load_lab', json, attempt, 0);
            if (problem) throw new Error(problem);
            begin(id);
        },
        /** Does one intent; false when it could not be done, which the page then says. */
        dispatch(intent) {
            if (!isWhole()) return false;
            const problem = text('faultline_dispatch', JSON.stringify(intent));
            refresh();
            F.guide.problem(problem);
            return !problem;
        },
        compiled(request, elf, diagnostics) {
            const problem = bytes('faultline_compiled', [request], elf, diagnostics.join('\n'));
            refresh();
            if (problem) F.alert(problem);
        },
        frame() {
            const problem = text('faultline_frame');
            refresh();
            return problem;
        },
        refresh,
        isOfSite,
        /** Slices of a run are due. */
        isUnderWay: () => running,
        view: () => view,
    };
})(window.Faultline);

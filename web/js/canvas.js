// When the picture is drawn: after input, after a change, after a resize, and otherwise never.
(function (F) {
    'use strict';
    // Dear ImGui settles over several frames: three after each cause.
    const settling = 3;
    let due = 0;
    let scheduled = false;
    let drawn = 0;
    let open = false;
    let captured = false;
    let fittedRatio = 0;
    let fitted = '';

    function element() {
        return F.byId('canvas');
    }

    function isSeen() {
        return open && !document.hidden && document.documentElement.dataset.view !== 'text';
    }

    function draw() {
        if (window.devicePixelRatio !== fittedRatio) fit();
        drawn += 1;
        const problem = F.session.frame();
        if (problem) F.alert(problem);
    }

    function tick() {
        scheduled = false;
        // A run under way draws when it shows itself; in between, each frame would be of another moment.
        if (!isSeen() || due <= 0 || F.session.isUnderWay() || !F.machine.mayDraw()) {
            due = 0;
            return;
        }
        due -= 1;
        draw();
        if (due === 0 && F.session.call('faultline_moving')) due = 1;
        schedule();
    }

    function schedule() {
        if (scheduled || due <= 0) return;
        scheduled = true;
        requestAnimationFrame(tick);
    }

    function wake() {
        due = settling;
        schedule();
    }

    function fit() {
        const box = element().getBoundingClientRect();
        const isHidden = box.width < 1 || box.height < 1;
        const size = isHidden ? '' : [Math.round(box.width), Math.round(box.height), window.devicePixelRatio].join();
        // A new size blanks the picture and takes the browser a while, so an old one is not given again.
        const isNew = size !== fitted;
        fitted = size;
        if (!open || isHidden) return;
        fittedRatio = window.devicePixelRatio;
        if (isNew) F.session.call('faultline_resize', Math.round(box.width), Math.round(box.height));
        wake();
    }

    /** Another screen, or the browser's zoom: the same box has more or fewer pixels. */
    function watchRatio() {
        const ratio = window.matchMedia('(resolution: ' + window.devicePixelRatio + 'dppx)');
        ratio.addEventListener('change', () => {
            fit();
            watchRatio();
        }, {once: true});
    }

    function capture(on) {
        if (captured === on || !open) return;
        captured = on;
        F.session.call('faultline_capture', on ? 1 : 0);
    }

    function notice(text) {
        const place = F.byId('stage-notice');
        place.hidden = !text;
        place.textContent = text;
    }

    function listen(canvas) {
        for (const kind of ['pointermove', 'pointerdown', 'pointerup', 'pointerleave', 'pointercancel', 'wheel']) {
            canvas.addEventListener(kind, wake, {passive: true});
        }
        // The wheel scrolls the page until the learner has clicked into the picture, and again after leaving it.
        canvas.addEventListener('pointerdown', (event) => {
            if (event.pointerType === 'mouse') capture(true);
        });
        canvas.addEventListener('pointerleave', () => capture(false));
        canvas.addEventListener('webglcontextlost', (event) => {
            event.preventDefault();
            recover();
        });
    }

    /** A lost context: a fresh element, a fresh context, the same machine. */
    function recover() {
        F.session.call('faultline_close_canvas');
        open = false;
        const old = element();
        const fresh = old.cloneNode(false);
        old.replaceWith(fresh);
        start();
    }

    function start() {
        const canvas = element();
        F.session.useCanvas(canvas);
        // SDL's own test for WebGL throws where there is none.
        const probe = document.createElement('canvas');
        if (!(probe.getContext('webgl') || probe.getContext('experimental-webgl'))) return fail('no-webgl', '');
        const why = F.session.text('faultline_open_canvas');
        if (why) return fail('no-webgl', why);
        open = true;
        fitted = '';
        notice('');
        listen(canvas);
        sizes.disconnect();
        sizes.observe(canvas);
        fit();
    }

    /** There will be no picture, for the reason of this word; `why` is for a developer's eyes. */
    function fail(word, why) {
        notice(F.early(word));
        F.alert(F.early(word) + (why ? ' (' + why + ')' : ''));
    }

    const sizes = new ResizeObserver(fit);
    watchRatio();
    window.addEventListener('resize', fit);
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') capture(false);
    });

    F.canvas = {
        start,
        fail,
        wake,
        fit,
        /** One frame now. */
        draw() {
            if (isSeen() && F.machine.mayDraw()) draw();
        },
        /** How many frames have been drawn: at rest this number stands still. */
        frames: () => drawn,
    };
})(window.Faultline);

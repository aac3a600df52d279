// The machine comes in two modules. faultline.wasm has what a page needs until its first lab is there and nobody has done
// anything yet. faultline-later.wasm has the rest; it is fetched at the first sign that somebody will do something, or where the
// address asks for more than a lab. Both share memory, table and globals; until the second has come, each of its functions is a
// stand-in that fetches it. web/first_load/ makes the two; what each wants of the other has the name of their build in it.
(function (F) {
    'use strict';
    const later = 'faultline-later.wasm';
    const signs = ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown', 'focusin', 'click', 'input', 'change', 'dragenter', 'message'];
    const againMilliseconds = 5000;
    let build = '';
    let first = null;
    let needs = null;
    let isComplete = false;
    let isAsked = false;

    /** Of the imports that begin so; undefined when there are none. */
    function buildOf(module, prefix) {
        const found = WebAssembly.Module.imports(module).find((one) => one.module.startsWith(prefix));
        return found && found.module.slice(prefix.length);
    }

    function join(module) {
        if (isComplete) return;
        if (buildOf(module, 'first.') !== build) throw new F.assets.Missing(F.early('outdated'));
        new WebAssembly.Instance(module, Object.assign({}, needs, {['first.' + build]: first}));
        isComplete = true;
        if (F.session.view()) F.compile.serve(F.session.view());
    }

    /** For what cannot wait: stands still until the rest is there. Throws F.assets.Missing. */
    function demand() {
        if (!isComplete) join(new WebAssembly.Module(F.assets.bytesNow(later)));
    }

    const whole = F.once(async () => join(await WebAssembly.compile(await F.assets.bytes(later))));

    function standIn(slot) {
        return (...values) => {
            demand();
            return first.__indirect_function_table.get(Number(slot))(...values);
        };
    }

    function listen() {
        for (const kind of signs) window.addEventListener(kind, sign, {capture: true, passive: true});
    }

    function sign() {
        for (const kind of signs) window.removeEventListener(kind, sign, true);
        isAsked = true;
        if (isComplete) return;
        whole().then(F.canvas.wake, (error) => {
            F.alert(error.message);
            setTimeout(listen, againMilliseconds);
        });
    }

    F.machine = {
        /** The instance of createFaultline(), of the first module's bytes; `options` go to it. */
        create(bytes, options) {
            return new Promise((resolve, reject) => {
                const instantiate = async (imports, done) => {
                    const module = await WebAssembly.compile(bytes);
                    build = buildOf(module, 'later.');
                    needs = Object.assign(imports, {['later.' + build]: new Proxy({}, {get: (_, slot) => standIn(slot)})});
                    const instance = await WebAssembly.instantiate(module, needs);
                    first = instance.exports;
                    done(instance);
                };
                const instantiateWasm = (imports, done) => {
                    instantiate(imports, done).catch(reject);
                    return {};
                };
                window.createFaultline(Object.assign({instantiateWasm}, options)).then(resolve, reject);
            });
        },
        /** From now on the rest comes at the first sign. */
        listen,
        /** Resolves when the rest is there. Rejects with F.assets.Missing. */
        whole,
        demand,
        isWhole: () => isComplete,
        /** Whether a frame can be drawn now: what somebody has pointed at may need the rest. */
        mayDraw: () => isComplete || !isAsked,
    };
})(window.Faultline);

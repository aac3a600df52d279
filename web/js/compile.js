// C to ELF, in the page: the compiler is a module of its own, fetched when the first program wants it and somebody is there to run it.
(function (F) {
    'use strict';
    const asked = new Set();
    // Sessions so far: an answer that comes after its session has ended is for nobody.
    let sessions = 0;

    const compiler = F.once(async () => {
        try {
            if (typeof window.createFaultlineTcc !== 'function') await F.assets.script('tcc.js');
            return await window.createFaultlineTcc({wasmBinary: await F.assets.bytes('tcc.wasm')});
        } catch (error) {
            throw new Error(F.say('CompilerMissing'));
        }
    });

    /** A diagnostic as one line: "line 14: …", with the file's name when it is not the program's own, "warning" when it compiles. */
    function line(diagnostic, file) {
        const where = diagnostic.line ? 'line ' + diagnostic.line + ': ' : '';
        const other = diagnostic.path && diagnostic.path !== file ? diagnostic.path + ', ' : '';
        return other + where + (diagnostic.severity === 'warning' ? 'warning: ' : '') + diagnostic.text;
    }

    async function compile(wanted) {
        const result = (await compiler()).compile(wanted.source, wanted.file);
        return {elf: result.ok ? result.elf : new Uint8Array(0), diagnostics: result.diagnostics.map((each) => line(each, wanted.file))};
    }

    /** A lab that has begun anew, or another edit, wants other programs. */
    function isWanted(request) {
        return F.session.view().guide?.compiles.some((one) => one.request === request);
    }

    F.compile = {
        /** Answers every request of the view that is not under way yet, once the machine is whole (web/js/machine.js). */
        serve(view) {
            if (!view.guide || !F.machine.isWhole()) return;
            const mine = sessions;
            for (const wanted of view.guide.compiles) {
                if (asked.has(wanted.request)) continue;
                asked.add(wanted.request);
                compile(wanted).then(
                    (done) => mine === sessions && isWanted(wanted.request) && F.session.compiled(wanted.request, done.elf, done.diagnostics),
                    (error) => {
                        if (mine !== sessions || !isWanted(wanted.request)) return;
                        F.alert(error.message);
                        F.session.compiled(wanted.request, new Uint8Array(0), [error.message]);
                    });
            }
        },
        /** A new session counts its requests anew. */
        forget() {
            asked.clear();
            ++sessions;
        },
    };
})(window.Faultline);

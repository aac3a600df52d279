// Labs from elsewhere: a folder dropped onto the page or chosen, or an address; a C program, which goes to the workbench; a memory
// trace. What reads a trace, or a folder as its author wrote it (lab.md and C files), is fetched when needed.
(function (F) {
    'use strict';
    const workbench = {lab: 'sandbox', program: 'program'};
    const longestProgram = 200000;

    const reader = F.once(async () => {
        const [wasm] = await Promise.all([F.assets.bytes('author.wasm'), F.assets.script('author.js')]);
        return window.createFaultlineAuthor({wasmBinary: wasm});
    });
    const traceView = F.once(() => Promise.all(['chart', 'view'].map((name) => F.assets.script('trace/' + name + '.js'))));

    /** Opens the lab that these files are; says what is wrong with them otherwise. */
    async function openFiles(folder, files) {
        const canonical = Object.keys(files).find((name) => name.endsWith('.json'));
        if (!files['lab.md'] && canonical) return openText(canonical.replace(/\.json$/, ''), files[canonical]);
        const read = (await reader()).read(folder, files);
        if (read.errors.length) {
            F.alert([F.say('LabHasErrors', {folder})].concat(read.errors.slice(0, 12)).join('\n'));
            return false;
        }
        return openText(folder, read.json);
    }

    function openText(name, json) {
        const key = 'own:' + name;
        return F.session.loadLab(key, json, F.storage.load(key));
    }

    async function textAt(address) {
        let answer;
        try {
            answer = await fetch(address);
        } catch (error) {
            throw new Error(F.say('LabNotFetched', {address, why: F.say('LabNotReached')}));
        }
        if (!answer.ok) throw new Error(F.say('LabNotFetched', {address, why: String(answer.status)}));
        return answer.text();
    }

    /** An address of canonical JSON, of a lab.md, or of the folder that holds one. */
    async function openAddress(address) {
        const at = new URL(address, location.href);
        const name = at.pathname.replace(/\/(lab\.md)?$/, '').split('/').pop();
        if (at.pathname.endsWith('.json')) return openText(name.replace(/\.json$/, ''), await textAt(at.href));
        if (!at.pathname.endsWith('/lab.md')) at.pathname = at.pathname.replace(/\/?$/, '/lab.md');
        const files = {'lab.md': await textAt(at.href)};
        const programs = new Set(Array.from(files['lab.md'].matchAll(/\b(?:file|solution):\s*"?([\w-]+\.c)\b/g), (found) => found[1]));
        for (const program of programs) files[program] = await textAt(new URL(program, at).href);
        return openFiles(name, files);
    }

    function entriesOf(folder) {
        const list = folder.createReader();
        return new Promise((resolve, reject) => {
            const all = [];
            const more = () => list.readEntries((some) => {
                if (!some.length) return resolve(all);
                all.push(...some);
                more();
            }, reject);
            more();
        });
    }

    const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

    async function openProgram(file) {
        const source = (await file.text()).replace(/\r\n?/g, '\n');
        if (source.length > longestProgram) throw new Error(F.say('ProgramTooLong', {file: file.name, count: longestProgram}));
        await F.openLab(workbench.lab);
        const there = F.session.view().guide.programs.find((program) => program.id === workbench.program);
        if (there.edited && there.source !== source && await F.dialogs.ask('replace-dialog') !== 'replace') return true;
        return F.session.dispatch({do: 'edit', program: workbench.program, source});
    }

    async function openList(folder, list) {
        if (list.length === 1 && list[0].name.endsWith('.c')) return openProgram(list[0]);
        // A trace may have any name.
        if (list.length === 1 && !/\.(md|json)$/.test(list[0].name) && await traceView() && await F.trace.open(list[0])) return false;
        const files = {};
        for (const file of list) {
            if (/\.(md|c|json)$/.test(file.name)) files[file.name] = await file.text();
        }
        if (!Object.keys(files).length) throw new Error(F.say('NoLabThere'));
        return openFiles(folder, files);
    }

    async function openDropped(data) {
        const entries = Array.from(data.items || [], (item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
        const folder = entries.find((entry) => entry.isDirectory);
        if (!folder) return openList(data.files.length ? data.files[0].name.replace(/\.\w+$/, '') : 'lab', Array.from(data.files));
        const inside = (await entriesOf(folder)).filter((entry) => entry.isFile);
        return openList(folder.name, await Promise.all(inside.map(fileOf)));
    }

    function report(error) {
        F.alert(error.message);
    }

    function then(opened) {
        if (opened) F.catalogue.hide();
    }

    document.addEventListener('dragover', (event) => {
        if (event.dataTransfer && Array.from(event.dataTransfer.types).includes('Files')) event.preventDefault();
    });
    document.addEventListener('drop', (event) => {
        if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes('Files')) return;
        event.preventDefault();
        openDropped(event.dataTransfer).then(then).catch(report);
    });

    F.drop = {
        /** A file input whose files are a lab: the way without a pointer. */
        chosen(input) {
            const list = Array.from(input.files);
            if (!list.length) return;
            const path = list[0].webkitRelativePath;
            const depth = path ? 2 : 1;
            openList(path ? path.split('/')[0] : list[0].name.replace(/\.\w+$/, ''), list.filter((file) => !path || file.webkitRelativePath.split('/').length === depth))
                .then(then).catch(report);
            input.value = '';
        },
        /** Whether the lab is there now; if not, the page says why. */
        openAddress: (address) => openAddress(address).catch((error) => {
            report(error);
            return false;
        }),
    };
})(window.Faultline);

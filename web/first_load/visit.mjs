// A first visit, played under Node: everything that a page asks of the machine from its opening until a lab is there and rests,
// for every lab and the start page, in both themes, wide, middling and narrow; and the first move of a pointer, which asks at once.
// web/js/boot.js and web/js/session.js ask the same of it.
import {readFileSync} from 'node:fs';
import vm from 'node:vm';
import {screen} from './screen.mjs';

// The canvas in CSS pixels, in windows of 1440, 1024 and 390 pixels.
const sizes = [[858, 640], [616, 560], [358, 420]];
const fonts = ['fonts/inter-regular.otf', 'fonts/inter-semibold.otf', 'fonts/jetbrains-mono-regular.ttf'];

/** The exports of faultline.js with the module of these bytes, behind the calls of web/js/session.js. */
async function start(script, wasm) {
    const {scope, canvas, send} = screen();
    vm.runInNewContext(readFileSync(script, 'utf8'), scope);
    let exported;
    const machine = await scope.createFaultline({
        canvas,
        printErr: (line) => { throw new Error(line); },
        instantiateWasm(needs, done) {
            const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), needs);
            exported = instance.exports;
            done(instance);
            return exported;
        },
    });
    const page = machine._faultline_create();
    const hold = (bytes) => {
        const address = machine._malloc(bytes.length);
        machine.HEAPU8.set(bytes, address);
        return address;
    };
    const call = (name, ...values) => {
        const held = [];
        const given = values.map((value) => (typeof value === 'string' ? (held.push(hold(Buffer.from(value + '\0'))), held.at(-1)) : value));
        const answer = machine[`_faultline_${name}`](page, ...given);
        held.forEach((address) => machine._free(address));
        return answer;
    };
    const text = (name, ...values) => machine.UTF8ToString(call(name, ...values));
    /** For what answers with a problem or nothing. */
    const must = (name, ...values) => {
        const problem = text(name, ...values);
        if (problem) throw new Error(`faultline_${name}: ${problem}`);
    };
    const setFont = (face, bytes) => {
        const address = hold(bytes);
        call('font', face, address, bytes.length);
        machine._free(address);
    };
    return {machine, exported, canvas, send, scope, call, text, must, setFont};
}

function show(lab, dark) {
    for (const intent of [{do: 'theme', dark}, {do: 'motion', reduced: false}]) lab.must('dispatch', JSON.stringify(intent));
    lab.call('version');
    JSON.parse(lab.text('view'));
    lab.text('twin');
}

function draw(lab, [width, height]) {
    Object.assign(lab.canvas.box, {width, height});
    lab.call('resize', width, height);
    for (let frame = 0; frame < 4; ++frame) {
        lab.must('frame');
        lab.call('moving');
    }
}

function point(lab) {
    const at = {clientX: 5, clientY: 5, screenX: 5, screenY: 5, movementX: 1, movementY: 1, buttons: 0, button: 0};
    for (const kind of ['mouseenter', 'mousemove', 'mouseleave']) lab.send(lab.canvas, kind, at);
}

/** Plays the visit and gives the profile of wasm-split, of a module that `wasm-split --instrument` made. */
export async function visit(script, wasm, site) {
    const lab = await start(script, wasm);
    lab.must('language', '{}');
    JSON.parse(lab.text('messages'));
    fonts.forEach((font, face) => lab.setFont(face, readFileSync(`${site}/${font}`)));
    show(lab, false);
    lab.must('open_canvas');
    const labs = JSON.parse(readFileSync(`${site}/labs/index.json`, 'utf8'));
    for (const text of [null, ...labs.map(({id}) => readFileSync(`${site}/labs/${id}.json`, 'utf8'))]) {
        if (text !== null) lab.must('load_lab', text, '', 5);
        for (const size of sizes) {
            for (const dark of [false, true]) {
                show(lab, dark);
                draw(lab, size);
            }
        }
        if (text !== null) lab.text('attempt');
        lab.send(lab.scope, 'resize');
        lab.send(lab.scope.document, 'visibilitychange');
    }
    point(lab);
    const bytes = lab.exported.__write_profile(0, 0);
    const address = lab.machine._malloc(bytes);
    lab.exported.__write_profile(address, bytes);
    return Buffer.from(lab.machine.HEAPU8.subarray(address, address + bytes));
}

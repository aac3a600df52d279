// Linked behind trace.js, the script of a worker that reads one memory trace and answers for it until it is ended. It is sent
// {wasm, file}, and later {frames}. It tells {doing, done, all} on its way, and at the end {refused}, {broken} or {trace}; then
// {frames, faults} for each number of frames.
(function (worker) {
    'use strict';
    const touchesAtOnce = 200000;
    const millisecondsBetween = 50;
    let module = null;
    let told = 0;

    function tell(doing, done, all) {
        const now = performance.now();
        if (now - told < millisecondsBetween) return;
        told = now;
        worker.postMessage({doing, done: Math.min(done, all), all});
    }

    const object = (address) => JSON.parse(module.UTF8ToString(address));

    /** The text's bytes; of a compressed file those that are in it. Progress counts those of the file. */
    async function textOf(file) {
        const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
        let read = 0;
        const counted = file.stream().pipeThrough(new TransformStream({
            transform(piece, next) {
                read += piece.length;
                tell('reading', read, file.size);
                next.enqueue(piece);
            },
        }));
        return first === 0x1f && second === 0x8b ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
    }

    async function feed(file) {
        let room = 0;
        let address = 0;
        for (const reader = (await textOf(file)).getReader(); ;) {
            const {done, value} = await reader.read();
            if (done) break;
            if (value.length > room) {
                module._free(address);
                room = value.length;
                address = module._malloc(room);
            }
            module.HEAPU8.set(value, address);
            module._faultline_trace_feed(address, value.length);
        }
        module._free(address);
    }

    const compare = (frames) => object(module._faultline_trace_compare(frames));

    async function open(wasm, file) {
        module = await createFaultlineTrace({wasmBinary: wasm});
        await feed(file);
        const finished = object(module._faultline_trace_finish());
        if (!finished.good) return worker.postMessage({refused: finished});
        for (let done = touchesAtOnce; module._faultline_trace_replay(touchesAtOnce); done += touchesAtOnce) tell('replaying', done, finished.touches);
        const trace = Object.assign(finished, object(module._faultline_trace_textbook()));
        const start = module._faultline_trace_lru() / Float64Array.BYTES_PER_ELEMENT;
        trace.lru = module.HEAPF64.slice(start, start + trace.pages + 1);
        trace.faults = compare(trace.frames);
        trace.memory = module.HEAPU8.length;
        worker.postMessage({trace}, [trace.lru.buffer]);
    }

    worker.onmessage = ({data}) => {
        if (data.file) open(data.wasm, data.file).catch((error) => worker.postMessage({broken: error.message}));
        else worker.postMessage({frames: data.frames, faults: compare(data.frames)});
    };
})(self);

// What a page has and Node has not, as far as SDL and WebGL ask for it: a window, a canvas of any size, a context that takes
// everything and draws nothing. Events reach whoever listens to an element: `send(element, kind)`.
const glText = {0x1F00: 'none', 0x1F01: 'none', 0x1F02: 'WebGL 1.0', 0x8B8C: 'WebGL GLSL ES 1.0'};
const answers = {
    getParameter: (name) => glText[name] ?? 1024,
    getSupportedExtensions: () => ['OES_element_index_uint'],
    getShaderParameter: () => true,
    getProgramParameter: () => true,
    getActiveUniform: () => ({name: '', size: 1}),
    getAttribLocation: () => 0,
    getError: () => 0,
    getShaderInfoLog: () => '',
    getProgramInfoLog: () => '',
};

/** A context of WebGL, which is its own every extension: what it is asked for it has, as a function. */
function context() {
    const kept = {...answers, getExtension: () => gl};
    const gl = new Proxy(kept, {get: (_, name) => kept[name] ?? (() => ({}))});
    return gl;
}

function element() {
    const box = {left: 0, top: 0, x: 0, y: 0, width: 640, height: 480};
    const gl = context();
    const listeners = [];
    return {
        box, listeners, style: {}, width: 640, height: 480,
        addEventListener: (kind, listener) => listeners.push({kind, listener}),
        removeEventListener: (kind, listener) => listeners.splice(0, listeners.length, ...listeners.filter((one) => one.listener !== listener)),
        getBoundingClientRect: () => box,
        getContext: () => gl,
        getContextSafariWebGL2Fixed() {},   // Emscripten wraps getContext where this is missing
        get clientWidth() { return box.width; },
        get clientHeight() { return box.height; },
    };
}

/** {scope, canvas, send}: the globals for faultline.js, its canvas, and the way to make something happen to an element. */
export function screen() {
    const canvas = element(), sink = element(), body = element();
    const scope = {
        ...element(), WebAssembly, TextDecoder, TextEncoder, performance, console, setTimeout, clearTimeout,
        WebGLRenderingContext: class {}, WebGL2RenderingContext: class {},
        navigator: {userAgent: '', language: 'en', languages: ['en'], maxTouchPoints: 0},
        screen: {width: 1440, height: 900}, devicePixelRatio: 1, innerWidth: 1440, innerHeight: 900,
        matchMedia: () => ({matches: false, addEventListener() {}}),
    };
    scope.window = scope.self = scope;
    scope.document = {
        ...element(), currentScript: {src: 'http://faultline/faultline.js'}, body, documentElement: body, title: '', hidden: false, visibilityState: 'visible',
        querySelector: (selector) => (selector === '#kbsink' ? sink : canvas), getElementById: () => canvas, createElement: element,
    };
    const send = (target, kind, more = {}) => {
        const event = {type: kind, target, timeStamp: 0, preventDefault() {}, ...more};
        for (const one of [...target.listeners]) if (one.kind === kind) one.listener(event);
    };
    return {scope, canvas, send};
}

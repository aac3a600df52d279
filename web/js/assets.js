// Where the page's own files come from: beside it; and where nothing may be fetched (opened from a disk, or in a sandboxed
// frame), from faultline-pack.js, which a script element may load all the same. The single-file page has the pack inside.
(function (F) {
    'use strict';

    /** A file that did not come; its message is for the learner. */
    class Missing extends Error {}

    function missing(path, why) {
        return new Missing(F.early('not-fetched') + ' ' + path + (why ? ' (' + why + ').' : '.'));
    }

    const mayFetch = location.protocol !== 'file:' && window.origin !== 'null';
    let packed = null;

    function element(source, inline) {
        return new Promise((resolve, reject) => {
            const script = document.createElement('script');
            if (inline) {
                script.textContent = source;
                document.head.append(script);
                resolve();
                return;
            }
            script.src = source;
            script.onload = resolve;
            script.onerror = () => reject(missing(source));
            document.head.append(script);
        });
    }

    /** The pack, or null where files are fetched one by one. */
    function pack() {
        if (window.FaultlinePack) return Promise.resolve(window.FaultlinePack);
        if (mayFetch) return Promise.resolve(null);
        packed = packed || element('faultline-pack.js', false).then(() => window.FaultlinePack);
        return packed;
    }

    async function unpacked(base64) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
        return new Uint8Array(await new Response(whole).arrayBuffer());
    }

    async function fetched(path, progress) {
        let answer;
        try {
            answer = await fetch(path);
        } catch (error) {
            throw missing(path);
        }
        if (!answer.ok) throw missing(path, answer.status);
        const total = Number(answer.headers.get('Content-Length')) || 0;
        if (!answer.body || !progress) return new Uint8Array(await answer.arrayBuffer());
        const parts = [];
        let got = 0;
        for (const reader = answer.body.getReader(); ;) {
            const {done, value} = await reader.read();
            if (done) break;
            parts.push(value);
            got += value.length;
            progress(got, total);
        }
        const whole = new Uint8Array(got);
        let at = 0;
        for (const part of parts) {
            whole.set(part, at);
            at += part.length;
        }
        return whole;
    }

    /** The bytes of one of the site's files. `progress(got, total)` is told how far it is; total is 0 when nobody knows. */
    async function bytes(path, progress) {
        const files = await pack();
        if (!files) return fetched(path, progress);
        if (!(path in files)) throw missing(path);
        return unpacked(files[path]);
    }

    /**
     * The bytes at once, for what can neither go on without them nor wait; the page stands still meanwhile. Not where the pack is
     * needed, which nothing can unpack at once.
     */
    function bytesNow(path) {
        const request = new XMLHttpRequest();
        request.open('GET', path, false);
        request.overrideMimeType('text/plain; charset=x-user-defined');   // a byte a letter
        try {
            request.send();
        } catch (error) {
            throw missing(path);
        }
        if (request.status !== 200) throw missing(path, request.status);
        return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
    }

    async function text(path) {
        return new TextDecoder().decode(await bytes(path));
    }

    /** Makes it at the first call and keeps it; what has failed is tried again. */
    F.once = function (make) {
        let made = null;
        return () => made || (made = make().catch((error) => {
            made = null;
            throw error;
        }));
    };

    F.assets = {
        Missing,
        bytes,
        bytesNow,
        /** Whether the files come from the pack. */
        arePacked: () => !mayFetch || Boolean(window.FaultlinePack),
        text,
        json: async (path) => JSON.parse(await text(path)),
        /** Runs one of the site's scripts. */
        async script(path) {
            const files = await pack();
            return files ? element(await text(path), true) : element(path, false);
        },
    };
})(window.Faultline);

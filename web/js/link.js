// A link that carries an attempt: lab, seed, answers, edits and the moment that is looked at, packed into the address behind
// "#s=1.". Nothing of it goes to a server.
(function (F) {
    'use strict';
    const mark = 's=1.';

    async function through(stream, bytes) {
        const answer = new Response(new Blob([bytes]).stream().pipeThrough(stream));
        return new Uint8Array(await answer.arrayBuffer());
    }

    function toText(bytes) {
        let text = '';
        for (const byte of bytes) text += String.fromCharCode(byte);
        return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    }

    function toBytes(text) {
        return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    }

    F.link = {
        /** The attempt as the part of an address behind '#'. */
        async pack(attempt) {
            const packed = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(attempt));
            return mark + toText(packed);
        },
        /** The attempt that an address carries; '' if it carries none. Throws when it carries a broken one. */
        async unpack(hash) {
            const text = hash.replace(/^#/, '');
            if (!text.startsWith(mark)) return '';
            const bytes = await through(new DecompressionStream('deflate-raw'), toBytes(text.slice(mark.length)));
            if (!bytes.length) throw new Error('it is empty');
            return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
        },
    };
})(window.Faultline);

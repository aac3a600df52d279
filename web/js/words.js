// The interface's words. They come with the machine; the page's own text, and what must be said when the machine does not
// come, stand in index.html.
(function (F) {
    'use strict';
    let texts = {};

    F.words = {
        take(json) {
            texts = JSON.parse(json);
        },
    };

    /** The text of a message with {name} filled in. */
    F.say = function (id, values) {
        const text = texts[id];
        if (text === undefined) return id;
        return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
    };

    /** What index.html holds ready for the time before the machine is there. */
    F.early = function (id) {
        const found = document.getElementById('early-words').content.querySelector('[data-word="' + id + '"]');
        return found ? found.textContent : id;
    };
})(window.Faultline);

// The interface's words, in English or in the language of lang/NAME.json: an object from English texts to translations. What
// the machine says comes with it; the page's own text, and what must be said when the machine does not come, is in index.html.
(function (F) {
    'use strict';
    let texts = {};
    let catalogue = {};
    const attributes = ['aria-label', 'title', 'alt', 'placeholder', 'label'];

    /** Every static text below `root`: calls visit(text, replace) with the trimmed text and a function that puts another there. */
    function eachText(root, visit) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.nodeType === Node.TEXT_NODE) {
                const text = node.textContent.replace(/\s+/g, ' ').trim();
                if (text && !node.parentElement?.closest('script, style, pre, code, kbd, cite')) visit(text, (by) => (node.textContent = node.textContent.replace(/\S[\s\S]*\S|\S/, by)));
                continue;
            }
            for (const name of attributes) {
                if (node.hasAttribute(name)) visit(node.getAttribute(name), (by) => node.setAttribute(name, by));
            }
            if (node.localName === 'template') eachText(node.content, visit);
        }
    }

    function translate(root) {
        eachText(root, (text, replace) => {
            if (text in catalogue) replace(catalogue[text]);
        });
    }

    /** A part of the page that comes later, in its language. */
    async function part(path) {
        const content = document.createRange().createContextualFragment(await F.assets.text(path));
        translate(content);
        return content;
    }

    F.words = {
        part,
        /** Turns the page to the language that the link asks for. Throws, and stays English, when it cannot be had. */
        async choose() {
            const language = F.options.get('lang');
            if (!language || language === 'en') return;
            catalogue = await F.assets.json('lang/' + language + '.json');
            translate(document.body);
            document.documentElement.lang = language;
        },
        /** Hands the language to the machine and takes its messages. */
        take() {
            const problem = F.session.text('faultline_language', JSON.stringify(catalogue));
            if (problem) F.alert(problem);
            texts = JSON.parse(F.session.text('faultline_messages'));
        },
        /** Every English text that a lang/NAME.json may translate. */
        async catalogue() {
            const found = new Set(JSON.parse(F.session.text('faultline_catalogue')));
            for (const root of [document.body, await part('trace/view.html')]) eachText(root, (text) => found.add(text));
            return Array.from(found).sort();
        },
    };

    /** A text, or that of a message, with {name} filled in. */
    F.fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? String(values[name]) : whole));
    F.say = (id, values) => (id in texts ? F.fill(texts[id], values) : id);

    /** What index.html holds ready for the time before the machine is there. */
    F.early = function (id) {
        const found = document.getElementById('early-words').content.querySelector('[data-word="' + id + '"]');
        return found ? found.textContent : id;
    };
})(window.Faultline);

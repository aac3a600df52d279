// Listings, and the editor for programs that a step lets the learner change: a text area with line numbers, and what the
// compiler said beside its line.
(function (F) {
    'use strict';
    const h = F.h;

    function problemLines(program) {
        const lines = new Map();
        for (const text of program.diagnostics) {
            const found = /^line (\d+): (.*)$/.exec(text);
            if (found) lines.set(Number(found[1]), found[2]);
        }
        return lines;
    }

    function numbers(source, problems) {
        return source.split('\n').map((text, index) => {
            const problem = problems.get(index + 1);
            return h('li', {'data-problem': problem || null, title: problem || null}, String(index + 1));
        });
    }

    F.editor = {
        /** One program as HTML; `editable` as the step allows. */
        listing(program) {
            const problems = problemLines(program);
            const label = program.title || program.file;
            if (!program.mayEdit) {
                return h('figure', {key: 'listing-' + program.id, class: 'listing'},
                    h('figcaption', null, h('code', null, program.file)),
                    h('div', {class: 'editor'},
                        h('ol', {'aria-hidden': 'true'}, numbers(program.source.replace(/\n$/, ''), problems)),
                        h('pre', {tabindex: '0', role: 'region', 'aria-label': label}, h('code', null, program.source))));
            }
            return h('figure', {key: 'listing-' + program.id, class: 'listing'},
                h('figcaption', null, h('label', {for: 'source-' + program.id}, label, ' ', h('code', null, program.file))),
                h('div', {class: 'editor'},
                    h('ol', {'aria-hidden': 'true'}, numbers(program.source, problems)),
                    h('textarea', {
                        id: 'source-' + program.id, class: 'code', value: program.source, live: true, spellcheck: 'false', autocapitalize: 'off',
                        autocomplete: 'off', wrap: 'off', rows: '22', 'aria-describedby': 'problems-' + program.id,
                        oninput: (event) => F.session.dispatch({do: 'edit', program: program.id, source: event.target.value}),
                        onscroll: (event) => { event.target.previousSibling.scrollTop = event.target.scrollTop; },
                    })),
                h('ul', {id: 'problems-' + program.id, class: 'problems', role: 'status'}, program.diagnostics.map((text) => h('li', null, h('code', null, text)))),
                program.edited ? h('button', {type: 'button', onclick: () => F.session.dispatch({do: 'revert', program: program.id})}, F.say('Revert')) : null);
        },
    };
})(window.Faultline);

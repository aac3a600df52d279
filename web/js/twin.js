// The machine in words: sections, summaries and tables as describe() gives them.
(function (F) {
    'use strict';
    const h = F.h;

    function select(row) {
        if (row.tick !== undefined) F.session.dispatch({do: 'seek', tick: row.tick});
        else if (row.page) F.session.dispatch({do: 'select-page', address: row.page, pid: row.process || 0});
        else if (row.frame) F.session.dispatch({do: 'select-frame', frame: row.frame});
        else if (row.process) F.session.dispatch({do: 'select-process', pid: row.process});
        else F.session.dispatch({do: 'select-tree-row', row: row.treeRow});
    }

    function cell(table, row, text, index) {
        const attributes = {class: table.columns[index].code ? 'code' : null};
        if (index === 0) attributes.scope = 'row';
        const choice = index === 0 && (row.tick !== undefined || row.page || row.frame || row.process || row.treeRow !== undefined);
        return h(index === 0 ? 'th' : 'td', attributes, choice
            ? h('button', {type: 'button', class: 'quiet', onclick: () => select(row)}, text)
            : text);
    }

    function table(one) {
        return h('div', {key: one.id, class: 'scroll', tabindex: '0', role: 'group', 'aria-label': one.caption},
            h('table', null,
                h('caption', null, one.caption),
                h('thead', null, h('tr', null, one.columns.map((column) => h('th', {scope: 'col'}, column.name)))),
                h('tbody', null, one.rows.map((row) => h('tr', {'aria-current': row.current ? 'true' : null},
                    row.cells.map((text, index) => cell(one, row, text, index)))))),
            one.more ? h('p', {class: 'muted'}, one.more) : null);
    }

    function section(one) {
        const wide = one.id === 'address-space' || one.id === 'fault-path' || one.id === 'page-table' || one.id === 'processes';
        return h('section', {key: one.id, class: wide ? 'wide' : null, 'aria-labelledby': 'twin-' + one.id, id: 'section-' + one.id},
            h('h3', {id: 'twin-' + one.id}, one.heading),
            h('p', null, one.summary),
            one.tables.length
                ? h('details', {key: 'tables', open: openAtFirst(one.id)}, h('summary', null, F.say('Tables', {name: one.heading})), one.tables.map(table))
                : null);
    }

    // Closed ones are the learner's to open; what is set once is not set again, so that it stays as she left it.
    const opened = new Set(['curve', 'fault-path', 'counters', 'address-space', 'page-table']);
    function openAtFirst(id) {
        const shown = F.byId('section-' + id);
        const details = shown && shown.querySelector('details');
        return details ? details.open : opened.has(id);
    }

    let shown = '';
    F.twin = {
        /** The sections as JSON; nothing while a run goes on, when the words stay those of its start. */
        show(words) {
            if (!words || words === shown) return;
            shown = words;
            const sections = JSON.parse(words);
            F.byId('twin').hidden = sections.length === 0;
            F.patch(F.byId('twin-sections'), sections.map(section));
        },
    };
})(window.Faultline);

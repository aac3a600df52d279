// Breakpoints, watches, variables, branches, who runs next, and the memory that the past takes.
(function (F) {
    'use strict';
    const h = F.h;

    function do_(intent) {
        F.session.dispatch(intent);
    }

    function part(id, heading, ...children) {
        return h('section', {key: id, 'aria-labelledby': 'travel-' + id}, h('h4', {id: 'travel-' + id}, F.say(heading)), children);
    }

    function stopPoints(transport, look) {
        const items = transport.breakpoints.map((one) => h('li', {key: 'line-' + one.line}, F.say('BreakpointLine', one), ' ',
            h('button', {type: 'button', class: 'quiet', 'aria-label': F.say('BreakpointRemove', one), onclick: () => do_({do: 'breakpoint', line: one.line, on: false})}, F.say('Remove'))));
        transport.watches.forEach((one, index) => items.push(h('li', {key: 'watch-' + index, 'aria-current': one.hit ? 'true' : null}, one.text, ' ',
            one.value ? h('code', null, one.value) : null, ' ',
            h('button', {type: 'button', class: 'quiet', 'aria-label': F.say('WatchRemove', {what: one.text}), onclick: () => do_({do: 'unwatch', index})}, F.say('Remove')))));
        return part('stops', 'StopPointsHeading',
            items.length ? h('ul', {key: 'list'}, items) : null,
            h('form', {key: 'line', onsubmit: setBreakpoint}, h('label', null, F.say('BreakpointAdd'), ' ', h('input', {type: 'number', min: '1', id: 'breakpoint-line', required: true})), ' ',
                h('button', null, F.say('BreakpointSet'))),
            transport.variables.length ? h('form', {key: 'variable', onsubmit: watch},
                h('label', null, F.say('WatchVariable'), ' ', h('select', {id: 'watch-variable'}, transport.variables.map((one) => h('option', {value: one.name}, one.name)))), ' ',
                h('label', null, h('input', {type: 'checkbox', id: 'watch-reads'}), ' ', F.say('WatchReads')), ' ',
                h('button', null, F.say('WatchAdd'))) : null,
            look.selectedPage ? h('button', {key: 'page', type: 'button', onclick: () => do_({do: 'watch-page', address: look.selectedPage, reads: F.byId('watch-reads') ? F.byId('watch-reads').checked : true})},
                F.say('WatchSelectedPage')) : null);
    }

    function setBreakpoint(event) {
        event.preventDefault();
        do_({do: 'breakpoint', line: Number(F.byId('breakpoint-line').value), on: true});
    }

    function watch(event) {
        event.preventDefault();
        do_({do: 'watch', variable: F.byId('watch-variable').value, reads: F.byId('watch-reads').checked});
    }

    function variables(transport) {
        if (!transport.variables.length) return part('variables', 'VariablesHeading', h('p', {class: 'muted'}, F.say('VariablesNone')));
        return part('variables', 'VariablesHeading', h('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': F.say('VariablesCaption')},
            h('table', null,
                h('caption', {class: 'visually-hidden'}, F.say('VariablesCaption')),
                h('thead', null, h('tr', null, ['ColumnName', 'ColumnType', 'ColumnValue', 'ColumnWhereDeclared', 'ColumnAddress'].map((one) => h('th', {scope: 'col'}, F.say(one))))),
                h('tbody', null, transport.variables.map((one) => h('tr', null, h('th', {scope: 'row'}, one.name), h('td', {class: 'code'}, one.type),
                    h('td', {class: 'code'}, one.value || F.say('VariableNotThere')), h('td', null, one.where), h('td', {class: 'code'}, one.address)))))));
    }

    function branches(transport) {
        const line = (one, index) => h('li', {key: 'branch-' + index, 'aria-current': one.current ? 'true' : null}, F.say('BranchLine', one), ' ',
            one.current ? h('strong', null, F.say('BranchHere'))
                : h('button', {type: 'button', class: 'quiet', 'aria-label': F.say('BranchVisit') + ': ' + one.text, onclick: () => do_({do: 'visit-branch', index})}, F.say('BranchVisit')));
        return part('branches', 'BranchesHeading', h('ol', {start: '1'}, transport.branches.map(line)),
            transport.branches.length < 2 ? h('p', {class: 'muted'}, F.say('BranchesNone')) : null);
    }

    function tasks(transport) {
        const able = transport.tasks.filter((task) => task.mayBeChosen);
        return part('tasks', 'TasksHeading', able.length
            ? able.map((task) => h('button', {key: 'task-' + task.pid, type: 'button', onclick: () => do_({do: 'choose-task', pid: task.pid})}, F.say('TaskRunNext', task)))
            : h('p', {class: 'muted'}, F.say('TasksNone')));
    }

    function memory(transport) {
        const mebi = 1048576;
        return part('memory', 'HistoryLabel',
            h('p', null, h('meter', {min: '0', max: String(transport.historyBudget), value: String(transport.historyBytes), 'aria-label': F.say('HistoryLabel')}), ' ', transport.historyText),
            h('label', null, F.say('HistoryBudgetLabel'), ' ', h('input', {
                type: 'number', min: '16', max: '1024', step: '16', value: String(Math.round(transport.historyBudget / mebi)),
                onchange: (event) => do_({do: 'history-budget', bytes: Math.round(Number(event.target.value) * mebi)}),
            })),
            h('p', {class: 'muted'}, F.say('HistoryExplained')));
    }

    F.travel = {
        show(view) {
            const transport = view.transport || {};
            F.byId('travel').hidden = !transport.hasMachine;
            // A run under way changes everything at once; it is shown when it stands still.
            if (!transport.hasMachine || transport.busy || !F.byId('travel').open) return;
            F.patch(F.byId('travel-parts'), [stopPoints(transport, view.look), tasks(transport), branches(transport), memory(transport), variables(transport)]);
        },
        /** A breakpoint on the line that is shown, on or off. */
        toggleBreakpoint() {
            const transport = F.session.view().transport;
            if (!transport || !transport.line) return;
            do_({do: 'breakpoint', line: transport.line, on: !transport.breakpoints.some((one) => one.line === transport.line)});
        },
    };

    document.addEventListener('DOMContentLoaded', () => F.byId('travel').addEventListener('toggle', () => F.session.view() && F.travel.show(F.session.view())));
})(window.Faultline);

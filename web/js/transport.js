// Moving through time, and choosing what is shown. One toolbar: real buttons in their order.
(function (F) {
    'use strict';
    const h = F.h;

    // Name, what it does, the letter of its key, and what it needs.
    const moves = [
        {id: 'MoveStart', intent: {do: 'seek', tick: 0}, key: '0', needs: 'mayGoBack'},
        {id: 'MoveFaultBack', intent: {do: 'step-back', until: 'fault'}, key: 'F', needs: 'mayGoBack'},
        {id: 'MoveLineBack', intent: {do: 'step-back', until: 'line'}, key: 'L', needs: 'mayGoBack'},
        {id: 'MoveStepBack', intent: {do: 'step-back', until: 'ticks'}, key: 'I', needs: 'mayGoBack'},
        {id: 'MoveMicro', intent: {do: 'micro-step'}, key: 'm', needs: 'mayGoForward'},
        {id: 'MoveStep', intent: {do: 'step', until: 'ticks'}, key: 'i', needs: 'mayGoForward'},
        {id: 'MoveLine', intent: {do: 'step', until: 'line'}, key: 'l', needs: 'mayGoForward'},
        {id: 'MoveFault', intent: {do: 'step', until: 'fault'}, key: 'f', needs: 'mayGoForward'},
        {id: 'MoveRun', intent: {do: 'run-on'}, key: 'r', needs: 'mayGoForward'},
    ];

    // The ruler of the address space, while that view has the picture or the picture is not shown.
    const zooms = [
        {id: 'ZoomIn', intent: {do: 'zoom', in: true}, key: '+'},
        {id: 'ZoomOut', intent: {do: 'zoom', in: false}, key: '-'},
        {id: 'PanBack', intent: {do: 'pan', forward: false}, key: '['},
        {id: 'PanForward', intent: {do: 'pan', forward: true}, key: ']'},
        {id: 'ZoomToArea', intent: {do: 'zoom-to-area'}, key: 'z'},
        {id: 'ZoomToWhole', intent: {do: 'zoom-to-whole'}, key: 'Z'},
    ];

    function do_(intent) {
        F.session.dispatch(intent);
    }

    function button(move, transport) {
        const able = transport.hasMachine && transport[move.needs] && !transport.busy;
        // aria-disabled and not disabled: a button that has the focus keeps it at the end of the run.
        return h('button', {
            key: move.id, type: 'button', 'aria-label': F.say(move.id + 'Name'), title: F.say(move.id + 'Name') + ' (' + move.key + ')',
            'aria-disabled': able ? null : 'true', onclick: () => able && do_(move.intent),
        }, F.say(move.id));
    }

    function show(view) {
        const transport = view.transport || {};
        const chosen = document.documentElement.dataset.view === 'text' ? 'text' : view.look.view;
        const views = view.look.views.map((one) => h('option', {value: one.id, selected: one.id === chosen}, one.name));
        views.push(h('option', {value: 'text', selected: chosen === 'text'}, F.say('ViewText')));
        F.patch(F.byId('transport'), [
            ...moves.map((move) => button(move, transport)),
            transport.busy ? h('button', {key: 'pause', type: 'button', onclick: () => do_({do: 'pause'})}, F.say('MovePause')) : null,
        ].filter(Boolean));
        F.patch(F.byId('view-choice'), [
            view.look.selected ? h('button', {key: 'clear', type: 'button', onclick: () => do_({do: 'clear-selection'})}, F.say('ClearSelection')) : null,
            ...(zoomsShown(view) ? zooms.map((one) => h('button', {key: one.id, type: 'button', title: one.key, onclick: () => do_(one.intent)}, F.say(one.id))) : []),
            h('label', {key: 'show'}, F.say('Show'), ' ', h('select', {onchange: (event) => choose(event.target.value)}, views)),
        ].filter(Boolean));
        const select = F.byId('view-choice').querySelector('select');
        if (select.value !== chosen) select.value = chosen;
        const sentence = F.byId('sentence');
        // The live region says one sentence for each step, and nothing while a run goes on.
        if (!transport.busy && sentence.textContent !== view.sentence) sentence.textContent = view.sentence;
        F.byId('clock').textContent = transport.hasMachine ? F.say('Clock', {tick: transport.tickText, time: transport.clock}) : '';
    }

    function zoomsShown(view) {
        const text = document.documentElement.dataset.view === 'text';
        return view.transport && view.transport.hasMachine && (text || view.look.view === 'address-space');
    }

    function choose(view) {
        const text = view === 'text';
        document.documentElement.dataset.view = text ? 'text' : 'picture';
        if (!text) do_({do: 'show', view});
        F.canvas.fit();
    }

    F.transport = {moves, zooms, zoomsShown, show, choose};
})(window.Faultline);

// Moving through time, and choosing what is shown. Two toolbars of real buttons in their order: the usual moves, and any
// size of move in either direction.
(function (F) {
    'use strict';
    const h = F.h;

    // Name, what it does, the letter of its key, and what it needs. Those without a button are reached by the second
    // toolbar: choose the size, then back or forward.
    const moves = [
        {id: 'MoveStart', intent: {do: 'seek', tick: 0}, key: '0', needs: 'mayGoBack', button: true},
        {id: 'MoveFaultBack', intent: {do: 'step-back', until: 'fault'}, key: 'F', needs: 'mayGoBack', button: true},
        {id: 'MoveLineBack', intent: {do: 'step-back', until: 'line'}, key: 'L', needs: 'mayGoBack'},
        {id: 'MoveStepBack', intent: {do: 'step-back', until: 'ticks'}, key: 'I', needs: 'mayGoBack'},
        {id: 'MoveMicro', intent: {do: 'micro-step'}, key: 'm', needs: 'mayGoForward', button: true},
        {id: 'MoveStep', intent: {do: 'step', until: 'ticks'}, key: 'i', needs: 'mayGoForward'},
        {id: 'MoveLine', intent: {do: 'step', until: 'line'}, key: 'l', needs: 'mayGoForward'},
        {id: 'MoveFault', intent: {do: 'step', until: 'fault'}, key: 'f', needs: 'mayGoForward', button: true},
        {id: 'MoveRun', intent: {do: 'run-on'}, key: 'r', needs: 'mayGoForward', button: true},
        {id: 'MoveEnd', intent: {do: 'seek', tick: Number.MAX_SAFE_INTEGER}, key: 'e', needs: 'hasMachine', button: true},
        {id: 'MoveReset', asks: 'reset-dialog', intent: {do: 'reset'}, key: 'R', needs: 'hasMachine', button: true},
        {id: 'MoveMicroBack', intent: {do: 'micro-back'}, key: 'M', needs: 'hasMachine'},
        {id: 'MoveLineOver', intent: {do: 'step', until: 'line-over'}, key: 'n', needs: 'mayGoForward'},
        {id: 'MoveLineOverBack', intent: {do: 'step-back', until: 'line-over'}, key: 'N', needs: 'mayGoBack'},
        {id: 'MoveLineOut', intent: {do: 'step', until: 'line-out'}, key: 'u', needs: 'mayGoForward'},
        {id: 'MoveLineOutBack', intent: {do: 'step-back', until: 'line-out'}, key: 'U', needs: 'mayGoBack'},
        {id: 'MoveSyscall', intent: {do: 'step', until: 'syscall'}, key: 's', needs: 'mayGoForward'},
        {id: 'MoveSyscallBack', intent: {do: 'step-back', until: 'syscall'}, key: 'S', needs: 'mayGoBack'},
        {id: 'MoveStopPoint', intent: {do: 'step', until: 'stop-point'}, key: 'w', needs: 'mayGoForward'},
        {id: 'MoveStopPointBack', intent: {do: 'step-back', until: 'stop-point'}, key: 'W', needs: 'mayGoBack'},
    ];
    const strideMoves = [
        {id: 'MoveBack', intent: {do: 'back'}, key: ',', needs: 'hasMachine', button: true},
        {id: 'MoveForward', intent: {do: 'forward'}, key: '.', needs: 'mayGoForward', button: true},
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

    /** Most moves can be taken back; one that cannot is asked about first. */
    function perform(move) {
        if (move.asks) F.dialogs.open(move.asks);
        else do_(move.intent);
    }

    function able(move, transport) {
        return transport.hasMachine && transport[move.needs] && !transport.busy;
    }

    function button(move, transport) {
        const possible = able(move, transport);
        // aria-disabled and not disabled: a button that has the focus keeps it at the end of the run.
        return h('button', {
            key: move.id, type: 'button', 'aria-label': F.say(move.id + 'Name'), title: F.say(move.id + 'Name') + ' (' + move.key + ')',
            'aria-disabled': possible ? null : 'true', 'aria-haspopup': move.asks ? 'dialog' : null, onclick: () => possible && perform(move),
        }, F.say(move.id));
    }

    /** A list to choose from whose choice is the session's. */
    function choice(id, label, options, chosen, onchange) {
        return h('label', {key: id}, label, ' ', h('select', {id, onchange: (event) => onchange(event.target.value)},
            options.map((one) => h('option', {value: String(one.value), selected: one.value === chosen}, one.name))));
    }

    function strideBar(view, transport) {
        const look = view.look;
        const strides = choice('stride-choice', F.say('StrideLabel'), look.strides.map((one) => ({value: one.id, name: one.name})), look.stride,
            (stride) => do_({do: 'stride', stride, pid: look.stridePid}));
        const tasks = transport.tasks || [];
        const pids = [{value: 0, name: F.say('StrideAnyPid')}].concat(tasks.map((task) => ({value: task.pid, name: F.say('StrideOnePid', task)})));
        const paces = choice('pace-choice', F.say('PaceLabel'), look.paces.map((one) => ({value: one.perSecond, name: one.name})), look.perSecond,
            (pace) => do_({do: 'pace', perSecond: Number(pace)}));
        const moving = transport.busy || look.playing;
        return [
            strides,
            tasks.length > 1 ? choice('stride-pid', F.say('StridePid'), pids, look.stridePid, (pid) => do_({do: 'stride', stride: look.stride, pid: Number(pid)})) : null,
            ...strideMoves.map((move) => button(move, transport)),
            h('button', {
                key: 'play', type: 'button', 'aria-label': F.say(moving ? 'MovePause' : 'MovePlayName'), title: F.say(moving ? 'MovePause' : 'MovePlayName') + ' (p)',
                'aria-disabled': moving || transport.mayGoForward ? null : 'true', onclick: playOrPause,
            }, F.say(moving ? 'MovePause' : 'MovePlay')),
            paces,
            transport.busy ? h('span', {key: 'doing', class: 'doing'},
                h('progress', transport.progress === undefined ? {'aria-label': transport.doing} : {'aria-label': transport.doing, max: '1000', value: String(transport.progress)}),
                ' ', transport.doing) : null,
        ].filter(Boolean);
    }

    function playOrPause() {
        const view = F.session.view();
        const transport = view.transport || {};
        if (transport.busy) do_({do: 'pause'});
        else if (view.look.playing) do_({do: 'play', on: false});
        else if (transport.mayGoForward) do_({do: 'play', on: true});
    }

    function show(view) {
        const transport = view.transport || {};
        const chosen = document.documentElement.dataset.view === 'text' ? 'text' : view.look.view;
        const views = view.look.views.map((one) => h('option', {value: one.id, selected: one.id === chosen}, one.name));
        views.push(h('option', {value: 'text', selected: chosen === 'text'}, F.say('ViewText')));
        F.patch(F.byId('transport'), moves.filter((move) => move.button).map((move) => button(move, transport)));
        F.patch(F.byId('stride'), transport.hasMachine ? strideBar(view, transport) : []);
        F.patch(F.byId('view-choice'), [
            view.look.selected ? h('button', {key: 'clear', type: 'button', onclick: () => do_({do: 'clear-selection'})}, F.say('ClearSelection')) : null,
            ...(zoomsShown(view) ? zooms.map((one) => h('button', {key: one.id, type: 'button', title: one.key, onclick: () => do_(one.intent)}, F.say(one.id))) : []),
            h('label', {key: 'show'}, F.say('Show'), ' ', h('select', {onchange: (event) => choose(event.target.value)}, views)),
        ].filter(Boolean));
        for (const [select, value] of [[F.byId('view-choice').querySelector('select'), chosen], [F.byId('stride-choice'), view.look.stride],
            [F.byId('stride-pid'), String(view.look.stridePid)], [F.byId('pace-choice'), String(view.look.perSecond)]]) {
            if (select && select.value !== value) select.value = value;
        }
        const sentence = F.byId('sentence');
        const said = (transport.stopped ? transport.stopped + ' ' : '') + view.sentence;
        // The live region says one sentence for each step, and nothing while a run goes on or plays fast.
        const quick = view.look.playing && view.look.perSecond > 2;
        if (!transport.busy && !quick && sentence.textContent !== said) sentence.textContent = said;
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

    F.transport = {moves: moves.concat(strideMoves), able, perform, zooms, zoomsShown, show, playOrPause};
})(window.Faultline);

// What the program prints, and typing to it.
(function (F) {
    'use strict';

    function show(view) {
        const transport = view.transport;
        const place = F.byId('console');
        place.hidden = !(transport && transport.hasMachine);
        if (place.hidden) return;
        const output = F.byId('terminal-output');
        if (output.textContent !== transport.terminal) {
            output.textContent = transport.terminal;
            output.scrollTop = output.scrollHeight;
        }
        place.dataset.waiting = transport.waitsForInput ? 'true' : 'false';
        F.byId('terminal-label').textContent = F.say(transport.waitsForInput ? 'TerminalWaits' : 'TerminalType');
        F.byId('terminal-label').className = transport.waitsForInput ? 'waiting' : 'muted';
    }

    F.byId('terminal-form').addEventListener('submit', (event) => {
        event.preventDefault();
        const input = F.byId('terminal-input');
        if (F.session.dispatch({do: 'type', text: input.value})) input.value = '';
    });
    F.byId('terminal-end').addEventListener('click', () => F.session.dispatch({do: 'end-of-input'}));

    F.terminal = {show};
})(window.Faultline);

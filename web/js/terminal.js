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
        const shell = F.byId('shell-output');
        if (shell.textContent !== view.look.shell) {
            shell.textContent = view.look.shell;
            shell.scrollTop = shell.scrollHeight;
        }
    }

    F.byId('terminal-form').addEventListener('submit', (event) => {
        event.preventDefault();
        const input = F.byId('terminal-input');
        if (F.session.dispatch({do: 'type', text: input.value})) input.value = '';
    });
    F.byId('terminal-end').addEventListener('click', () => F.session.dispatch({do: 'end-of-input'}));

    // The second terminal: what was asked last comes back with the arrow up, as in a shell.
    let asked = '';
    F.byId('shell-form').addEventListener('submit', (event) => {
        event.preventDefault();
        const input = F.byId('shell-input');
        if (!input.value.trim()) return;
        asked = input.value;
        if (F.session.dispatch({do: 'shell', command: asked})) input.value = '';
    });
    F.byId('shell-input').addEventListener('keydown', (event) => {
        if (event.key !== 'ArrowUp' || event.target.value) return;
        event.preventDefault();
        event.target.value = asked;
    });

    F.terminal = {show};
})(window.Faultline);

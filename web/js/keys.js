// Single-letter keys, for everywhere but a field that takes text; they can be switched off.
(function (F) {
    'use strict';

    function typing(target) {
        return target.closest && target.closest('input:not([type="checkbox"], [type="radio"], [type="range"], [type="file"]), textarea, select, [contenteditable]');
    }

    const others = {
        '?': () => F.dialogs.open('keys-dialog'),
        'g': () => F.byId('guide').focus(),
        'o': () => F.byId('instrument').focus(),
        't': () => F.byId('twin').focus(),
        'p': () => F.transport.playOrPause(),
        'b': () => F.travel.toggleBreakpoint(),
        'c': () => {
            const primary = F.byId('primary');
            if (primary) primary.click();
        },
    };

    document.addEventListener('keydown', (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open], [data-page="trace"]')) return;
        if (!F.byId('keys-enabled').checked || !F.session.view()) return;
        const move = F.transport.moves.find((one) => one.key === event.key);
        if (move) {
            const transport = F.session.view().transport;
            // A held key repeats; while the machine is busy it has nothing to add.
            if (transport && F.transport.able(move, transport)) F.transport.perform(move);
            event.preventDefault();
        } else if (F.transport.zoomsShown(F.session.view()) && F.transport.zooms.some((one) => one.key === event.key)) {
            F.session.dispatch(F.transport.zooms.find((one) => one.key === event.key).intent);
            event.preventDefault();
        } else if (others[event.key]) {
            others[event.key]();
            event.preventDefault();
        }
    });

    F.keys = {
        /** Key and meaning, for the dialog. */
        list() {
            return F.transport.moves.map((move) => [move.key, F.say(move.id + 'Name')]).concat(F.transport.zooms.map((one) => [one.key, F.say(one.id)])).concat([
                ['p', F.say('MovePlayName')], ['b', F.say('KeyBreakpoint')], ['c', F.say('KeyPrimary')], ['g', F.say('KeyGuide')], ['o', F.say('KeyInstrument')], ['t', F.say('KeyTwin')], ['?', F.say('KeyHelp')],
            ]);
        },
    };
})(window.Faultline);

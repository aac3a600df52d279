// The dialogs: those of the masthead's buttons, and the questions before something is lost.
(function (F) {
    'use strict';
    const h = F.h;

    function open(id) {
        const dialog = F.byId(id);
        if (id === 'keys-dialog') {
            F.patch(F.byId('keys-table'), F.keys.list().map(([key, meaning]) => h('tr', null, h('th', {scope: 'row'}, h('kbd', null, key)), h('td', null, meaning))));
        }
        // Escape leaves it as it was: the answer of the last time is not one of this time.
        dialog.returnValue = '';
        if (!dialog.open) dialog.showModal();
    }

    async function notices() {
        const place = F.byId('notices');
        if (place.childNodes.length) return;
        try {
            F.patch(place, [h('pre', {tabindex: '0'}, await F.assets.text('NOTICES.txt'))]);
        } catch (error) {
            F.patch(place, [h('p', null, F.early('no-notices'))]);
        }
    }

    function nameTheme() {
        F.byId('theme-button').textContent = F.early('theme-' + F.theme.choice());
    }

    F.byId('keys-button').addEventListener('click', () => open('keys-dialog'));
    F.byId('about-button').addEventListener('click', () => {
        open('about-dialog');
        notices();
    });
    F.byId('theme-button').addEventListener('click', () => {
        F.theme.next();
        nameTheme();
    });
    nameTheme();
    F.byId('reset-dialog').addEventListener('close', (event) => event.target.returnValue === 'reset' && F.session.dispatch({do: 'reset'}));

    /** The value of the button that closed it; '' for Escape. */
    function ask(id) {
        open(id);
        const dialog = F.byId(id);
        return new Promise((resolve) => {
            const asking = new AbortController();
            const answer = (value) => {
                asking.abort();
                resolve(value);
            };
            const listen = (event, react) => dialog.addEventListener(event, react, {signal: asking.signal});
            listen('submit', (event) => answer(event.submitter.value));
            listen('cancel', () => answer(''));
            // It comes a frame after the closing: it may be that of the question before, when this one is open already.
            listen('close', () => dialog.open || answer(''));
        });
    }

    F.dialogs = {open, ask};
})(window.Faultline);

// What went wrong, in the page and not in the console alone. Nothing here goes away by itself.
(function (F) {
    'use strict';

    /** Shows one alert; a second one with the same text is not added. */
    F.alert = function (text) {
        const place = F.byId('alerts');
        for (const shown of place.querySelectorAll('.alert p')) {
            if (shown.textContent === text) return;
        }
        const box = document.createElement('div');
        box.className = 'alert';
        box.setAttribute('role', 'alert');
        const words = document.createElement('p');
        words.textContent = text;
        const close = document.createElement('button');
        close.type = 'button';
        close.textContent = F.early('close');
        close.addEventListener('click', () => {
            box.remove();
            F.byId('guide').focus();
        });
        box.append(words, close);
        place.append(box);
    };

    window.addEventListener('error', (event) => {
        if (event.message) F.alert(F.early('broken') + ' ' + event.message);
    });
    window.addEventListener('unhandledrejection', (event) => {
        F.alert(F.early('broken') + ' ' + (event.reason && event.reason.message ? event.reason.message : event.reason));
    });
})(window.Faultline);

// The attempt of each lab, kept in this browser. Where that is not allowed the lab works, and the page says once that a
// reload begins anew.
(function (F) {
    'use strict';
    const prefix = 'faultline/attempt/';
    let usable = true;
    let timer = 0;

    function probe() {
        try {
            localStorage.setItem('faultline/probe', '1');
            localStorage.removeItem('faultline/probe');
            return true;
        } catch (error) {
            return false;
        }
    }

    F.storage = {
        open() {
            usable = probe();
            F.byId('not-kept').hidden = usable;
        },
        load(lab) {
            if (!usable) return '';
            try {
                return localStorage.getItem(prefix + lab) || '';
            } catch (error) {
                return '';
            }
        },
        forget(lab) {
            if (usable) localStorage.removeItem(prefix + lab);
        },
        /** Once, shortly after the last change. */
        saveSoon(lab, attempt) {
            if (!usable) return;
            clearTimeout(timer);
            timer = setTimeout(() => {
                try {
                    localStorage.setItem(prefix + lab, attempt());
                } catch (error) {
                    usable = false;
                    F.byId('not-kept').hidden = false;
                }
            }, 250);
        },
    };
})(window.Faultline);

// The attempt of each lab, kept in this browser. Where that is not allowed the lab works, and the page says once that a
// reload begins anew.
(function (F) {
    'use strict';
    const prefix = 'faultline/attempt/';
    let usable = true;
    let timer = 0;
    let save = null;

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
            if (save) save();
            if (!usable) return '';
            try {
                return localStorage.getItem(prefix + lab) || '';
            } catch (error) {
                return '';
            }
        },
        /** Once, shortly after the last change. */
        saveSoon(lab, attempt) {
            if (!usable) return;
            clearTimeout(timer);
            save = () => {
                save = null;
                try {
                    localStorage.setItem(prefix + lab, attempt());
                } catch (error) {
                    usable = false;
                    F.byId('not-kept').hidden = false;
                }
            };
            timer = setTimeout(() => save && save(), 250);
        },
        /** What waits to be saved is saved: the attempt that it reads is about to go. */
        saveNow() {
            if (save) save();
        },
    };
})(window.Faultline);

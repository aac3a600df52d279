// Runs before the first paint: the colours that the learner chose, or the system's.
window.Faultline = {};
(function (F) {
    'use strict';
    const system = window.matchMedia('(prefers-color-scheme: dark)');

    function chosen() {
        const asked = new URLSearchParams(location.search).get('theme');
        if (asked === 'dark' || asked === 'light') return asked;
        try {
            return localStorage.getItem('faultline/theme') || 'system';
        } catch (error) {
            return 'system';
        }
    }

    function isDark(theme) {
        return theme === 'dark' || (theme === 'system' && system.matches);
    }

    function apply(theme) {
        document.documentElement.dataset.theme = isDark(theme) ? 'dark' : 'light';
        document.documentElement.dataset.themeChoice = theme;
        if (F.theme && F.theme.onchange) F.theme.onchange(isDark(theme));
    }

    F.theme = {
        onchange: null,
        isDark: () => document.documentElement.dataset.theme === 'dark',
        choice: () => document.documentElement.dataset.themeChoice,
        /** system, light, dark, and round again. */
        next() {
            const order = ['system', 'light', 'dark'];
            const theme = order[(order.indexOf(this.choice()) + 1) % order.length];
            try {
                localStorage.setItem('faultline/theme', theme);
            } catch (error) {
                // Not kept; the theme holds for this visit.
            }
            apply(theme);
            return theme;
        },
    };
    system.addEventListener('change', () => apply(F.theme.choice()));
    apply(chosen());
})(window.Faultline);

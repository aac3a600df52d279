// Runs before the first paint: the colours that the learner chose, or the system's.
(function (F) {
    'use strict';
    const system = window.matchMedia('(prefers-color-scheme: dark)');

    function chosen() {
        const asked = F.options.get('theme');
        if (asked) return asked;
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
        /** For this visit. */
        set: apply,
        /** system, light, dark, and round again; kept for the next visit. */
        next() {
            const order = ['system', 'light', 'dark'];
            const theme = order[(order.indexOf(this.choice()) + 1) % order.length];
            try {
                localStorage.setItem('faultline/theme', theme);
            } catch (error) {
                // Not kept; the theme holds for this visit.
            }
            apply(theme);
        },
    };
    system.addEventListener('change', () => apply(F.theme.choice()));
    apply(chosen());
})(window.Faultline);

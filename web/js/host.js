// The page that this one is framed in: it is told how the lab goes, and may ask for the attempt or give one. Every message
// is {faultline: 1, type, ...}; docs/embedding.md lists them.
(function (F) {
    'use strict';
    const framed = window.parent !== window;
    let height = 0;
    let told = '';

    function tell(type, rest) {
        if (framed) window.parent.postMessage(Object.assign({faultline: 1, type}, rest), '*');
    }

    /** How far the lab is; said once for each change. */
    function progress(view) {
        const guide = view.guide;
        if (!framed || !guide || !guide.lab) return;
        const now = {
            lab: guide.lab, step: guide.step, steps: guide.steps.length, done: guide.steps.filter((step) => step.state === 'done').length,
            finished: guide.finished, questions: guide.report.questions, credit: guide.report.credit,
        };
        const text = JSON.stringify(now);
        if (text === told) return;
        told = text;
        tell(now.finished ? 'finished' : 'progress', now);
    }

    const answers = {
        'get-state': () => tell('state', {attempt: F.session.text('faultline_attempt')}),
        'set-state': async (message) => {
            if (typeof message.attempt !== 'string') throw new Error('set-state: attempt must be a text');
            await F.openAttempt(message.attempt);
        },
        'theme': (message) => {
            if (!['light', 'dark', 'system'].includes(message.theme)) throw new Error('theme: must be light, dark or system');
            F.theme.set(message.theme);
        },
    };

    async function receive(event) {
        if (event.source !== window.parent || typeof event.data !== 'object' || event.data === null || event.data.faultline !== 1) return;
        const type = String(event.data.type);
        try {
            if (!Object.hasOwn(answers, type)) throw new Error('type: there is no message "' + type + '"');
            await answers[type](event.data);
        } catch (error) {
            tell('error', {what: error.message});
        }
    }

    if (framed) {
        window.addEventListener('message', receive);
        new ResizeObserver(() => {
            const now = Math.ceil(document.documentElement.getBoundingClientRect().height);
            if (now !== height) tell('height', {height: height = now});
        }).observe(document.documentElement);
    }

    F.host = {tell, progress};
})(window.Faultline);

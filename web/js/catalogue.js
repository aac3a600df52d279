// The start page: the labs as cards, each with how far the learner has come, the tour, and the way to a lab of one's own.
(function (F) {
    'use strict';
    const h = F.h;
    let labs = [];

    /** From the saved attempt: "3 of 7 steps", or nothing. */
    function progress(lab) {
        let attempt;
        try {
            attempt = JSON.parse(F.storage.load(lab.id) || 'null');
        } catch (error) {
            return null;
        }
        if (!attempt || !attempt.steps) return null;
        const steps = Object.values(attempt.steps);
        const done = steps.filter((step) => step.compared).length;
        return done === 0 ? null : {done, all: steps.length};
    }

    function card(lab) {
        let so = progress(lab);
        // The workbench has no end to come to.
        if (!lab.minutes) so = null;
        const words = !lab.minutes ? '' : !so ? F.say('LabNotBegun') : so.done === so.all ? F.say('LabDone') : F.say('LabUnderWay', {done: so.done, all: so.all});
        return h('li', {key: lab.id, class: 'lab-card', 'data-state': !so ? null : so.done === so.all ? 'done' : 'begun'},
            h('h2', null, h('a', {href: '?lab=' + encodeURIComponent(lab.id), onclick: (event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
                event.preventDefault();
                F.openLab(lab.id);
            }}, lab.title)),
            h('p', null, lab.summary),
            h('p', {class: 'muted'}, lab.minutes ? F.say('Minutes', {minutes: lab.minutes}) + ' · ' + words : F.say('AnyMinutes')),
            so ? h('progress', {max: String(so.all), value: String(so.done), 'aria-label': words}) : null);
    }

    function show() {
        F.patch(F.byId('catalogue'), [
            h('ul', {key: 'labs', class: 'lab-cards'}, labs.map(card)),
            h('div', {key: 'more', class: 'row'},
                h('button', {type: 'button', id: 'tour-button', onclick: () => F.tour.open()}, F.say('TourOpen')),
                h('label', {class: 'row'}, F.say('OpenFolder') + ' ',
                    h('input', {type: 'file', webkitdirectory: true, multiple: true, onchange: (event) => F.drop.chosen(event.target)})),
                h('label', {class: 'row'}, F.say('OpenFile') + ' ',
                    h('input', {type: 'file', id: 'open-file', onchange: (event) => F.drop.chosen(event.target)}))),
            h('p', {key: 'drop', class: 'muted'}, F.say('OrDropIt')),
        ]);
        F.byId('guide-static').hidden = false;
        F.byId('catalogue').hidden = false;
        document.documentElement.dataset.page = 'start';
    }

    function hide() {
        const chosenHere = !F.byId('catalogue').hidden;
        F.tour.leave();
        F.byId('catalogue').hidden = true;
        delete document.documentElement.dataset.page;
        F.canvas.fit();
        // The card that had the focus is gone.
        if (chosenHere && F.byId('lab-title')) F.byId('lab-title').focus();
    }

    F.catalogue = {
        /** `list` is labs/index.json. */
        take(list) {
            labs = list;
        },
        show,
        hide,
    };
})(window.Faultline);

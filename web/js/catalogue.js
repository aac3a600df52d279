// The start page: where to begin, the labs as cards, each with how far the learner has come, and the way to a lab of one's own.
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

    /** The workbench has no end to come to. */
    function isWorkbench(lab) {
        return !lab.minutes;
    }

    function isDone(lab) {
        const so = progress(lab);
        return so !== null && so.done === so.all;
    }

    /** A link to a lab, which opens in this page unless the learner wants another one. */
    function link(lab, words, look) {
        return h('a', {class: look, href: '?lab=' + encodeURIComponent(lab.id), onclick: (event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
            event.preventDefault();
            F.openLab(lab.id);
        }}, words);
    }

    /** The tour is a script of its own, fetched when it is wanted. */
    async function openTour() {
        try {
            if (!F.tour) await F.assets.script('js/tour.js');
        } catch (error) {
            return F.alert(error.message);
        }
        return F.tour.open();
    }

    /** Where to begin: the lab that is next, the tour, the workbench. */
    function ways() {
        const next = labs.find((lab) => !isWorkbench(lab) && !isDone(lab));
        const workbench = labs.find(isWorkbench);
        const way = (what, why) => h('li', null, what, h('p', {class: 'muted'}, why));
        return h('ul', {key: 'ways', class: 'ways', 'aria-label': F.say('WhereToBegin')}, [
            next ? way(link(next, F.say(progress(next) ? 'WayGoOn' : 'WayBegin', {lab: next.title}), 'button primary'), next.summary) : null,
            way(h('button', {type: 'button', id: 'tour-button', onclick: openTour}, F.say('TourOpen')), F.say('WayTour')),
            workbench ? way(link(workbench, workbench.title, 'button'), workbench.summary) : null,
        ].filter(Boolean));
    }

    function card(lab) {
        const so = isWorkbench(lab) ? null : progress(lab);
        const words = !lab.minutes ? '' : !so ? F.say('LabNotBegun') : so.done === so.all ? F.say('LabDone') : F.say('LabUnderWay', {done: so.done, all: so.all});
        return h('li', {key: lab.id, class: 'lab-card', 'data-state': !so ? null : so.done === so.all ? 'done' : 'begun'},
            h('h2', null, link(lab, lab.title)),
            h('p', null, lab.summary),
            h('p', {class: 'muted'}, lab.minutes ? F.say('Minutes', {minutes: lab.minutes}) + ' · ' + words : F.say('AnyMinutes')),
            so ? h('progress', {max: String(so.all), value: String(so.done), 'aria-label': words}) : null);
    }

    function show() {
        F.patch(F.byId('catalogue'), [
            ways(),
            h('ul', {key: 'labs', class: 'lab-cards'}, labs.map(card)),
            h('div', {key: 'own', class: 'own-lab'},
                h('label', {class: 'row'}, F.say('OpenFolder') + ' ',
                    h('input', {type: 'file', webkitdirectory: true, multiple: true, onchange: (event) => F.drop.chosen(event.target)})),
                h('label', {class: 'row'}, F.say('OpenFile') + ' ',
                    h('input', {type: 'file', id: 'open-file', onchange: (event) => F.drop.chosen(event.target)})),
                h('p', {class: 'muted'}, F.say('OrDropIt'))),
        ]);
        F.byId('guide-static').hidden = false;
        F.byId('catalogue').hidden = false;
        document.documentElement.dataset.page = 'start';
    }

    function hide() {
        const chosenHere = !F.byId('catalogue').hidden;
        if (F.tour) F.tour.leave();
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
        openTour,
    };
})(window.Faultline);

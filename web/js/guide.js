// The guide as HTML: where in the lab the learner is, the text, the questions, and the one next thing to do.
(function (F) {
    'use strict';
    const h = F.h;
    let stepShown = '';

    /** Blocks that belong together become one list. */
    function prose(blocks) {
        const out = [];
        for (const block of blocks) {
            const list = {'item': 'ul', 'numbered-item': 'ol'}[block.kind];
            const last = out[out.length - 1];
            if (list && last && last.tag === list) last.children.push(h('li', {html: block.html}));
            else if (list) out.push(h(list, null, h('li', {html: block.html})));
            else out.push(block);
        }
        return out;
    }

    function block(one, view) {
        if (one.tag) return one;
        switch (one.kind) {
        case 'question': return F.question(view.guide.questions[one.question], view);
        case 'listing': return F.editor.listing(view.guide.programs[one.program]);
        case 'worked': return one.nodes.length ? F.worked(one) : null;
        case 'heading': return h('h3', {html: one.html});
        case 'code': return h('pre', {tabindex: '0'}, h('code', {html: one.html}));
        case 'quote': return h('blockquote', {html: one.html});
        default: return h('p', {html: one.html});
        }
    }

    function steps(guide) {
        return h('nav', {key: 'steps', 'aria-label': F.say('Steps')}, h('ol', {class: 'steps'}, guide.steps.map((step, index) => {
            const locked = step.state === 'locked';
            const current = index === guide.step;
            return h('li', null, h('button', {
                type: 'button', class: step.state === 'done' ? 'done' : null, 'aria-current': current ? 'step' : null, disabled: locked,
                'aria-label': F.say(step.state === 'done' ? 'StepNumberDone' : 'StepNumber', {number: index + 1, title: step.title}), title: step.title,
                onclick: () => F.session.dispatch({do: 'go-to-step', index}),
            }, String(index + 1)));
        })));
    }

    function primary(guide) {
        if (!guide.primary) return;
        if (guide.primary === 'observe') return observe(guide);
        if (guide.primaryBlocked) {
            F.guide.problem(guide.primaryBlocked);
            const missing = guide.questions.find((question) => question.needsAnswer || question.needsConfidence);
            const field = missing && F.byId('question-' + missing.id).querySelector(missing.needsAnswer ? 'input, select, button' : '.confidence input');
            if (field) field.focus();
            return;
        }
        if (guide.primary === 'type') return void F.session.dispatch({do: 'type', text: ''});
        if (guide.primary === 'finish') return finish(guide);
        F.session.dispatch({do: guide.primary});
    }

    function observe(guide) {
        const question = guide.questions.find((one) => one.isObservation && one.mayAnswer);
        const chosen = question && F.byId('question-' + question.id).querySelector('input:checked');
        if (!chosen) {
            F.guide.problem(F.say('ChooseWhatYouSaw'));
            const first = question && F.byId('question-' + question.id).querySelector('input');
            if (first) first.focus();
            return;
        }
        F.session.dispatch({do: 'observe', choice: Number(chosen.value)});
    }

    function finish(guide) {
        if (!guide.finished) {
            F.guide.problem(F.say('NotFinished'));
            return;
        }
        F.byId('report-heading').focus();
    }

    function actions(guide) {
        return h('div', {key: 'actions', class: 'actions'},
            guide.primary ? h('button', {
                key: 'primary', id: 'primary', type: 'button', class: 'primary', 'data-action': guide.primary, 'aria-describedby': guide.primaryBlocked ? 'blocked' : null,
                onclick: () => primary(F.session.view().guide),
            }, guide.primaryLabel) : null,
            guide.mayGoNext && guide.primary !== 'next' && guide.primary !== 'finish'
                ? h('button', {key: 'next', type: 'button', onclick: () => F.session.dispatch({do: 'next'})}, F.say('Next')) : null,
            guide.mayGoPrevious ? h('button', {key: 'previous', type: 'button', class: 'quiet', onclick: () => F.session.dispatch({do: 'previous'})}, F.say('Previous')) : null);
    }

    function percent(credit, of) {
        return of === 0 ? 0 : Math.round(credit / of / 10);
    }

    function report(guide) {
        const one = guide.report;
        if (!guide.finished || one.questions === 0) return null;
        return h('section', {key: 'report', class: 'report', 'aria-labelledby': 'report-heading'},
            h('h3', {id: 'report-heading', tabindex: '-1'}, F.say('ReportHeading')),
            h('p', null, F.say('ReportScore', {percent: percent(one.credit, one.questions), questions: one.questions, hints: one.hints})),
            one.sure > 0 ? h('p', null, F.say('ReportSure', {sure: one.sure, right: one.sureAndRight})) : null,
            h('ul', null, one.objectives.filter((objective) => objective.questions > 0).map((objective) =>
                h('li', null, objective.text + ': ' + percent(objective.credit, objective.questions) + ' %'))));
    }

    function show(view) {
        const guide = view.guide;
        if (!guide || !guide.lab) return;
        F.byId('guide-static').hidden = true;
        // The heading that the section is named by is the live one from now on.
        const old = F.byId('guide-static').querySelector('h1');
        if (old) old.removeAttribute('id');
        F.patch(F.byId('guide-live'), [
            h('p', {key: 'eyebrow', class: 'eyebrow'}, [guide.title, guide.minutes ? F.say('Minutes', {minutes: guide.minutes}) : '', guide.varies ? F.say('SeedIs', {seed: guide.seed}) : ''].filter(Boolean).join(' · ')),
            steps(guide),
            h('h1', {key: 'title', id: 'lab-title', tabindex: '-1'}, guide.stepTitle),
            ...prose(guide.blocks).map((one) => block(one, view)).filter(Boolean),
            guide.problem ? h('p', {key: 'lab-problem', class: 'gate', role: 'alert'}, guide.problem) : null,
            report(guide),
            actions(guide),
            h('p', {key: 'blocked', id: 'blocked', class: 'muted', role: 'status'}, problemShown || (guide.primary === 'observe' ? '' : guide.primaryBlocked) || ''),
        ].filter(Boolean));
        const step = guide.lab + '/' + guide.step;
        if (stepShown && stepShown !== step) {
            F.byId('lab-title').focus({preventScroll: true});
            F.byId('guide').scrollIntoView({block: 'start'});
        }
        stepShown = step;
        document.documentElement.dataset.step = String(guide.step);
        document.documentElement.dataset.state = view.transport && view.transport.busy ? 'busy' : guide.state;
        document.title = guide.stepTitle + ' · ' + guide.title + ' · Faultline';
    }

    let problemShown = '';

    F.guide = {
        show,
        primary,
        /** Why the last thing could not be done; empty when it was. */
        problem(text) {
            if (text === problemShown) return;
            problemShown = text;
            const place = F.byId('blocked');
            if (place) place.textContent = text;
            else if (text) F.alert(text);
        },
    };
})(window.Faultline);

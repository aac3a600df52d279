// One question of the guide as a form: its answer, how sure the learner is, hints, and what the run said.
(function (F) {
    'use strict';
    const h = F.h;

    function answer(question, value) {
        F.session.dispatch(Object.assign({do: 'answer', question: question.id}, value));
    }

    function mark(choice) {
        if (choice.holds === undefined) return null;
        return h('span', {class: 'verdict'}, F.say(choice.holds ? 'ChoiceHolds' : 'ChoiceDoesNotHold'));
    }

    function number(question) {
        const id = 'answer-' + question.id;
        return h('div', {class: 'number'},
            h('label', {for: id, class: 'visually-hidden'}, F.say('YourAnswer')),
            h('input', {
                id, type: 'text', inputmode: 'decimal', autocomplete: 'off', value: question.number || '', disabled: !question.mayAnswer,
                oninput: (event) => answer(question, {number: event.target.value}),
            }),
            h('span', {'data-from': 'lab'}, question.unit));
    }

    function oneOf(question) {
        return question.choices.map((choice, index) => {
            const props = {type: 'radio', name: question.id, value: String(index), disabled: !question.mayAnswer};
            // An observation is committed by the button below: until then it stands in the form alone.
            if (!question.isObservation) {
                props.checked = choice.chosen;
                props.onchange = () => answer(question, {choice: index});
            } else if (!question.mayAnswer) {
                props.checked = choice.chosen;
            }
            return h('label', {class: 'choice'}, h('input', props), h('span', {html: choice.html}), mark(choice));
        });
    }

    function severalOf(question) {
        return question.choices.map((choice, index) => h('label', {class: 'choice'},
            h('input', {
                type: 'checkbox', checked: choice.chosen, disabled: !question.mayAnswer,
                onchange: (event) => answer(question, {several: question.choices.map((other, place) => (place === index ? event.target.checked : other.chosen))}),
            }),
            h('span', {html: choice.html}), mark(choice)));
    }

    function order(question) {
        const now = question.order.length ? question.order.map(Number) : question.choices.map((choice, index) => index);
        function move(place, by) {
            const next = now.slice();
            const item = next.splice(place, 1)[0];
            next.splice(place + by, 0, item);
            answer(question, {order: next});
            // The item may have been made anew; the learner goes on where she was.
            const again = F.byId((by < 0 ? 'up-' : 'down-') + question.id + '-' + item);
            if (again) again.focus();
        }
        return h('ol', {class: 'ordering'}, now.map((index, place) => h('li', {key: 'item-' + index},
            h('span', {html: question.choices[index].html}),
            question.mayAnswer ? h('span', {class: 'row'},
                h('button', {type: 'button', id: 'up-' + question.id + '-' + index, 'aria-disabled': place === 0 ? 'true' : null, 'aria-label': F.say('MoveUpNumber', {number: place + 1}), onclick: () => place > 0 && move(place, -1)}, '↑'),
                h('button', {type: 'button', id: 'down-' + question.id + '-' + index, 'aria-disabled': place === now.length - 1 ? 'true' : null, 'aria-label': F.say('MoveDownNumber', {number: place + 1}), onclick: () => place < now.length - 1 && move(place, 1)}, '↓')) : null)));
    }

    function node(one) {
        const answer = F.say(one.kernel ? 'Yes' : 'No');
        const agrees = one.learner === one.kernel;
        return h('li', null,
            h('span', null, one.question + ' ', h('code', null, one.function)),
            one.given ? h('span', {class: 'given'}, F.say('HandlerGiven', {answer, meaning: one.meaning}))
                : h('span', {class: agrees ? 'agrees' : 'parts'}, F.say(agrees ? 'HandlerAgrees' : 'HandlerParts', {answer, meaning: one.meaning})));
    }

    function path(answered, leaf) {
        return h('ol', {class: 'handler'}, answered.map(node), leaf ? h('li', {class: 'leaf'}, leaf) : null);
    }

    // The two buttons stay where they are while the questions above them grow: the focus stays on them.
    function handler(question) {
        const answered = question.nodes.filter((one) => one.kernel !== undefined);
        const open = question.mayAnswer && question.nodes.find((one) => one.kernel === undefined);
        const button = (yes) => h('button', {type: 'button', onclick: () => F.session.dispatch({do: 'handler', question: question.id, yes})}, F.say(yes ? 'Yes' : 'No'));
        return [
            path(answered, question.leaf),
            open ? h('div', {key: 'ask', class: 'asking'},
                h('p', {role: 'status'}, h('strong', null, open.question), ' ', h('code', null, open.function)),
                h('div', {class: 'row'}, button(true), button(false))) : null,
        ];
    }

    function point(question, view) {
        const look = view.look;
        const chosen = question.frames ? look.selectedFrame : look.selectedPage;
        const may = chosen && question.mayAnswer;
        const words = !chosen ? F.say(question.frames ? 'SelectAFrameFirst' : 'SelectAPageFirst')
            : question.frames ? F.say('AnswerWithFrame', {frame: chosen}) : F.say('AnswerWithPage', {place: look.selectedPlace || chosen});
        const machine = view.transport && view.transport.hasMachine;
        return [
            question.choices.map((choice, index) => h('label', {class: 'choice'},
                h('input', {type: 'radio', name: question.id, checked: choice.chosen, disabled: !question.mayAnswer, onchange: () => answer(question, {candidate: index})}),
                h('span', {html: choice.html}), mark(choice))),
            machine && question.mayAnswer ? h('div', {key: 'pointing', class: 'row'},
                question.choices.length ? h('span', {class: 'muted'}, F.say('OrPointAtIt')) : null,
                h('button', {type: 'button', 'aria-disabled': may ? null : 'true', onclick: () => may && answer(question, {point: chosen})}, words)) : null,
            question.point ? h('p', {key: 'pointed'}, F.say(question.frames ? 'PointedAtFrame' : 'PointedAt', {address: question.point})) : null,
        ];
    }

    function reverse(question) {
        return [
            h('table', {key: 'counters', class: 'counters'}, h('caption', null, F.say('CountersOfRun')),
                h('tbody', null, question.counters.map((counter) => h('tr', null, h('th', {scope: 'row', html: counter.html}), h('td', null, counter.value))))),
            ...oneOf(question),
        ];
    }

    function setting(question, one, index) {
        const id = 'setting-' + question.id + '-' + index;
        const set = (value) => F.session.dispatch({do: 'setting', question: question.id, index, value});
        return h('div', {key: id, class: 'setting'},
            h('label', {for: id, html: one.html}),
            one.choices.length
                ? h('select', {id, disabled: !question.mayAnswer, onchange: (event) => set(event.target.value)},
                    one.choices.map((choice) => h('option', {value: choice, selected: choice === one.value}, choice)))
                : h('input', {id, type: 'text', class: 'code', maxlength: String(one.most), value: one.value, autocomplete: 'off', spellcheck: 'false',
                    disabled: !question.mayAnswer, oninput: (event) => set(event.target.value)}));
    }

    function conditions(question) {
        return question.conditions.length === 0 ? null : h('ul', {key: 'conditions', class: 'conditions'}, question.conditions.map((one) => h('li', null, h('span', {html: one.html}), ' ', mark(one))));
    }

    function workload(question) {
        return [conditions(question), ...question.settings.map((one, index) => setting(question, one, index))];
    }

    /** What has to hold, and the editor of the program unless the step's text shows it already. */
    function change(question, view) {
        const index = view.guide.programs.findIndex((program) => program.id === question.program);
        const shown = view.guide.blocks.some((block) => block.kind === 'listing' && block.program === index);
        return [
            conditions(question),
            index >= 0 && !shown ? F.editor.listing(view.guide.programs[index]) : null,
        ];
    }

    function experiment(question, view) {
        return [
            ...change(question, view),
            h('details', {key: 'settings'}, h('summary', null, F.say('ChangeTheMachine')),
                h('div', {class: 'settings'}, question.settings.map((one, index) => setting(question, one, index)))),
        ];
    }

    const curve = (question) => F.curve(question, answer);
    const bodies = {
        'number': number, 'one-of': oneOf, 'several-of': severalOf, 'order': order, 'handler': handler, 'point': point,
        'curve': curve, 'reverse': reverse, 'change': change, 'workload': workload, 'experiment': experiment,
    };

    function confidence(question) {
        if (question.isObservation || (['change', 'workload', 'experiment'].includes(question.kind) && !question.needsConfidence && !question.confidence)) return null;
        const levels = [['guessing', 'Guessing'], ['fairly-sure', 'FairlySure'], ['sure', 'Sure']];
        return h('fieldset', {key: 'confidence', class: 'confidence'},
            h('legend', null, F.say('HowSure')),
            h('div', {class: 'row'}, levels.map(([level, name]) => h('label', null,
                h('input', {type: 'radio', name: 'sure-' + question.id, checked: question.confidence === level, disabled: !question.mayAnswer,
                    onchange: () => F.session.dispatch({do: 'confidence', question: question.id, level})}),
                F.say(name)))));
    }

    function hints(question) {
        return [
            question.hints.map((html, index) => h('p', {key: 'hint-' + index, class: 'hint'}, h('strong', null, F.say('Hint', {number: index + 1}) + ' '), h('span', {html}))),
            question.mayAnswer && question.hintsLeft > 0 && !question.isObservation
                ? h('p', {key: 'more-hints', class: 'hint'}, h('button', {type: 'button', class: 'quiet', onclick: () => F.session.dispatch({do: 'hint', question: question.id})}, F.say('AskHint', {count: question.hintsLeft})))
                : null,
        ];
    }

    // Branches are counted and a sketch is seen; of everything else it can be told what was said and what was measured.
    const verdicts = {
        usual: {right: 'VerdictRight', partly: 'VerdictPartly', differs: 'VerdictDiffers'},
        handler: {right: 'VerdictRight', partly: 'VerdictBranches', differs: 'VerdictBranches'},
        curve: {right: 'VerdictSketchRight', partly: 'VerdictSketchPartly', differs: 'VerdictSketchDiffers'},
    };

    function feedback(question) {
        const one = question.feedback;
        if (!one) return null;
        const verdict = (verdicts[question.kind] || verdicts.usual)[one.verdict];
        return h('div', {key: 'feedback', class: 'feedback'},
            h('p', null, h('strong', {class: one.verdict === 'right' ? 'right' : 'wrong'}, F.say(verdict, {predicted: one.predicted, measured: one.measured}))),
            one.html ? h('p', {html: one.html}) : null,
            one.belief ? h('p', null, F.say('BehindIt', {belief: one.belief})) : null,
            one.parting ? h('p', null, one.parting) : null,
            one.stage && one.verdict !== 'right' ? h('p', {class: 'muted'}, F.say('PartedAt', {stage: one.stage})) : null,
            one.calibration ? h('p', {class: 'muted'}, one.calibration) : null,
            one.hasMoment ? h('p', null, h('button', {type: 'button', onclick: () => F.session.dispatch({do: 'show-moment', question: question.id})}, F.say('ShowMoment'))) : null);
    }

    /** A fault with all its questions and answers. */
    F.worked = function (one) {
        return h('figure', {class: 'worked'}, h('figcaption', null, F.say('WorkedFault')), path(one.nodes, one.leaf));
    };

    F.question = function (question, view) {
        const state = !question.feedback ? null : question.feedback.verdict === 'right' ? 'right' : 'wrong';
        return h('fieldset', {key: 'question-' + question.id, class: 'question', 'data-state': state, id: 'question-' + question.id},
            h('legend', {html: question.askHtml}),
            h('div', {key: 'body'}, bodies[question.kind](question, view)),
            confidence(question), hints(question), feedback(question));
    };
})(window.Faultline);

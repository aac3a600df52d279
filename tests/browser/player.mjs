// A learner with a keyboard and nothing else. It reads the page to know what is asked, and acts by keys alone: no click, no
// call into the page's script. It can play any lab from its first step to its last, given the authors' solutions.
import {sourceRoot} from './site.mjs';
import {readFileSync} from 'node:fs';

export class Player {
    constructor(page) {
        this.page = page;
    }

    /** What stands in the page now. */
    look() {
        return this.page.run(() => {
            const primary = document.getElementById('primary');
            return {
                step: document.documentElement.dataset.step,
                state: document.documentElement.dataset.state,
                title: document.getElementById('lab-title').textContent,
                action: primary ? primary.dataset.action : '',
                finished: document.getElementById('report-heading') !== null,
                sentence: document.getElementById('sentence').textContent,
                tick: window.Faultline.session.view().transport.tick,
                open: Array.from(document.querySelectorAll('fieldset.question')).filter((one) => one.querySelector('input:enabled, select:enabled, .asking button, .ordering button')).map((one) => ({
                    id: one.id,
                    number: one.querySelector('.number input:enabled') !== null,
                    heights: one.querySelectorAll('.curve input:enabled').length,
                    settings: Array.from(one.querySelectorAll('.setting input:enabled, .setting select:enabled')).map((field) => field.id),
                    pointing: one.querySelector('.choice input') === null && window.Faultline.session.view().guide.questions.some((asked) => asked.kind === 'point' && 'question-' + asked.id === one.id),
                    choices: one.querySelectorAll('.choice input:enabled').length,
                    radio: one.querySelector('.choice input[type=radio]:enabled') !== null,
                    handler: one.querySelector('.asking') !== null,
                    order: one.querySelector('.ordering button') !== null,
                    sure: one.querySelector('.confidence input:enabled') !== null,
                    editor: one.querySelector('textarea') !== null,
                })),
                editor: document.querySelector('textarea') ? '#' + document.querySelector('textarea').id : '',
            };
        });
    }

    /**
     * Presses Tab until the focus is on what the selector names. Beyond the page's last stop lies the browser's own bar, from
     * which a driver's keys do not come back everywhere: then it goes backwards, as a person would.
     */
    async tabTo(selector) {
        let backwards = false;
        for (let presses = 0, outside = 0; presses < 400; ++presses) {
            const at = await this.page.run((wanted) => {
                const now = document.activeElement;
                return now !== null && now.matches(wanted) ? 'there' : now === null || now === document.body ? 'outside' : 'elsewhere';
            }, selector);
            if (at === 'there') return;
            outside = at === 'outside' ? outside + 1 : 0;
            if (outside === 4) backwards = !backwards;
            if (backwards) await this.page.back();
            else await this.page.press('Tab');
        }
        throw new Error(`Tab never reached ${selector}`);
    }

    async answer(question) {
        const inside = (rest) => `#${CSS_escape(question.id)} ${rest}`;
        if (question.number) {
            await this.tabTo(inside('.number input'));
            await this.page.type('100');
        }
        for (let place = 1; place <= question.heights; ++place) {
            await this.tabTo(inside(`.curve tbody tr:nth-child(${place}) input`));
            await this.page.type('100');
        }
        if (question.pointing) await this.point(question);
        if (question.choices > 0) {
            await this.tabTo(inside('.choice input'));
            await this.page.press('Space');
        }
        if (question.order) {
            await this.tabTo(inside('.ordering button:not([aria-disabled])'));
            await this.page.press('Enter');
        }
        if (question.handler) {
            for (let asked = 0; asked < 40 && await this.page.run((id) => document.querySelector(`#${id} .asking`) !== null, question.id); ++asked) {
                await this.tabTo(inside('.asking button'));
                await this.page.press('Enter');
            }
        }
        if (question.sure) {
            await this.tabTo(inside('.confidence input'));
            await this.page.press('Space');
        }
    }

    /** Points at the first page or frame of the tables, where there are no places to choose from. */
    async point(question) {
        const frames = await this.page.run((id) => window.Faultline.session.view().guide.questions.find((one) => 'question-' + one.id === id).frames === true, question.id);
        await this.tabTo(frames ? '#section-frames tbody button' : '#section-page-table tbody button');
        await this.page.press('Enter');
        await this.tabTo(`#${CSS_escape(question.id)} .row button:not([aria-disabled])`);
        await this.page.press('Enter');
    }

    /** Chooses a value from a list by typing it, or with the arrows where that does not do; or fills in a field. */
    async set(field, value) {
        const selector = `#${CSS_escape(field)}`;
        await this.tabTo(selector);
        const is = () => this.page.run((id) => {
            const now = document.getElementById(id);
            return {value: now.value, list: now.localName === 'select' ? Array.from(now.options, (option) => option.value) : null, at: now.selectedIndex};
        }, field);
        const given = await is();
        if (given.list === null) {
            await this.page.selectAll();
            await this.page.type(value);
            return;
        }
        const wanted = given.list.indexOf(value);
        if (wanted < 0) throw new Error(`${field} has no choice ${value}`);
        if (given.value !== value) await this.page.type(value);
        for (let presses = 0; presses < 2 * given.list.length; ++presses) {
            const now = await is();
            if (now.at === wanted) return;
            await this.page.press(now.at < wanted ? 'ArrowDown' : 'ArrowUp');
        }
        throw new Error(`the arrows never reached ${value} in ${field}`);
    }

    /** Gives the learner's own program, or the settings of one, as the authors' solution has them. */
    async make(now, solutions) {
        const settings = now.open.flatMap((question) => question.settings);
        for (const field of settings) {
            if (solutions[field] === undefined) throw new Error(`no solution for ${field}`);
            await this.set(field, solutions[field]);
        }
        if (settings.length > 0) return;
        const source = solutions[now.editor];
        if (!source) throw new Error(`no solution for ${now.editor}`);
        const given = await this.page.run((selector) => document.querySelector(selector).value, now.editor);
        await this.edit(now.editor, withNumbersOf(given, source));
    }

    async primary() {
        await this.tabTo('#primary');
        await this.page.press('Enter');
    }

    /** Makes what stands in the editor `source`, as one who types does: the lines that differ are selected and typed over. */
    async edit(selector, source) {
        await this.tabTo(selector);
        const old = (await this.page.run((wanted) => document.querySelector(wanted).value, selector)).split('\n');
        const wanted = source.split('\n');
        const shorter = Math.min(old.length, wanted.length) - 1;
        let above = 0;
        while (above < shorter && old[above] === wanted[above]) ++above;
        let below = 0;
        while (below < shorter - above && old[old.length - 1 - below] === wanted[wanted.length - 1 - below]) ++below;
        await this.page.startOfText();
        for (let line = 0; line < above; ++line) await this.page.press('ArrowDown');
        for (let line = above; line < old.length - 1 - below; ++line) await this.page.selectDown();
        await this.page.selectToEndOfLine();
        const typed = wanted.slice(above, wanted.length - below).join('\n');
        // A key for every letter, and one that takes away what is selected when there is no letter.
        if (typed === '') await this.page.press('Delete');
        else await this.page.type(typed);
        const now = await this.page.run((editor) => document.querySelector(editor).value, selector);
        if (now !== source) throw new Error(`the editor has\n${now}\ninstead of\n${source}`);
    }

    /** From the first step to the last, with what `solutionsOf` gives. Returns the titles that were seen. */
    async play(solutions) {
        const seen = [];
        for (let moves = 0; moves < 200; ++moves) {
            await this.page.wait(() => !['busy', 'preparing'].includes(document.documentElement.dataset.state), 'the machine');
            const now = await this.look();
            if (seen[seen.length - 1] !== now.title) seen.push(now.title);
            if (now.action === 'finish' && now.finished) return seen;
            // In reading order: the editor stands above how sure one is of it.
            if (now.action === 'run-edited') await this.make(now, solutions);
            if (now.state === 'answering' || now.state === 'observing') {
                for (const question of now.open) await this.answer(question);
            }
            const before = await this.look();
            await this.primary();
            await this.page.wait((old) => {
                const primary = document.getElementById('primary');
                const root = document.documentElement.dataset;
                return root.step !== old.step || root.state !== old.state || (primary ? primary.dataset.action : '') !== old.action ||
                    document.getElementById('sentence').textContent !== old.sentence || window.Faultline.session.view().transport.tick !== old.tick || document.getElementById('report-heading') !== null;
            }, `an effect of "${before.action}" in ${before.title} (${before.state})`, before);
        }
        throw new Error('the lab does not end');
    }
}

/** Ids of questions may hold characters that a selector gives a meaning. */
function CSS_escape(id) {
    return id.replace(/[^\w-]/g, (character) => '\\' + character);
}

/** Numbers differ from learner to learner: a solution gets those of the program that it was given. */
function withNumbersOf(given, source) {
    return source.replace(/^#define ([A-Z][A-Z0-9_]*) .*$/gm, (line, name) => (given.match(new RegExp(`^#define ${name} .*$`, 'm')) ?? [line])[0]);
}

/**
 * The authors' solutions of a lab, from its own text: the source of each program that the learner writes, by the editor's
 * selector, and the value of each setting, by its field's id.
 */
export function solutionsOf(lab) {
    const folder = `${sourceRoot}scenarios/${lab}/`;
    const text = readFileSync(`${folder}lab.md`, 'utf8');
    const unquoted = (value) => value.trim().replace(/^"(.*)"$/, '$1');
    const solutions = {};
    for (const [, kind, id, body] of text.matchAll(/^```(change|workload) (\S+)\n([^]*?)^```/gm)) {
        const line = (key) => body.match(new RegExp(`^${key}: (.*)$`, 'm'))[1];
        if (kind === 'change') {
            solutions[`#source-${line('program')}`] = readFileSync(folder + line('solution'), 'utf8');
            continue;
        }
        const values = new Map(line('solution').replace(/^{|}$/g, '').split(',').map((pair) => {
            const colon = pair.indexOf(':');
            return [unquoted(pair.slice(0, colon)), unquoted(pair.slice(colon + 1))];
        }));
        Array.from(body.matchAll(/^ *- set: (.*)$/gm)).forEach(([, name], index) => {
            solutions[`setting-${id}-${index}`] = values.get(unquoted(name));
        });
    }
    return solutions;
}

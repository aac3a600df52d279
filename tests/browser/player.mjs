// A learner with a keyboard and nothing else. It reads the page to know what is asked, and acts by keys alone: no click, no
// call into the page's script.
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
                open: Array.from(document.querySelectorAll('fieldset.question')).filter((one) => one.querySelector('input:enabled, .asking button, .ordering button')).map((one) => ({
                    id: one.id,
                    number: one.querySelector('.number input:enabled') !== null,
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

    async primary() {
        await this.tabTo('#primary');
        await this.page.press('Enter');
    }

    /** Replaces what stands in the editor. */
    async edit(selector, source) {
        await this.tabTo(selector);
        await this.page.selectAll();
        await this.page.type(source);
    }

    /** From the first step to the last; `solutions`: source by the editor's id. Returns the titles that were seen. */
    async play(solutions) {
        const seen = [];
        for (let moves = 0; moves < 200; ++moves) {
            await this.page.wait(() => !['busy', 'preparing'].includes(document.documentElement.dataset.state), 'the machine');
            const now = await this.look();
            if (seen[seen.length - 1] !== now.title) seen.push(now.title);
            if (now.action === 'finish' && now.finished) return seen;
            // In reading order: the editor stands above how sure one is of it.
            if (now.action === 'run-edited') {
                const source = solutions[now.editor];
                if (!source) throw new Error(`no solution for ${now.editor}`);
                await this.edit(now.editor, source);
            }
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

/** The authors' own solution of a program that the learner writes. */
export function solution(path) {
    return readFileSync(sourceRoot + path, 'utf8');
}

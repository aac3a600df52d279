// Moments of a lab that pictures are taken of.
import {Player} from './player.mjs';

/** Into the middle of the loop of lazy malloc's second step, where pages come one by one, just before a fault's first question. */
export async function goToTheLoop(page) {
    const player = new Player(page);
    const idle = (what) => page.wait(() => !['busy', 'preparing'].includes(document.documentElement.dataset.state), what);
    for (;;) {
        await idle('the machine');
        const now = await player.look();
        if (now.step === '1' && now.state === 'observing') break;
        for (const question of now.open) await player.answer(question);
        await player.primary();
        await page.wait((old) => document.documentElement.dataset.step !== old.step || document.documentElement.dataset.state !== old.state ||
            document.getElementById('primary')?.dataset.action !== old.action, 'the next thing', now);
    }
    await page.run(() => {
        const end = window.Faultline.session.view().transport.recordedEnd;
        window.Faultline.session.dispatch({do: 'seek', tick: Math.round(end * 0.55)});
        window.Faultline.session.dispatch({do: 'step', until: 'fault'});
    });
    await idle('the fault');
    await page.run(() => {
        window.Faultline.session.dispatch({do: 'step', until: 'ticks'});
        document.activeElement.blur();
        window.scrollTo(0, 0);
    });
    await idle('the step');
}

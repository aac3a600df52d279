// Sixty seconds that play by themselves: a script of intents over a real run. The run is made once, when the tour opens; after
// that each scene is a place in its history, so that pausing and going to any second cost nothing.
(function (F) {
    'use strict';
    const h = F.h;

    // One scene a step of web/tour/lab.md. `play`: what is done so many seconds into the scene.
    const micro = (...seconds) => seconds.map((at) => ({at, intent: {do: 'micro-step'}}));
    const scenes = [
        {seconds: 9, moment: 'asked', view: 'address-space', play: []},
        {seconds: 9, moment: 'first', view: 'page-table', play: []},
        {seconds: 11, moment: 'first', view: 'board', play: micro(1, 2.5, 4, 5.5, 7)},
        {seconds: 13, moment: 'first', view: 'fault-path', play: []},
        {seconds: 9, moment: 'first', view: 'page-table', play: [{at: 2, intent: {do: 'step', until: 'ticks'}}]},
        {seconds: 9, moment: 'written', view: 'timeline', play: []},
    ];
    const whole = scenes.reduce((sum, scene) => sum + scene.seconds, 0);
    const tickMilliseconds = 200;

    let captions = [];
    let position = 0;
    let playing = false;
    let speaking = false;
    let scene = -1;
    let played = 0;
    let timer = 0;

    function until(holds) {
        return new Promise((resolve, reject) => {
            const begun = performance.now();
            const look = () => {
                if (!isHere() || holds(F.session.view())) resolve();
                else if (performance.now() - begun > 30000) reject(new Error(F.early('broken')));
                else setTimeout(look, 30);
            };
            look();
        });
    }

    /** False once another lab has been opened: the tour must not touch that one. */
    function isHere() {
        return F.session.view().guide.lab === 'tour';
    }

    function captionOf(guide) {
        return {title: guide.stepTitle, html: guide.blocks.map((block) => block.html || '').join(' ')};
    }

    /** Runs every step once and keeps what its text says, with the numbers that the run has measured. False: the learner has left. */
    async function record() {
        captions = [];
        for (let index = 0; index < scenes.length; ++index) {
            F.session.dispatch({do: 'commit'});
            await until((view) => view.guide.state !== 'preparing' && !view.transport.busy);
            if (!isHere()) return false;
            if (F.session.view().guide.state === 'ready') F.session.dispatch({do: 'run-on'});
            await until((view) => view.guide.state === 'compared' && !view.transport.busy);
            if (!isHere()) return false;
            captions.push(captionOf(F.session.view().guide));
            if (index + 1 < scenes.length) F.session.dispatch({do: 'next'});
        }
        return true;
    }

    function placeAt(second) {
        let from = 0;
        for (let index = 0; index < scenes.length; ++index) {
            if (second < from + scenes[index].seconds || index + 1 === scenes.length) return {index, offset: second - from};
            from += scenes[index].seconds;
        }
        return {index: 0, offset: 0};
    }

    function enter(index) {
        scene = index;
        played = 0;
        F.session.dispatch({do: 'go-to-step', index});
        F.session.dispatch({do: 'go-to-moment', moment: scenes[index].moment});
        F.session.dispatch({do: 'show', view: scenes[index].view});
        if (speaking && playing) speak();
    }

    /** Brings the machine to where it is at `position`. */
    function apply(isJump) {
        const {index, offset} = placeAt(position);
        if (index !== scene || isJump) enter(index);
        const play = scenes[index].play;
        while (played < play.length && play[played].at <= offset) F.session.dispatch(play[played++].intent);
        show();
    }

    function speak() {
        speechSynthesis.cancel();
        const box = document.createElement('div');
        box.innerHTML = captions[scene].html;
        speechSynthesis.speak(new SpeechSynthesisUtterance(captions[scene].title + '. ' + box.textContent));
    }

    function tick() {
        position = Math.min(whole, position + tickMilliseconds / 1000);
        if (position >= whole) pause();
        apply(false);
    }

    function start() {
        if (position >= whole) {
            position = 0;
            scene = -1;
        }
        playing = true;
        clearInterval(timer);
        timer = setInterval(tick, tickMilliseconds);
        apply(false);
        if (speaking) speak();
    }

    function pause() {
        playing = false;
        clearInterval(timer);
        if (window.speechSynthesis) speechSynthesis.cancel();
        show();
    }

    function show() {
        const place = F.byId('tour');
        const caption = captions[scene];
        if (!caption) return;
        const second = Math.floor(position);
        F.patch(place, [
            h('p', {key: 'eyebrow', class: 'eyebrow'}, F.say('TourHeading')),
            h('div', {key: 'caption', id: 'tour-caption', 'aria-live': 'polite'}, h('h1', {id: 'tour-title', tabindex: '-1'}, caption.title), h('p', {class: 'lead', html: caption.html})),
            h('div', {key: 'controls', class: 'row'},
                h('button', {type: 'button', id: 'tour-play', class: 'primary', onclick: () => (playing ? pause() : start())},
                    F.say(playing ? 'TourPause' : position >= whole ? 'TourAgain' : 'TourPlay')),
                h('input', {
                    type: 'range', id: 'tour-place', min: '0', max: String(whole), step: '1', value: String(second), 'aria-label': F.say('TourPlace'),
                    'aria-valuetext': F.say('TourAt', {second, seconds: whole, title: caption.title}),
                    oninput: (event) => {
                        position = Number(event.target.value);
                        apply(true);
                    },
                }),
                h('span', {class: 'muted'}, second + ' / ' + whole + ' s'),
                window.speechSynthesis ? h('label', {class: 'row'}, h('input', {type: 'checkbox', id: 'tour-speak', checked: speaking, onchange: (event) => {
                    speaking = event.target.checked;
                    if (!speaking) speechSynthesis.cancel();
                    else if (playing) speak();
                }}), ' ' + F.say('TourSpeak')) : null,
                h('button', {type: 'button', id: 'tour-close', onclick: close}, F.say('TourClose'))),
            h('details', {key: 'text', id: 'tour-text'}, h('summary', null, F.say('TourText')),
                captions.map((one) => [h('h2', null, one.title), h('p', {html: one.html})])),
        ]);
    }

    async function open() {
        const json = await F.assets.text('tour/tour.json');
        F.catalogue.hide();
        document.documentElement.dataset.page = 'tour';
        if (!F.session.loadLab('tour', json, '')) return F.catalogue.show();
        if (!await record()) return;
        position = 0;
        scene = -1;
        F.byId('tour').hidden = false;
        apply(true);
        F.canvas.fit();
        F.byId('tour-title').focus();
        document.documentElement.dataset.tour = 'ready';
        // Who asked for less motion starts it by hand.
        if (!window.matchMedia('(prefers-reduced-motion: reduce)').matches) start();
    }

    /** Stops, and touches the machine no more. */
    function leave() {
        playing = false;
        clearInterval(timer);
        if (window.speechSynthesis) speechSynthesis.cancel();
        F.byId('tour').hidden = true;
        delete document.documentElement.dataset.tour;
    }

    function close() {
        leave();
        F.catalogue.show();
        F.byId('tour-button').focus();
    }

    F.tour = {
        open: () => open().catch((error) => F.alert(error.message)),
        leave,
    };
})(window.Faultline);

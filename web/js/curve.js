// A curve to sketch: drawn with the pointer, or filled in place by place. Once it is compared, the measured one lies over it.
(function (F) {
    'use strict';
    const h = F.h;
    // About as many units as the guide has pixels, so that the words of the picture can be read there.
    const wide = 340;
    const high = 210;
    const edge = 24;
    const floor = 44;

    // Never colour alone: one line has discs, another squares, the third diamonds.
    const marks = {
        drawn: ([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="4"/>`,
        measured: ([cx, cy]) => `<rect x="${cx - 4}" y="${cy - 4}" width="8" height="8"/>`,
        beside: ([cx, cy]) => `<path d="M${cx} ${cy - 6}l6 6-6 6-6-6z"/>`,
    };

    function x(places, index) {
        return edge + index * (wide - 2 * edge) / Math.max(1, places.length - 1);
    }

    function y(top, value) {
        return high - floor - Math.min(value, top) / top * (high - edge - floor);
    }

    /** One line of a picture: `value(place)` on an axis that goes to `top`. */
    function line(name, places, top, value) {
        const points = places.map((place, index) => [x(places, index), value(place)]).filter((point) => point[1] !== undefined)
            .map((point) => [point[0], y(top, point[1])]);
        if (!points.length) return '';
        return `<g class="${name}"><polyline points="${points.map((point) => point.join()).join(' ')}"/>${points.map(marks[name]).join('')}</g>`;
    }

    /** Which mark is whose. */
    function key(name, word) {
        return h('span', null, h('span', {html: `<svg viewBox="0 0 12 12" aria-hidden="true"><g class="${name}">${marks[name]([6, 6])}</g></svg>`}), F.say(word));
    }

    function escape(text) {
        return text.replace(/[&<>"]/g, (one) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[one]);
    }

    /** The unit that all places have, " pages"; nothing when they differ. */
    function commonUnit(places) {
        const units = new Set(places.map((place) => (/ \D+$/.exec(place.name) || [''])[0]));
        return units.size === 1 ? Array.from(units)[0] : '';
    }

    function picture(curve, topText, lines) {
        // The unit is said once, and as many places are named as can be read where the page is narrow; the table has them all.
        const places = curve.places;
        const unit = commonUnit(places);
        const every = Math.ceil(places.length / (unit ? 4 : 3));
        const last = places.length - 1;
        const anchor = (index) => index === 0 ? 'start' : index === last ? 'end' : 'middle';
        const name = (place) => place.name.slice(0, place.name.length - unit.length);
        const names = places.map((place, index) => (index % every ? '' : `<text x="${x(places, index)}" y="${high - floor + 18}" text-anchor="${anchor(index)}">${escape(name(place))}</text>`)).join('') +
            `<text x="${wide - edge}" y="${high - 6}" text-anchor="end">${escape(curve.across + (unit ? ',' + unit : ''))}</text>`;
        return `<svg viewBox="0 0 ${wide} ${high}" aria-hidden="true" focusable="false">` +
            `<path class="axis" d="M${edge} ${edge}V${high - floor}H${wide - edge}"/><text x="${edge}" y="${edge - 8}">${escape(topText)}</text>${names}${lines}</svg>`;
    }

    function faults(curve) {
        return picture(curve, curve.topText, line('drawn', curve.places, curve.top, (place) => place.drawn) +
            line('measured', curve.places, curve.top, (place) => place.measured));
    }

    /** What was measured beside the curve, on an axis of its own under it. */
    function beside(curve) {
        if (!curve.beside) return null;
        return h('figure', {key: 'beside'}, h('figcaption', null, curve.beside),
            h('div', {class: 'drawing', html: picture(curve, curve.besideTopText, line('beside', curve.places, curve.besideTop, (place) => place.beside))}));
    }

    /** Three digits are all that a hand draws. */
    function drawn(curve, fraction) {
        const value = Math.max(0, Math.min(1, fraction)) * curve.top / curve.step;
        return String(value >= 100 ? Number(value.toPrecision(3)) : Math.round(value));
    }

    F.curve = function (question, answer) {
        const curve = question.curve;
        let heights = curve.places.map((place) => place.typed);
        function set(index, text) {
            heights = heights.slice();
            heights[index] = text;
            answer(question, {curve: heights});
        }
        function draw(event) {
            const box = event.currentTarget.firstElementChild.getBoundingClientRect();
            const across = (event.clientX - box.left) / box.width * wide;
            const up = (event.clientY - box.top) / box.height * high;
            const index = Math.round((across - edge) / (wide - 2 * edge) * (curve.places.length - 1));
            if (index < 0 || index >= curve.places.length) return;
            const text = drawn(curve, (high - floor - up) / (high - edge - floor));
            if (text !== heights[index]) set(index, text);
        }
        const may = question.mayAnswer;
        return h('div', {class: 'curve'},
            h('div', {
                key: 'picture', class: may ? 'drawing open' : 'drawing', html: faults(curve),
                onpointerdown: may ? (event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    draw(event);
                } : null,
                onpointermove: may ? (event) => event.buttons & 1 && draw(event) : null,
            }),
            curve.places[0].measuredText ? h('p', {class: 'key', 'aria-hidden': 'true'}, key('drawn', 'CurveYours'), ' ', key('measured', 'CurveMeasured')) : null,
            may ? h('p', {class: 'muted'}, F.say('CurveHelp', {top: curve.topText})) : null,
            beside(curve),
            h('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': F.say('CurveCaption', {up: curve.up, across: curve.across})},
                h('table', null,
                    h('caption', null, F.say('CurveCaption', {up: curve.up, across: curve.across})),
                    h('thead', null, h('tr', null, h('th', {scope: 'col'}, curve.across), h('th', {scope: 'col'}, F.say('CurveYours')),
                        curve.places[0].measuredText ? h('th', {scope: 'col'}, F.say('CurveMeasured')) : null,
                        curve.beside ? h('th', {scope: 'col'}, curve.beside) : null)),
                    h('tbody', null, curve.places.map((place, index) => h('tr', null,
                        h('th', {scope: 'row'}, place.name),
                        h('td', null, may ? h('input', {
                            type: 'text', inputmode: 'decimal', autocomplete: 'off', value: place.typed, 'aria-label': F.say('CurveHeight', {up: curve.up, place: place.name}),
                            oninput: (event) => set(index, event.target.value),
                        }) : place.typed, ' ', curve.unit),
                        place.measuredText ? h('td', null, place.measuredText) : null,
                        place.besideText ? h('td', null, place.besideText) : null))))));
    };
})(window.Faultline);

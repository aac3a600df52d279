// A curve to sketch: drawn with the pointer, or filled in place by place. Once it is compared, the measured one lies over it.
(function (F) {
    'use strict';
    const h = F.h;
    const wide = 600;
    const high = 260;
    const edge = 34;

    function x(curve, index) {
        return edge + index * (wide - 2 * edge) / Math.max(1, curve.places.length - 1);
    }

    function y(curve, value) {
        return high - edge - Math.min(value, curve.top) / curve.top * (high - 2 * edge);
    }

    function line(curve, name, value) {
        const points = curve.places.map((place, index) => [x(curve, index), value(place)]).filter((point) => point[1] !== undefined)
            .map((point) => point[0] + ',' + y(curve, point[1]));
        if (!points.length) return '';
        const mark = (point) => {
            const [cx, cy] = point.split(',').map(Number);
            // Never colour alone: one curve has discs, the other squares.
            return name === 'drawn' ? `<circle cx="${cx}" cy="${cy}" r="5"/>` : `<rect x="${cx - 5}" y="${cy - 5}" width="10" height="10"/>`;
        };
        return `<g class="${name}"><polyline points="${points.join(' ')}"/>${points.map(mark).join('')}</g>`;
    }

    function escape(text) {
        return text.replace(/[&<>"]/g, (one) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[one]);
    }

    function picture(curve) {
        // As many names as can be read where the page is narrow; the table below has them all.
        const every = Math.ceil(curve.places.length / 4);
        const last = curve.places.length - 1;
        const anchor = (index) => index === 0 ? 'start' : index === last ? 'end' : 'middle';
        const names = curve.places.map((place, index) => (index % every ? '' : `<text x="${x(curve, index)}" y="${high - 10}" text-anchor="${anchor(index)}">${escape(place.name)}</text>`)).join('');
        return `<svg viewBox="0 0 ${wide} ${high}" aria-hidden="true" focusable="false">` +
            `<path class="axis" d="M${edge} ${edge}V${high - edge}H${wide - edge}"/><text x="${edge}" y="${edge - 10}">${escape(curve.topText)}</text>${names}` +
            line(curve, 'drawn', (place) => place.drawn) + line(curve, 'measured', (place) => place.measured) + '</svg>';
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
            const box = event.currentTarget.getBoundingClientRect();
            const across = (event.clientX - box.left) / box.width * wide;
            const up = (event.clientY - box.top) / box.height * high;
            const index = Math.round((across - edge) / (wide - 2 * edge) * (curve.places.length - 1));
            if (index < 0 || index >= curve.places.length) return;
            const text = drawn(curve, (high - edge - up) / (high - 2 * edge));
            if (text !== heights[index]) set(index, text);
        }
        const may = question.mayAnswer;
        return h('div', {class: 'curve'},
            h('div', {
                key: 'picture', class: may ? 'drawing open' : 'drawing', html: picture(curve),
                onpointerdown: may ? (event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    draw(event);
                } : null,
                onpointermove: may ? (event) => event.buttons & 1 && draw(event) : null,
            }),
            may ? h('p', {class: 'muted'}, F.say('CurveHelp', {top: curve.topText})) : null,
            h('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': F.say('CurveCaption', {up: curve.up, across: curve.across})},
                h('table', null,
                    h('caption', null, F.say('CurveCaption', {up: curve.up, across: curve.across})),
                    h('thead', null, h('tr', null, h('th', {scope: 'col'}, curve.across), h('th', {scope: 'col'}, F.say('CurveYours')),
                        curve.places[0].measuredText ? h('th', {scope: 'col'}, F.say('CurveMeasured')) : null)),
                    h('tbody', null, curve.places.map((place, index) => h('tr', null,
                        h('th', {scope: 'row'}, place.name),
                        h('td', null, may ? h('input', {
                            type: 'text', inputmode: 'decimal', autocomplete: 'off', value: place.typed, 'aria-label': F.say('CurveHeight', {up: curve.up, place: place.name}),
                            oninput: (event) => set(index, event.target.value),
                        }) : place.typed, ' ', curve.unit),
                        place.measuredText ? h('td', null, place.measuredText) : null))))));
    };
})(window.Faultline);

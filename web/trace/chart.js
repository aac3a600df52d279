// LRU's curve as a picture. Both directions are logarithmic: frames to the right, faults upwards from the one for each page that
// no memory spares. The page has a table of the same figures, so the picture itself is hidden from those who read.
(function (F) {
    'use strict';
    // As wide as the guide's other curves, so that its words can be read where the page is narrow.
    const wide = 340;
    const high = 230;
    const edge = 24;
    const floor = 44;

    const escape = (text) => text.replace(/[&<>"]/g, (one) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[one]);

    /** The sizes at which the line is drawn: every one while they are few, one for each unit of width when they are many. */
    function sizesDrawn(pages) {
        if (pages <= wide) return Array.from({length: pages}, (_, index) => index + 1);
        return Array.from(new Set(Array.from({length: wide}, (_, index) => Math.round(pages ** (index / (wide - 1))))));
    }

    /** How far `value` is on the way from `from` to `to`, where each doubling is as far as the one before. */
    const share = (value, from, to) => (from === to ? 0 : Math.log(value / from) / Math.log(to / from));

    /** `trace` has pages and lru; `words` the names of both directions and a function that writes numbers. */
    F.traceChart = function (trace, frames, words) {
        const x = (size) => edge + share(size, 1, trace.pages) * (wide - 2 * edge);
        const top = trace.lru[1];
        const least = trace.lru[trace.pages];
        const y = (faults) => high - floor - share(faults, least, top) * (high - edge - floor);
        const round = (value) => Math.round(value * 10) / 10;
        const points = [];
        let before = null;
        for (const size of sizesDrawn(trace.pages)) {
            // Faults change at whole sizes: a step, no slope.
            if (before !== null) points.push([x(size), y(before)]);
            before = trace.lru[size];
            points.push([x(size), y(before)]);
        }
        const line = points.map(([across, up]) => round(across) + ',' + round(up)).join(' ');
        const here = round(x(frames));
        const names = [[1, 'start']].concat(trace.pages > 1 ? [[trace.pages, 'end']] : []).map(([size, anchor]) =>
            `<text x="${x(size)}" y="${high - floor + 18}" text-anchor="${anchor}">${escape(words.number(size))}</text>`).join('');
        const tens = Array.from({length: 15}, (_, index) => 10 ** (index + 1)).filter((each) => each > least && each < top);
        const rulers = tens.map((each) => `<path class="ten" d="M${edge} ${round(y(each))}H${wide - edge}"/>`).join('');
        const heights = tens.map((each) => `<text x="${wide - edge}" y="${round(y(each)) - 3}" text-anchor="end">${words.number(each)}</text>`).join('') +
            (least < top ? `<text x="${edge + 4}" y="${high - floor - 5}">${words.number(least)}</text>` : '');
        return `<svg viewBox="0 0 ${wide} ${high}" aria-hidden="true" focusable="false">` +
            `<path class="axis" d="M${edge} ${edge}V${high - floor}H${wide - edge}"/>` +
            `<text x="${edge}" y="${edge - 8}">${escape(words.up + ', ' + words.number(top))}</text>${names}` +
            `<text x="${wide / 2}" y="${high - 6}" text-anchor="middle">${escape(words.across)}</text>` + rulers +
            `<g class="measured"><polyline points="${line}" fill="none"/></g>` +
            `<path class="chosen" d="M${here} ${edge}V${high - floor}"/><circle class="mark" cx="${here}" cy="${round(y(trace.lru[frames]))}" r="4.5"/>${heights}</svg>`;
    };
})(window.Faultline);

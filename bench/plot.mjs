// Plots as SVG: how costs grow (rows scale_<what>/<how many>, both axes logarithmic) and the ratios of a run as bars. Colours come with
// dashes and with words, so that they are never alone.
const width = 720, height = 400, left = 70, right = 190, top = 40, bottom = 50;
const looks = [['#0072b2', ''], ['#d55e00', '6 3'], ['#009e73', '2 3'], ['#cc79a7', '8 3 2 3'], ['#56b4e9', '1 3']];

const escaped = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const text = (x, y, words, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(words)}</text>`;
const line = (x1, y1, x2, y2, more) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" ${more}/>`;

function drawing(wide, high, title, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" font-family="sans-serif" font-size="12" role="img">\n` +
    `<title>${escaped(title)}</title>\n<rect width="${wide}" height="${high}" fill="#ffffff"/>\n` +
    text(left, 22, title, 'font-size="15" font-weight="bold"') + '\n' + body.join('\n') + '\n</svg>\n';
}

function shortNumber(value) {
  for (const [size, unit] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) if (value >= size) return `${Number((value / size).toPrecision(3))}${unit}`;
  return String(Number(value.toPrecision(3)));
}

/** `curves`: [{label, points: [[x, y]...]}], all positive. */
export function scalingPlot({ title, xLabel, yLabel, curves }) {
  const all = curves.flatMap(({ points }) => points);
  const decades = (values) => [Math.floor(Math.log10(Math.min(...values))), Math.max(Math.ceil(Math.log10(Math.max(...values))), Math.floor(Math.log10(Math.min(...values))) + 1)];
  const [x0, x1] = [Math.log10(Math.min(...all.map(([x]) => x))), Math.log10(Math.max(...all.map(([x]) => x)))];
  const [y0, y1] = decades(all.map(([, y]) => y));
  const atX = (x) => left + ((Math.log10(x) - x0) / (x1 - x0 || 1)) * (width - left - right);
  const atY = (y) => height - bottom - ((Math.log10(y) - y0) / (y1 - y0)) * (height - top - bottom);
  const body = [];
  for (let decade = y0; decade <= y1; ++decade) {
    const y = atY(10 ** decade);
    body.push(line(left, y, width - right, y, 'stroke="#dddddd"'), text(left - 6, y + 4, shortNumber(10 ** decade), 'text-anchor="end"'));
  }
  for (const x of [...new Set(curves[0].points.map(([at]) => at))]) {
    body.push(line(atX(x), height - bottom, atX(x), height - bottom + 4, 'stroke="#000000"'),
      text(atX(x), height - bottom + 17, shortNumber(x), 'text-anchor="middle"'));
  }
  body.push(text((left + width - right) / 2, height - 12, xLabel, 'text-anchor="middle"'),
    text(16, (height - bottom + top) / 2, yLabel, `text-anchor="middle" transform="rotate(-90 16 ${(height - bottom + top) / 2})"`));
  // Labels at the ends of their curves, moved apart where they would touch.
  let lowest = -Infinity;
  const ends = curves.map(({ label, points }, index) => ({ label, index, y: atY(points.at(-1)[1]) })).sort((a, b) => a.y - b.y);
  for (const end of ends) lowest = end.y = Math.max(end.y, lowest + 15);
  for (const { label, index, y } of ends) body.push(text(width - right + 8, y + 4, label, `fill="${looks[index % looks.length][0]}"`));
  curves.forEach(({ points }, index) => {
    const [color, dashes] = looks[index % looks.length];
    body.push(`<polyline points="${points.map(([x, y]) => `${atX(x).toFixed(1)},${atY(y).toFixed(1)}`).join(' ')}" fill="none" stroke="${color}" ` +
      `stroke-width="2" stroke-dasharray="${dashes}"/>`);
    for (const [x, y] of points) body.push(`<circle cx="${atX(x).toFixed(1)}" cy="${atY(y).toFixed(1)}" r="3" fill="${color}"/>`);
  });
  return drawing(width, height, title, body);
}

/** `bars`: [{label, value}]; a rule stands at 1. */
export function ratioPlot(title, bars) {
  const step = 18, most = Math.max(1.2, ...bars.map(({ value }) => value)), from = 260, wide = 860;
  const at = (value) => from + (value / most) * (wide - from - 60);
  const high = top + bars.length * step + 20;
  const body = bars.flatMap(({ label, value }, index) => {
    const y = top + index * step;
    return [text(from - 8, y + 12, label, 'text-anchor="end"'),
      `<rect x="${from}" y="${y + 2}" width="${(at(value) - from).toFixed(1)}" height="${step - 5}" fill="#0072b2"/>`,
      text(at(value) + 5, y + 12, value.toFixed(2))];
  });
  body.push(line(at(1), top - 4, at(1), high - 12, 'stroke="#d55e00" stroke-dasharray="4 3"'));
  return drawing(wide, high, title, body);
}

const families = [
  { name: 'pages', title: 'An access as pages grow', xLabel: 'pages mapped and touched', yLabel: 'nanoseconds', rows: ['pages_access', 'pages_first_touch'] },
  { name: 'vmas', title: 'A fault and an mmap as VMAs grow', xLabel: 'VMAs', yLabel: 'nanoseconds', rows: ['vmas_fault', 'vmas_mmap'] },
  { name: 'processes', title: 'Forks and writes as processes grow', xLabel: 'forks of one process of 64 pages', yLabel: 'nanoseconds', rows: ['processes_write', 'processes_fork'] },
  { name: 'history', title: 'A jump as the run grows', xLabel: 'events recorded', yLabel: 'nanoseconds', rows: ['history_jump', 'history_slowest_jump'] },
];

/** The plots that a run's samples can fill: {name: svg}. */
export function plots(samples, table) {
  const drawn = {};
  for (const { rows, ...family } of families) {
    const curves = rows.flatMap((row) => ['native', 'chromium'].flatMap((place) => {
      const points = samples.rows().filter((name) => name.startsWith(`scale_${row}/`) && samples.at(name, place))
        .map((name) => [Number(name.split('/')[1]), samples.median(name, place)]);
      return points.length > 1 ? [{ label: `${row.split('_').slice(1).join(' ')}, ${place}`, points }] : [];
    }));
    if (curves.length > 0) drawn[`scaling-${family.name}`] = scalingPlot({ ...family, curves });
  }
  const bars = table.filter((row) => row.native?.toReference).map((row) => ({ label: row.name, value: row.native.toReference }));
  if (bars.length > 0) drawn.ratios = ratioPlot('Native time against the reference (1 is equal)', bars);
  return drawn;
}

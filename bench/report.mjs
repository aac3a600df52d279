// The samples of a run as a table on the terminal, as CSV and as JSON.
import { spread } from './statistics.mjs';
import { judge } from './targets.mjs';

export const places = ['native', 'node', 'chromium'];

const show = (value, digits = 2) => (value === undefined || Number.isNaN(value) ? '' : value.toFixed(digits));

/** A row each: medians, spreads, and ratios to the reference in the same place and to the native row. References are beside their rows. */
export function tableOf(samples) {
  return samples.rows().filter((name) => !name.startsWith('reference_')).map((name) => {
    const row = { name };
    for (const place of places) {
      const values = samples.at(name, place);
      if (!values) continue;
      row[place] = {
        median: samples.median(name, place), spread: spread(values),
        reference: samples.median(`reference_${name}`, place),
        toReference: samples.ratio(name, place, `reference_${name}`),
        toNative: place === 'native' ? undefined : samples.ratio(name, place, name, 'native'),
      };
    }
    return row;
  });
}

function printColumns(head, lines) {
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)));
  for (const cells of [head, ...lines]) {
    console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ').trimEnd());
  }
}

export function printReport(samples, notInstalled) {
  const head = ['row', 'native', '±', 'to ref', 'node', '±', 'to native', 'to ref', 'chromium', '±', 'to native', 'to ref'];
  printColumns(head, tableOf(samples).map((row) => [row.name, ...places.flatMap((place) => {
    const at = row[place] ?? {};
    const cells = [show(at.median), at.spread === undefined ? '' : `${show(100 * at.spread, 0)}%`, show(at.toReference)];
    return place === 'native' ? cells : [cells[0], cells[1], show(at.toNative), cells[2]];
  })]));
  for (const tool of notInstalled) console.log(`tool_${tool}: not installed`);
  const judged = judge(samples);
  if (judged.length === 0) return;
  console.log('');
  printColumns(['figure', 'is', 'must', 'aim', 'reaches', 'middle', 'rows', 'decided by'], judged.map((target) => [
    target.what, show(target.value) + target.unit, String(target.must ?? ''), String(target.aim ?? ''), target.verdict,
    target.rows > 1 ? show(target.middle) : '', String(target.rows), target.row]));
}

export function asCsv(samples) {
  const head = 'row,place,median,spread,reference,to_reference,to_native';
  return [head, ...tableOf(samples).flatMap((row) => places.filter((place) => row[place]).map((place) => {
    const { median, spread: part, reference, toReference, toNative } = row[place];
    return [row.name, place, median, part, reference, toReference, toNative].map((value) => value ?? '').join(',');
  }))].join('\n') + '\n';
}

export function asJson(samples, rounds, notInstalled) {
  const values = Object.fromEntries(samples.rows().map((row) => [row, Object.fromEntries(samples.values.get(row))]));
  return JSON.stringify({ rounds, figures: judge(samples), table: tableOf(samples), not_installed: notInstalled, samples: values }, null, 1) + '\n';
}

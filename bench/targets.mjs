// What the bench is for: each figure with what it must be and what it aims at. A figure is a ratio of two rows of the same round
// wherever something exists to stand beside. Nothing here passes or fails; docs/performance.md says what is missed and why.
const traces = ['cyclic', 'uniform', 'zipf', 'phases'];
const traceRows = (prefix) => traces.map((trace) => `${prefix}_${trace}`);
const policies = ['lru', 'fifo', 'clock', 'random'].flatMap((policy) => traceRows(`policy_${policy}`));
const accessRows = ['tlb_hit', 'tlb_miss_and_walk', 'first_touch', 'copy_on_write', ...traceRows('pressure')];
const views = ['board', 'address-space', 'frames', 'fault-path', 'swap', 'processes'].map((view) => `frame_${view}_256MiB`);
const pageViews = (what) => ['board', 'address-space', 'frames'].map((view) => `page_${what}_${view}_16GiB_ms`);
/** Rows of nanoseconds that run everywhere. */
const timed = [...policies, ...traceRows('policy_optimal'), ...traceRows('curve'), ...accessRows, 'fork_a_page', 'cpu_run', 'cpu_instruction',
  'minor_fault_with_its_loop'];

/** Each row's ratio of `under` to the row itself, as {row, value}. */
const each = (rows, ratioOf) => rows.map((row) => ({ row, value: ratioOf(row) })).filter(({ value }) => value !== undefined);
const toReference = (samples, rows, where) => each(rows, (row) => samples.ratio(row, where, `reference_${row}`));
const toNative = (samples, where) => each(timed, (row) => samples.ratio(row, where, row, 'native'));
const alone = (samples, rows, where, scale = 1) => each(rows, (row) => {
  const value = samples.median(row, where);
  return value === undefined ? undefined : value * scale;
});

/** `is`: "most" when small is good, then the largest row counts; "least" when large is good. */
export const targets = [
  { what: 'replacement policies against the list', unit: '×', is: 'most', must: 1.5, aim: 1.1,
    of: (samples) => toReference(samples, policies, 'native') },
  { what: 'OPT against the list, which does not look ahead', unit: '×', is: 'most',
    of: (samples) => toReference(samples, traceRows('policy_optimal'), 'native') },
  { what: 'access through MMU and kernel against the micro-model', unit: '×', is: 'most', must: 2, aim: 1.15,
    of: (samples) => toReference(samples, accessRows, 'native') },
  { what: 'wasm in Chromium against native', unit: '×', is: 'most', must: 1.6, aim: 1.5,
    of: (samples) => toNative(samples, 'chromium') },
  { what: 'wasm under Node against native', unit: '×', is: 'most', must: 1.6, aim: 1.5,
    of: (samples) => toNative(samples, 'node') },
  { what: 'faster than the demand pager in JavaScript, in Chromium', unit: '×', is: 'least', must: 100, aim: 250,
    of: (samples) => each(traces, (trace) => samples.ratio(`js_demand_pager_${trace}`, 'chromium', `pager_${trace}`)) },
  { what: 'faster than LRU on typed arrays, in Chromium', unit: '×', is: 'least',
    of: (samples) => each(traces, (trace) => samples.ratio(`js_typed_lru_${trace}`, 'chromium', `pager_${trace}`)) },
  { what: 'the whole LRU curve, in runs of the list', unit: '×', is: 'most', must: 10, aim: 5.5,
    of: (samples) => toReference(samples, traceRows('curve'), 'native') },
  { what: 'fork a page, in first touches', unit: '×', is: 'most', must: 0.5, aim: 0.15,
    of: (samples) => ['native', 'node', 'chromium'].flatMap((where) =>
      each([where], () => samples.ratio('fork_a_page', where, 'first_touch'))) },
  { what: 'instructions a second, of qemu-user\'s', unit: '×', is: 'least', must: 0.1, aim: 0.2,
    of: (samples) => each(['cpu_run'], (row) => samples.ratio('tool_qemu_user_instruction', 'native', row)) },
  { what: 'instructions a second, of cachegrind\'s', unit: '×', is: 'least',
    of: (samples) => each(['cpu_run'], (row) => samples.ratio('tool_cachegrind_instruction', 'native', row)) },
  { what: 'a step back or a jump in 10 million events, in Chromium', unit: ' ms', is: 'most', must: 100, aim: 16,
    of: (samples) => alone(samples, ['events_jump_slowest_us', 'events_instruction_back_slowest_us'], 'chromium', 0.001) },
  { what: 'first load, gzip', unit: ' KiB', is: 'most', must: 430, aim: 332,
    of: (samples) => alone(samples, ['page_first_load_gzip_kib'], 'chromium') },
  { what: 'first frame against the smallest page', unit: '×', is: 'most', must: 1.5, aim: 1.1,
    of: (samples) => toReference(samples, ['page_first_frame_ms'], 'chromium') },
  { what: 'at rest, of a core', unit: ' %', is: 'most', must: 1, aim: 0.1,
    of: (samples) => alone(samples, ['page_rest_percent_of_a_core'], 'chromium') },
  { what: 'draw calls at rest', unit: '', is: 'most', must: 0, aim: 0,
    of: (samples) => alone(samples, ['page_rest_draw_calls'], 'chromium') },
  { what: 'a frame on a machine of 16 GiB, in the page', unit: ' ms', is: 'most', must: 8, aim: 4,
    of: (samples) => alone(samples, pageViews('frame'), 'chromium') },
  { what: 'a step with its frame there, in the page', unit: ' ms', is: 'most', must: 8, aim: 4,
    of: (samples) => alone(samples, pageViews('step_and_frame'), 'chromium') },
  { what: 'a frame of a view with 65,536 pages against the reference view', unit: '×', is: 'most', must: 3, aim: 1.2,
    of: (samples) => toReference(samples, views, 'native') },
  { what: 'a terabyte promised by 16 GiB and written until the OOM killer comes, natively', unit: ' s', is: 'most', must: 1, aim: 0.8,
    of: (samples) => alone(samples, ['terabyte_seconds'], 'native') },
  { what: 'the same in the page, recorded and drawn', unit: ' s', is: 'most', must: 3, aim: 1.5,
    of: (samples) => alone(samples, ['page_terabyte_seconds'], 'chromium') },
  { what: 'bytes of the host a touched page', unit: ' bytes', is: 'most', must: 160, aim: 64,
    of: (samples) => alone(samples, ['bytes_a_touched_page'], 'native') },
];

/** The targets that these samples say something about: the row that counts, the middle one, and how many there were. */
export function judge(samples) {
  return targets.flatMap(({ what, unit, is, must, aim, of }) => {
    const found = of(samples).sort((a, b) => (is === 'most' ? b.value - a.value : a.value - b.value));
    if (found.length === 0) return [];
    const good = (bar) => (is === 'most' ? found[0].value <= bar : found[0].value >= bar);
    const verdict = must === undefined ? '' : good(aim) ? 'aim' : good(must) ? 'must' : 'missed';
    return [{ what, unit, must, aim, value: found[0].value, row: found[0].row, middle: found[found.length >> 1].value, rows: found.length, verdict }];
  });
}

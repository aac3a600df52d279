// The pagers in JavaScript, under Node and in a worker of the page: rows as the benches in C++ print them. The rows of the engine
// that they stand beside are pager_* of trace_bench.cpp.
import { DemandPager } from './reference/demand_pager.mjs';
import { typedLruFaults } from './reference/typed_lru.mjs';
import { fourTraces, traceFrames, tracePages } from './traces.mjs';

const accesses = 60000;

/** Milliseconds of processor time where the host tells it, as in harness.hpp. */
function millisecondsNow() {
  if (typeof process === 'undefined') return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Nanoseconds an access: the fastest of what runs in 100 ms. */
function fastest(batch) {
  let best = Infinity;
  for (let total = 0; total < 100;) {
    const start = millisecondsNow();
    batch();
    const elapsed = millisecondsNow() - start;
    best = Math.min(best, elapsed);
    total += elapsed;
  }
  return (best * 1e6) / accesses;
}

function demandPagerFaults(trace) {
  const pager = new DemandPager(traceFrames);
  for (const page of trace) pager.access(page);
  return pager.faults;
}

/** The same for the demand pager, which is too slow to be run often: each part of the trace at its fastest of three runs. */
function fastestByParts(trace) {
  const parts = 100, each = trace.length / parts, best = new Array(parts).fill(Infinity);
  for (let run = 0; run < 3; ++run) {
    const pager = new DemandPager(traceFrames);
    for (let part = 0; part < parts; ++part) {
      const start = millisecondsNow();
      for (let i = part * each; i < (part + 1) * each; ++i) pager.access(trace[i]);
      best[part] = Math.min(best[part], millisecondsNow() - start);
    }
  }
  return (best.reduce((sum, value) => sum + value, 0) * 1e6) / accesses;
}

/** Prints a row for every trace through `print`; `words` choose rows as in harness.hpp. */
export function run(print, words = []) {
  const row = (name, count, value) => print(`${name},${count},${value.toFixed(3)}`);
  const wanted = (name) => words.length === 0 || words.some((word) => name.includes(word));
  print('name,operations,ns_each');
  for (const [name, make] of Object.entries(fourTraces)) {
    const trace = make(accesses);
    const typed = `js_typed_lru_${name}`, pager = `js_demand_pager_${name}`;
    if (wanted(typed)) row(typed, accesses, fastest(() => typedLruFaults(trace, tracePages, traceFrames)));
    if (wanted(pager)) {
      if (demandPagerFaults(trace) !== typedLruFaults(trace, tracePages, traceFrames)) throw new Error(`the pagers disagree on ${name}`);
      row(pager, accesses, fastestByParts(trace));
    }
  }
}

if (typeof process !== 'undefined' && process.argv[1]?.endsWith('pager_bench.mjs')) run(console.log, process.argv.slice(2));

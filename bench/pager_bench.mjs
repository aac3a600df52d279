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

/** Nanoseconds an access: the fastest of `repetitions`, each at least 20 ms long. */
function measure(batch, repetitions) {
  batch();
  let best = Infinity;
  for (let i = 0; i < repetitions; ++i) {
    const start = millisecondsNow();
    let elapsed = 0, batches = 0;
    do {
      batch();
      batches += 1;
      elapsed = millisecondsNow() - start;
    } while (elapsed < 20);
    best = Math.min(best, (elapsed * 1e6) / (accesses * batches));
  }
  return best;
}

function demandPagerFaults(trace) {
  const pager = new DemandPager(traceFrames);
  for (const page of trace) pager.access(page);
  return pager.faults;
}

/** Prints a row for every trace through `print`; `words` choose rows as in harness.hpp. */
export function run(print, words = []) {
  const row = (name, count, value) => print(`${name},${count},${value.toFixed(3)}`);
  const wanted = (name) => words.length === 0 || words.some((word) => name.includes(word));
  print('name,operations,ns_each');
  for (const [name, make] of Object.entries(fourTraces)) {
    const trace = make(accesses);
    const typed = `js_typed_lru_${name}`, pager = `js_demand_pager_${name}`;
    if (wanted(typed)) row(typed, accesses, measure(() => typedLruFaults(trace, tracePages, traceFrames), 5));
    if (wanted(pager)) {
      if (demandPagerFaults(trace) !== typedLruFaults(trace, tracePages, traceFrames)) throw new Error(`the pagers disagree on ${name}`);
      row(pager, accesses, measure(() => demandPagerFaults(trace), 1));
    }
  }
}

if (typeof process !== 'undefined' && process.argv[1]?.endsWith('pager_bench.mjs')) run(console.log, process.argv.slice(2));

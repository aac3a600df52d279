// Exact LRU in JavaScript at its best: the algorithm of list_lru.hpp on typed arrays.

/** Faults of a trace (a Uint32Array of page numbers below `pages`) in `frames` frames. */
export function typedLruFaults(trace, pages, frames) {
  const newer = new Uint32Array(pages + 1).fill(pages), older = new Uint32Array(pages + 1).fill(pages);
  const present = new Uint8Array(pages);
  let faults = 0;
  for (let i = 0; i < trace.length; ++i) {
    const page = trace[i];
    let leaves = page;
    if (present[page] === 0) {
      present[page] = 1;
      leaves = faults++ >= frames ? newer[pages] : pages;
      if (leaves !== pages) present[leaves] = 0;
    }
    if (leaves !== pages) {
      older[newer[leaves]] = older[leaves];
      newer[older[leaves]] = newer[leaves];
    }
    const second = older[pages];
    newer[page] = pages;
    older[page] = second;
    newer[second] = page;
    older[pages] = page;
  }
  return faults;
}

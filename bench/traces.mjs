// The traces of traces.hpp, for the pagers in JavaScript: the same pages in the same order.
export const tracePages = 65536, traceFrames = 16384;

/** xorshift on 32 bits. */
function random32() {
  let state = 2463534242 | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function cyclic(accesses) {
  return Uint32Array.from({ length: accesses }, (_, i) => i % tracePages);
}

function uniform(accesses) {
  const next = random32();
  return Uint32Array.from({ length: accesses }, () => next() % tracePages);
}

function zipf(accesses) {
  const upTo = new Uint32Array(tracePages);
  let sum = 0;
  for (let rank = 0; rank < tracePages; ++rank) upTo[rank] = sum += Math.floor(2 ** 28 / (rank + 1));
  const next = random32();
  return Uint32Array.from({ length: accesses }, () => {
    const value = next() % sum;
    let low = 0;
    for (let high = tracePages; low < high;) {
      const middle = (low + high) >> 1;
      if (upTo[middle] > value) high = middle;
      else low = middle + 1;
    }
    return (low * 40503) % tracePages;
  });
}

function phases(accesses) {
  const next = random32();
  return Uint32Array.from({ length: accesses }, (_, i) => {
    const phase = Math.floor((i * 20) / accesses), set = phase % 2 === 0 ? 12000 : 20000;
    const strays = next() % 20 === 0;
    return strays ? next() % tracePages : (phase * 9973 + (next() % set)) % tracePages;
  });
}

export const fourTraces = { cyclic, uniform, zipf, phases };

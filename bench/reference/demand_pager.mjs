// A demand pager as an explanation of page faults would sketch one in JavaScript: a Set of the pages in memory, and an array of
// them by use that is searched at every access. Correct, and the yardstick for what a page can do without an engine.
export class DemandPager {
  constructor(frames) {
    this.frames = frames;
    this.inMemory = new Set();
    this.byUse = [];
    this.hits = 0;
    this.faults = 0;
  }

  /** Touches a page; answers whether it had to be fetched. */
  access(page) {
    const hit = this.inMemory.has(page);
    if (hit) this.hits += 1;
    else this.fetch(page);
    const at = this.byUse.indexOf(page);
    if (at !== -1) this.byUse.splice(at, 1);
    this.byUse.push(page);
    return !hit;
  }

  fetch(page) {
    this.faults += 1;
    if (this.inMemory.size === this.frames) this.inMemory.delete(this.byUse.shift());
    this.inMemory.add(page);
  }
}

// Samples of rows, a value a round, and what is said of them.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** From the least to the greatest, as a part of the median. */
export function spread(values) {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

export class Samples {
  constructor() {
    this.values = new Map();
  }

  add(row, where, value) {
    const places = this.values.get(row) ?? new Map();
    places.set(where, [...(places.get(where) ?? []), value]);
    this.values.set(row, places);
  }

  rows() {
    return [...this.values.keys()];
  }

  at(row, where) {
    return this.values.get(row)?.get(where);
  }

  median(row, where) {
    const values = this.at(row, where);
    return values && median(values);
  }

  /** The median of the ratios of each round, for a round shares the machine's mood; undefined where one side is missing. */
  ratio(row, where, otherRow, otherWhere = where) {
    const over = this.at(row, where), under = this.at(otherRow, otherWhere);
    if (!over || !under || over.length !== under.length) return undefined;
    return median(over.map((value, i) => value / under[i]));
  }
}

/** What a bench prints, as [row, value, operations]. */
export function parseRows(text) {
  const [head, ...lines] = text.trim().split('\n');
  if (head !== 'name,operations,ns_each') throw new Error(`a bench printed ${JSON.stringify(head)} for its first line`);
  return lines.map((line) => {
    const [name, operations, value] = line.split(',');
    return [name, Number(value), Number(operations)];
  });
}

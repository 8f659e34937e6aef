export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Of an even number of values, the median is the mean of the two in the middle. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (min === undefined || max === undefined || low === undefined || high === undefined)
    throw new RangeError('there is no median of nothing');
  return { median: (low + high) / 2, min, max };
}

/** Rounded to what a reader can make use of, so that results stay readable. */
export function rounded({ median, min, max }: Spread, digits: number): Spread {
  const round = (value: number) => Number(value.toFixed(digits));
  return { median: round(median), min: round(min), max: round(max) };
}

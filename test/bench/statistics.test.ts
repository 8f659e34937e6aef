import { expect, test } from '@jest/globals';
import { rounded, spread } from './statistics';

test.each([
  [[5], { median: 5, min: 5, max: 5 }],
  [[9, 1, 2], { median: 2, min: 1, max: 9 }],
  [[10, 9, 1, 2], { median: 5.5, min: 1, max: 10 }],
])('the spread of %j', (values, expected) => {
  expect(spread(values)).toEqual(expected);
});

test('numbers are sorted as numbers, and the values stay as they are', () => {
  const values = [100, 9, 20];
  expect(spread(values).median).toBe(20);
  expect(values).toEqual([100, 9, 20]);
});

test('there is no median of nothing', () => {
  expect(() => spread([])).toThrow(RangeError);
});

test('rounding leaves the number of digits that is asked for', () => {
  expect(rounded({ median: 1.2345, min: 1, max: 2.999 }, 2)).toEqual({ median: 1.23, min: 1, max: 3 });
});

import { costSize } from '../cost';
import { contains } from '../evaluate/compare';
import type { CelValue } from '../evaluate/value';
import { type Cost, type Library, overloadsOf } from './declare';

type List = readonly CelValue[];

/** Lists as sets. Source: `ext.Sets` of cel-go. */
export const SETS: Library = {
  since: 29,
  overloads: overloadsOf([
    ['sets.contains', '(list(T), list(T)) -> bool', containsAll, pairs(1)],
    ['sets.equivalent', '(list(T), list(T)) -> bool', isEquivalent, pairs(2)],
    [
      'sets.intersects',
      '(list(T), list(T)) -> bool',
      (a: List, b: List) => a.some(item => contains(b, item)),
      pairs(1),
    ],
  ]),
};

function containsAll(list: List, part: List): boolean {
  return part.every(item => contains(list, item));
}

function isEquivalent(a: List, b: List): boolean {
  return containsAll(a, b) && containsAll(b, a);
}

function pairs(times: number): Cost {
  return ([a, b]) => 1 + costSize(a) * costSize(b) * times;
}

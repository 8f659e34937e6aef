import { costSize } from '../cost';
import { contains } from '../evaluate/compare';
import type { CelValue } from '../evaluate/value';
import type { Work } from '../work';
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
      (a: List, b: List, work: Work) => a.some(item => contains(b, item, work)),
      pairs(1),
    ],
  ]),
};

function containsAll(list: List, part: List, work: Work): boolean {
  return part.every(item => contains(list, item, work));
}

function isEquivalent(a: List, b: List, work: Work): boolean {
  return containsAll(a, b, work) && containsAll(b, a, work);
}

function pairs(times: number): Cost {
  return ([a, b]) => 1 + costSize(a) * costSize(b) * times;
}

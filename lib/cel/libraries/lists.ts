import { costSize, deepTraversal, LIST_COST } from '../cost';
import { add } from '../evaluate/arithmetic';
import { compare, equal, isList } from '../evaluate/compare';
import { EvaluationError } from '../evaluate/errors';
import { runtimeType } from '../evaluate/runtime-type';
import { limitItems } from '../evaluate/size-limit';
import { CelMap, type CelValue, Double, Duration, Uint } from '../evaluate/value';
import { SORT_MACROS } from '../parse/macros';
import type { Work } from '../work';
import { type FunctionRow, type Library, overloadsOf, ResultCost } from './declare';

type List = readonly CelValue[];

const COMPARABLE = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];
const ZEROS: readonly [type: string, zero: CelValue][] = [
  ['int', 0],
  ['uint', new Uint(0n)],
  ['double', new Double(0)],
  ['duration', new Duration(0n)],
];

/** Source: `library/lists.go` of k8s.io/apiserver. */
export const LISTS: Library = {
  since: 0,
  overloads: overloadsOf(
    [
      ...COMPARABLE.flatMap((type): FunctionRow[] => [
        ['isSorted', `list(${type}).() -> bool`, isSorted, deepTraversal],
        ['max', `list(${type}).() -> ${type}`, (list: List) => extreme('max', list, 1), deepTraversal],
        ['min', `list(${type}).() -> ${type}`, (list: List) => extreme('min', list, -1), deepTraversal],
      ]),
      ...ZEROS.map(([type, zero]): FunctionRow => {
        return [
          'sum',
          `list(${type}).() -> ${type}`,
          (list: List, work: Work) => list.reduce((sum, item) => add(sum, item, work), zero),
          deepTraversal,
        ];
      }),
      [
        'indexOf',
        'list(A).(A) -> int',
        (list: List, value: CelValue, work: Work) => list.findIndex(item => equal(item, value, work)),
        deepTraversal,
      ],
      ['lastIndexOf', 'list(A).(A) -> int', lastIndexOf, deepTraversal],
    ],
    { costOf: 'function' },
  ),
};

/** Source: version 3 of `ext.Lists` of cel-go. */
export const LISTS_EXTENDED: Library = {
  since: 34,
  macros: SORT_MACROS,
  overloads: overloadsOf([
    ['slice', 'list(A).(int, int) -> list(A)', slice, new ResultCost((_args, result) => listCost(costSize(result)))],
    ['flatten', 'list(list(A)).() -> list(A)', (list: List, work: Work) => flatten(list, 1, work), flattenCost],
    ['flatten', 'list(dyn).(int) -> list(dyn)', flatten, flattenCost],
    [
      'lists.range',
      '(int) -> list(int)',
      (count: number) => Array.from({ length: Math.max(0, count) }, (_, i) => i),
      rangeCost,
    ],
    ['reverse', 'list(A).() -> list(A)', (list: List) => [...list].reverse(), ([list]) => listCost(costSize(list))],
    ['distinct', 'list(A).() -> list(A)', distinct, ([list]) => pairsCost(list)],
    ...COMPARABLE.flatMap((type): FunctionRow[] => [
      ['sort', `list(${type}).() -> list(${type})`, (list: List) => sortBy(list, list), ([list]) => pairsCost(list)],
      ['@sortByAssociatedKeys', `list(A).(list(${type})) -> list(A)`, sortBy, ([, keys]) => pairsCost(keys)],
    ]),
  ]),
};

function lastIndexOf(list: List, value: CelValue, work: Work): number {
  for (let i = list.length - 1; i >= 0; i--) if (equal(list[i] as CelValue, value, work)) return i;
  return -1;
}

/** The order in lists: what is no number comes neither before nor behind another, so that it stays where it is. */
function order(a: CelValue, b: CelValue): number {
  return isNotANumber(a) || isNotANumber(b) ? 0 : compare(a, b);
}

function isNotANumber(value: CelValue): boolean {
  return value instanceof Double && Number.isNaN(value.value);
}

function isSorted(list: List): boolean {
  return list.every((item, i) => i === 0 || order(list[i - 1] as CelValue, item) <= 0);
}

function extreme(name: string, list: List, sign: number): CelValue {
  const [first, ...rest] = list;
  if (first === undefined) throw new EvaluationError(`${name} called on empty list`);
  return rest.reduce((best, item) => (order(item, best) * sign > 0 ? item : best), first);
}

function slice(list: List, start: number, end: number): List {
  const call = `cannot slice(${start}, ${end})`;
  if (start < 0 || end < 0) throw new EvaluationError(`${call}, negative indexes not supported`);
  if (start > end) throw new EvaluationError(`${call}, start index must be less than or equal to end index`);
  if (list.length < end) throw new EvaluationError(`${call}, list is length ${list.length}`);
  return list.slice(start, end);
}

function flatten(list: List, depth: number | bigint, work: Work): List {
  if (depth < 0) throw new EvaluationError('level must be non-negative');
  const items: CelValue[] = [];
  flattenInto(items, list, Number(depth), work);
  return items;
}

function flattenInto(items: CelValue[], list: List, depth: number, work: Work): void {
  work.step(list.length);
  for (const item of list) {
    if (isList(item) && depth > 0) flattenInto(items, item, depth - 1, work);
    else items.push(item);
  }
  limitItems(items.length);
}

/** Each value once, where it stands first. Values that are held as map keys can be found at once. */
function distinct(list: List, work: Work): List {
  const seen = new CelMap();
  const others: CelValue[] = [];
  return list.filter(item => {
    // It equals nothing.
    if (isNotANumber(item)) return true;
    if (seen.has(item) && isHeld(item)) return false;
    if (isHeld(item)) return seen.set(item, true);
    if (others.some(other => equal(item, other, work))) return false;
    others.push(item);
    return true;
  });
}

function isHeld(value: CelValue): boolean {
  return typeof value !== 'object' || value === null || value instanceof Uint || value instanceof Double;
}

function sortBy(list: List, keys: List): List {
  const [first] = keys;
  if (first === undefined) return list;
  const { name } = runtimeType(first);
  if (keys.some(key => runtimeType(key).name !== name)) {
    throw new EvaluationError('list elements must have the same type');
  }
  const places = keys.map((_, i) => i);
  places.sort((a, b) => order(keys[a] as CelValue, keys[b] as CelValue));
  return places.map(place => list[place] as CelValue);
}

function listCost(size: number, factor = 1): number {
  return Math.floor(size * factor) + 1 + LIST_COST;
}

function rangeCost([count]: List): number {
  return listCost(Math.max(0, Number(count)));
}

function flattenCost([list, depth = 1]: List): number {
  return listCost(costSize(list), Number(depth));
}

/** Comparing each item with each other. */
function pairsCost(list: CelValue | undefined): number {
  const size = costSize(list);
  const first = isList(list as CelValue) ? (list as List)[0] : undefined;
  const isText = typeof first === 'string' || first instanceof Uint8Array;
  return listCost(size * size, isText ? 2.1 : 2);
}

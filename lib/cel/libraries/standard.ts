import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  STRING,
  TIMESTAMP,
  TYPE,
  UINT,
} from '../check/type';
import { both, costSize, matching, product, shorter, traversal } from '../cost';
import { add, divide, modulo, multiply, negate, subtract } from '../evaluate/arithmetic';
import { compare, contains, equal, isList } from '../evaluate/compare';
import { EvaluationError, noSuchOverload } from '../evaluate/errors';
import { runtimeType } from '../evaluate/runtime-type';
import { CelMap, type CelValue, sizeOf, TypeValue } from '../evaluate/value';
import { STANDARD_MACROS } from '../parse/macros';
import type { Work } from '../work';
import { CONVERSIONS } from './conversions';
import { type FunctionRow, type Library, overloadsOf } from './declare';
import { compiledRegex } from './regex';
import { TIME_PARTS } from './time';

/** Of overloads that fit a type not yet known, the first decides what it is: their order is that of cel-go. */
const NUMBERS = ['double', 'int', 'uint'];
const COMPARED = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'];

/** Source: the section "List of Standard Definitions" of cel-spec, with comparisons between types of numbers. */
export const STANDARD: Library = {
  since: 0,
  macros: STANDARD_MACROS,
  types: [BOOL, BYTES, DOUBLE, DURATION, INT, listOf(DYN), mapOf(DYN, DYN), NULL, STRING, TIMESTAMP, TYPE, UINT],
  overloads: [
    ...overloadsOf(operators(), { isShared: true }),
    ...overloadsOf(texts(), { isGuarded: false }),
    ...overloadsOf(CONVERSIONS, { isGuarded: false }),
    ...overloadsOf(TIME_PARTS, { isGuarded: false }),
  ],
};

function operators(): FunctionRow[] {
  return [
    ['!_', '(bool) -> bool', not],
    ['-_', '(double) -> double', negate],
    ['-_', '(int) -> int', negate],
    ['@not_strictly_false', '(bool) -> bool', (value: CelValue) => value],
    ['_==_', '(A, A) -> bool', equal, shorter],
    ['_!=_', '(A, A) -> bool', (a: CelValue, b: CelValue, work: Work) => !equal(a, b, work), shorter],
    ['_+_', '(bytes, bytes) -> bytes', add, both],
    ...sums('_+_', ['double', 'duration'], add),
    ['_+_', '(duration, timestamp) -> timestamp', add],
    ['_+_', '(timestamp, duration) -> timestamp', add],
    ...sums('_+_', ['int', 'list(A)'], add),
    ['_+_', '(string, string) -> string', add, both],
    ...sums('_+_', ['uint'], add),
    ...sums('_-_', ['double', 'duration', 'int'], subtract),
    ['_-_', '(timestamp, duration) -> timestamp', subtract],
    ['_-_', '(timestamp, timestamp) -> duration', subtract],
    ...sums('_-_', ['uint'], subtract),
    ...sums('_*_', NUMBERS, multiply),
    ...sums('_/_', NUMBERS, divide),
    ...sums('_%_', ['int', 'uint'], modulo),
    ...comparisons('_<_', order => order < 0),
    ...comparisons('_<=_', order => order <= 0),
    ...comparisons('_>_', order => order > 0),
    ...comparisons('_>=_', order => order >= 0),
    ['@in', '(A, list(A)) -> bool', isIn, ([, list]) => costSize(list)],
    ['@in', '(A, map(A, B)) -> bool', isIn],
    ...['(bytes)', '(list(A))', '(map(A, B))', '(string)', 'bytes.()', 'list(A).()', 'map(A, B).()', 'string.()'].map(
      (call): FunctionRow => ['size', `${call} -> int`, size],
    ),
    [
      'type',
      '(A) -> type(A)',
      (value: CelValue) => new TypeValue(value instanceof TypeValue ? TYPE : runtimeType(value)),
    ],
    ['dyn', '(A) -> dyn', (value: CelValue) => value],
  ];
}

function texts(): FunctionRow[] {
  return [
    ['contains', 'string.(string) -> bool', (text: string, part: string) => text.includes(part), product],
    ['endsWith', 'string.(string) -> bool', (text: string, end: string) => text.endsWith(end), traversal],
    ['startsWith', 'string.(string) -> bool', (text: string, start: string) => text.startsWith(start), traversal],
    ['matches', '(string, string) -> bool', matches],
    ['matches', 'string.(string) -> bool', matches, matching],
  ];
}

function sums(name: string, types: readonly string[], run: FunctionRow[2]): FunctionRow[] {
  return types.map(type => [name, `(${type}, ${type}) -> ${type}`, run]);
}

/** Numbers of different types are compared too. */
function comparisons(name: string, test: (order: number) => boolean): FunctionRow[] {
  const run = (a: CelValue, b: CelValue) => test(compare(a, b));
  return COMPARED.flatMap((type): FunctionRow[] => {
    const signature = `(${type}, ${type}) -> bool`;
    if (type === 'string' || type === 'bytes') return [[name, signature, run, shorter]];
    const others = NUMBERS.includes(type) ? NUMBERS.filter(other => other !== type) : [];
    return [[name, signature, run], ...others.map((other): FunctionRow => [name, `(${type}, ${other}) -> bool`, run])];
  });
}

function not(value: CelValue): boolean {
  if (typeof value !== 'boolean') throw noSuchOverload();
  return !value;
}

function isIn(value: CelValue, holder: CelValue, work: Work): boolean {
  if (holder instanceof CelMap) return holder.has(value);
  if (isList(holder)) return contains(holder, value, work);
  throw noSuchOverload();
}

function size(value: CelValue): CelValue {
  const found = sizeOf(value);
  if (found === undefined) throw new EvaluationError('no such overload: size');
  return found;
}

function matches(text: string, pattern: string, work: Work): boolean {
  return compiledRegex(pattern).test(text, work);
}

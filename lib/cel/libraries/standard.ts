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
import { CONVERSIONS } from './conversions';
import { type FunctionRow, type Library, overloadsOf } from './declare';
import { compiledRegex } from './regex';
import { TIME_PARTS } from './time';

const NUMBERS = ['int', 'uint', 'double'];
const ORDERED = ['bool', 'string', 'bytes', 'timestamp', 'duration'];

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
    ['-_', '(int) -> int', negate],
    ['-_', '(double) -> double', negate],
    ['@not_strictly_false', '(bool) -> bool', (value: CelValue) => value],
    ['_==_', '(A, A) -> bool', equal, shorter],
    ['_!=_', '(A, A) -> bool', (a: CelValue, b: CelValue) => !equal(a, b), shorter],
    ...sums('_+_', [...NUMBERS, 'duration', 'list(A)'], add),
    ['_+_', '(string, string) -> string', add, both],
    ['_+_', '(bytes, bytes) -> bytes', add, both],
    ['_+_', '(timestamp, duration) -> timestamp', add],
    ['_+_', '(duration, timestamp) -> timestamp', add],
    ...sums('_-_', [...NUMBERS, 'duration'], subtract),
    ['_-_', '(timestamp, duration) -> timestamp', subtract],
    ['_-_', '(timestamp, timestamp) -> duration', subtract],
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
  const rows: FunctionRow[] = ORDERED.map(type => {
    const signature = `(${type}, ${type}) -> bool`;
    return type === 'string' || type === 'bytes' ? [name, signature, run, shorter] : [name, signature, run];
  });
  for (const a of NUMBERS) for (const b of NUMBERS) rows.push([name, `(${a}, ${b}) -> bool`, run]);
  return rows;
}

function not(value: CelValue): boolean {
  if (typeof value !== 'boolean') throw noSuchOverload();
  return !value;
}

function isIn(value: CelValue, holder: CelValue): boolean {
  if (holder instanceof CelMap) return holder.has(value);
  if (isList(holder)) return contains(holder, value);
  throw noSuchOverload();
}

function size(value: CelValue): CelValue {
  const found = sizeOf(value);
  if (found === undefined) throw new EvaluationError('no such overload: size');
  return found;
}

function matches(text: string, pattern: string): boolean {
  return compiledRegex(pattern).test(text);
}

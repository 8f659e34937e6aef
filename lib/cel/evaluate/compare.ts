import type { Work } from '../work';
import { EvaluationError, noSuchOverload } from './errors';
import {
  CelMap,
  type CelValue,
  Double,
  Duration,
  ExtensionValue,
  isInt,
  KeyedList,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from './value';

/** Whether two values are equal. Numbers are equal whatever their types; values of different types are not. */
export function equal(a: CelValue, b: CelValue, work: Work): boolean {
  if (typeof a === 'string' || typeof a === 'boolean' || a === null) return a === b;
  if (isNumeric(a)) return isNumeric(b) && equalNumbers(a, b);
  if (a instanceof CelMap) return b instanceof CelMap && equalMaps(a, b, work);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Optional) return b instanceof Optional && equalOptionals(a, b, work);
  if (a instanceof ExtensionValue) return equalExtensions(a, b);
  return isList(b) && equalLists(a, b, work);
}

export function isList(value: CelValue): value is readonly CelValue[] {
  return Array.isArray(value);
}

type Numeric = number | bigint | Uint | Double;

function isNumeric(value: CelValue): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint || value instanceof Double;
}

/** JavaScript compares a number and a bigint by what they are worth. */
function worth(value: Numeric): number | bigint {
  return typeof value === 'object' ? value.value : value;
}

/** Beside a double, others are made doubles, and lose what those cannot hold. Source: `common/types/compare.go` of cel-go. */
function worths(a: Numeric, b: Numeric): [number | bigint, number | bigint] {
  const isDouble = a instanceof Double || b instanceof Double;
  return isDouble ? [Number(worth(a)), Number(worth(b))] : [worth(a), worth(b)];
}

function equalNumbers(a: Numeric, b: Numeric): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  const [x, y] = worths(a, b);
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint of the same worth are equal here
  return x == y;
}

function equalMaps(a: CelMap, b: CelMap, work: Work): boolean {
  if (a.size !== b.size) return false;
  for (const key of a.keys()) {
    work.step(1);
    const other = b.get(key);
    if (other === undefined || !equal(a.get(key) as CelValue, other, work)) return false;
  }
  return true;
}

function equalLists(a: readonly CelValue[], b: readonly CelValue[], work: Work): boolean {
  if (a.length !== b.length) return false;
  if (a instanceof KeyedList) return equalKeyed(a, b, work);
  if (b instanceof KeyedList) return equalKeyed(b, a, work);
  for (let i = 0; i < a.length; i++) {
    work.step(1);
    if (!equal(a[i] as CelValue, b[i] as CelValue, work)) return false;
  }
  return true;
}

/** Whatever the order, each item is there. */
function equalKeyed(a: KeyedList, b: readonly CelValue[], work: Work): boolean {
  work.step(a.length);
  const others = new Map(b.map(item => [a.keyOf(item), item]));
  return a.every(item => {
    const other = others.get(a.keyOf(item));
    return other !== undefined && equal(item, other, work);
  });
}

function equalOptionals(a: Optional, b: Optional, work: Work): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  work.step(1);
  return equal(a.value, b.value, work);
}

function equalExtensions(a: ExtensionValue, b: CelValue): boolean {
  if (b instanceof ExtensionValue && b.type === a.type) return a.equals(b);
  // Kubernetes' types know no equality with others, except that null is not one of them.
  if (b === null) return false;
  throw noSuchOverload();
}

/** Negative, zero or positive, as `a` is less than, equal to, or more than `b`. Throws where they have no order. */
export function compare(a: CelValue, b: CelValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (a instanceof Timestamp && b instanceof Timestamp) return compareWorth(a.nanos, b.nanos);
  if (a instanceof Duration && b instanceof Duration) return compareWorth(a.nanos, b.nanos);
  throw noSuchOverload();
}

function compareNumbers(a: Numeric, b: Numeric): number {
  const [x, y] = worths(a, b);
  if (Number.isNaN(x) || Number.isNaN(y)) throw new EvaluationError('NaN values cannot be ordered');
  return compareWorth(x, y);
}

function compareWorth(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the order of code points, as Go has it (UTF-16, which JavaScript compares, has another). */
export function compareStrings(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Whether a list holds a value. */
export function contains(list: readonly CelValue[], value: CelValue, work: Work): boolean {
  return list.some(item => {
    work.step(1);
    return equal(item, value, work);
  });
}

/** Whether a value is int, for positions in lists: numbers of other types count where they are whole. */
export function indexOf(value: CelValue): number {
  if (isInt(value)) return Number(value);
  if (value instanceof Uint) return Number(value.value);
  if (value instanceof Double && Number.isInteger(value.value)) return value.value;
  if (value instanceof Double) throw new EvaluationError(`unsupported index value ${value.value} in list`);
  throw new EvaluationError(
    `unsupported index type '${typeof value === 'string' ? 'string' : typeName(value)}' in list`,
  );
}

function typeName(value: CelValue): string {
  return typeof value === 'boolean' ? 'bool' : value === null ? 'null_type' : 'map';
}

import type { Work } from '../work';
import { isList } from './compare';
import { EvaluationError, noSuchOverload } from './errors';
import { limitCharacters, limitItems } from './size-limit';
import { addTime, subtractTime } from './time';
import {
  type CelValue,
  Double,
  Duration,
  intOf,
  isInt,
  KeyedList,
  keyedList,
  MAX_INT64,
  MAX_UINT64,
  MIN_INT64,
  Timestamp,
  Uint,
} from './value';

export function add(a: CelValue, b: CelValue, work: Work): CelValue {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    return Number.isSafeInteger(sum) ? sum : intOf(BigInt(a) + BigInt(b));
  }
  if (typeof a === 'string' && typeof b === 'string') return addStrings(a, b);
  if (isInt(a) && isInt(b)) return checkedInt(BigInt(a) + BigInt(b));
  if (a instanceof Double && b instanceof Double) return new Double(a.value + b.value);
  if (a instanceof Uint && b instanceof Uint) return checkedUint(a.value + b.value);
  if (isList(a) && isList(b)) return addLists(a, b, work);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.concat([a, b]);
  if (isTime(a) && isTime(b)) return addTime(a, b);
  throw noSuchOverload();
}

export function subtract(a: CelValue, b: CelValue): CelValue {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    return Number.isSafeInteger(difference) ? difference : intOf(BigInt(a) - BigInt(b));
  }
  if (isInt(a) && isInt(b)) return checkedInt(BigInt(a) - BigInt(b));
  if (a instanceof Double && b instanceof Double) return new Double(a.value - b.value);
  if (a instanceof Uint && b instanceof Uint) return checkedUint(a.value - b.value);
  if (isTime(a) && isTime(b)) return subtractTime(a, b);
  throw noSuchOverload();
}

export function multiply(a: CelValue, b: CelValue): CelValue {
  if (isInt(a) && isInt(b)) {
    const product = Number(a) * Number(b);
    // Minus zero is no int.
    return Number.isSafeInteger(product) ? product + 0 : checkedInt(BigInt(a) * BigInt(b));
  }
  if (a instanceof Double && b instanceof Double) return new Double(a.value * b.value);
  if (a instanceof Uint && b instanceof Uint) return checkedUint(a.value * b.value);
  throw noSuchOverload();
}

export function divide(a: CelValue, b: CelValue): CelValue {
  if (a instanceof Double && b instanceof Double) return new Double(a.value / b.value);
  const [x, y] = operands(a, b, 'division by zero');
  return a instanceof Uint ? new Uint(x / y) : checkedInt(x / y);
}

export function modulo(a: CelValue, b: CelValue): CelValue {
  const [x, y] = operands(a, b, 'modulus by zero');
  if (a instanceof Uint) return new Uint(x % y);
  if (x === MIN_INT64 && y === -1n) throw new EvaluationError('integer overflow');
  return intOf(x % y);
}

export function negate(value: CelValue): CelValue {
  if (isInt(value)) return checkedInt(-BigInt(value));
  if (value instanceof Double) return new Double(-value.value);
  throw noSuchOverload();
}

function operands(a: CelValue, b: CelValue, zero: string): [bigint, bigint] {
  let pair: [bigint, bigint];
  if (isInt(a) && isInt(b)) pair = [BigInt(a), BigInt(b)];
  else if (a instanceof Uint && b instanceof Uint) pair = [a.value, b.value];
  else throw noSuchOverload();
  if (pair[1] === 0n) throw new EvaluationError(zero);
  return pair;
}

export function checkedInt(value: bigint): number | bigint {
  if (value < MIN_INT64 || value > MAX_INT64) throw new EvaluationError('integer overflow');
  return intOf(value);
}

export function checkedUint(value: bigint): Uint {
  if (value < 0n || value > MAX_UINT64) throw new EvaluationError('unsigned integer overflow');
  return new Uint(value);
}

function isTime(value: CelValue): value is Timestamp | Duration {
  return value instanceof Timestamp || value instanceof Duration;
}

function addStrings(a: string, b: string): string {
  limitCharacters(a.length + b.length);
  return a + b;
}

/** Items that are copied in the time of a step. */
const COPIED_PER_STEP = 30;

/** A list that macros build grows with each step: it is the macro's own (see `Accumulator`). */
function addLists(a: readonly CelValue[], b: readonly CelValue[], work: Work): readonly CelValue[] {
  limitItems(a.length + b.length);
  work.step((a.length + b.length) / COPIED_PER_STEP);
  if (!(a instanceof KeyedList)) return a.concat(b);
  work.step(a.length + b.length);
  const items = new Map(a.map(item => [a.keyOf(item), item]));
  for (const item of b) items.set(a.keyOf(item), item);
  return keyedList(items.values(), a.keyOf);
}

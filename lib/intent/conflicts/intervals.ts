import type { YamlValue } from '../../yaml/value';
import type { Condition } from '../conditions';
import { compareDecimals, type Decimal, floor, formatDecimal, isInteger, plus } from '../decimal';
import type { ExpectationTarget } from '../expectation';
import { targetDefinition } from '../targets';

/** One end of an interval; open where the value itself is not allowed. */
export interface Bound {
  value: Decimal;
  isOpen: boolean;
}

/**
 * What a target allows: an interval, a set of values, or all but a set. What has no order and is no set (a map, an
 * area) allows what nobody can compare: undefined.
 */
export type Allowed =
  | { kind: 'interval'; low?: Bound; high?: Bound }
  | { kind: 'set'; values: ReadonlySet<string> }
  | { kind: 'except'; values: ReadonlySet<string> };

/**
 * The values that fulfil a target, numbers in its base unit. TS 28.312 does not say whether the ends of a range belong
 * to it: here they do.
 */
export function allowedBy({ known, measured, value, name }: ExpectationTarget): Allowed | undefined {
  if (!known) return undefined;
  if (!measured) return setOf(known, value);
  const isWhole = targetDefinition(name)?.kind === 'integer';
  const { values } = measured;
  if (known === 'IS_ONE_OF' || known === 'IS_NOT_ONE_OF') {
    return { kind: known === 'IS_ONE_OF' ? 'set' : 'except', values: new Set(values.map(formatDecimal)) };
  }
  const interval = intervalOf(known, values);
  return interval && isWhole ? closed(interval) : interval;
}

type Interval = Extract<Allowed, { kind: 'interval' }>;

function intervalOf(condition: Condition, values: readonly Decimal[]): Interval | undefined {
  const [first, second] = values;
  if (first === undefined) return undefined;
  switch (condition) {
    case 'IS_EQUAL_TO':
      return { kind: 'interval', low: { value: first, isOpen: false }, high: { value: first, isOpen: false } };
    case 'IS_LESS_THAN':
      return { kind: 'interval', high: { value: first, isOpen: true } };
    case 'IS_EQUAL_TO_OR_LESS_THAN':
      return { kind: 'interval', high: { value: first, isOpen: false } };
    case 'IS_GREATER_THAN':
      return { kind: 'interval', low: { value: first, isOpen: true } };
    case 'IS_EQUAL_TO_OR_GREATER_THAN':
      return { kind: 'interval', low: { value: first, isOpen: false } };
    case 'IS_WITHIN_RANGE':
      if (second === undefined || values.length > 2) return undefined;
      return { kind: 'interval', low: { value: first, isOpen: false }, high: { value: second, isOpen: false } };
    default:
      return undefined;
  }
}

/** Of whole numbers, those above 4 begin with 5: between `> 4` and `< 5` there is none. */
function closed({ low, high }: Interval): Interval {
  const interval: Interval = { kind: 'interval' };
  if (low) {
    const whole = floor(low.value);
    const isFirst = !low.isOpen && isInteger(low.value);
    interval.low = { value: isFirst ? whole : plus(whole, 1n), isOpen: false };
  }
  if (high) {
    const whole = floor(high.value);
    interval.high = { value: high.isOpen && isInteger(high.value) ? plus(whole, -1n) : whole, isOpen: false };
  }
  return interval;
}

function setOf(condition: Condition, value: YamlValue): Allowed | undefined {
  const items = Array.isArray(value) ? value : [value];
  if (items.some(item => typeof item === 'object')) return undefined;
  const values = new Set(items.map(String));
  if (condition === 'IS_ONE_OF') return { kind: 'set', values };
  if (condition === 'IS_EQUAL_TO' && !Array.isArray(value)) return { kind: 'set', values };
  return condition === 'IS_NOT_ONE_OF' ? { kind: 'except', values } : undefined;
}

/** Whether no value fulfils both. */
export function excludeEachOther(a: Allowed, b: Allowed): boolean {
  if (a.kind === 'interval' && b.kind === 'interval') return isAbove(a.low, b.high) || isAbove(b.low, a.high);
  if (a.kind === 'interval') return b.kind !== 'interval' && setMisses(b, a);
  if (b.kind === 'interval') return setMisses(a, b);
  if (a.kind === 'set' && b.kind === 'set') return [...a.values].every(value => !b.values.has(value));
  if (a.kind === 'set') return [...a.values].every(value => b.values.has(value));
  return b.kind === 'set' && [...b.values].every(value => a.values.has(value));
}

/** Whether nothing at all fulfils it. */
export function isEmpty(allowed: Allowed): boolean {
  if (allowed.kind === 'interval') return isAbove(allowed.low, allowed.high);
  return allowed.kind === 'set' && allowed.values.size === 0;
}

/** Whether the low end lies above the high end. */
export function isAbove(low: Bound | undefined, high: Bound | undefined): boolean {
  if (!low || !high) return false;
  const order = compareDecimals(low.value, high.value);
  return order > 0 || (order === 0 && (low.isOpen || high.isOpen));
}

function setMisses(set: Exclude<Allowed, Interval>, interval: Interval): boolean {
  const { low, high } = interval;
  if (set.kind === 'except') {
    const isPoint = low && high && compareDecimals(low.value, high.value) === 0;
    return Boolean(isPoint) && set.values.has(formatDecimal((low as Bound).value));
  }
  return [...set.values].every(text => {
    const match = /^-?\d+(?:\.\d+)?$/.test(text);
    if (!match) return true;
    const [whole = '', fraction = ''] = text.split('.');
    const point: Bound = { value: { digits: BigInt(whole + fraction), scale: fraction.length }, isOpen: false };
    return isAbove(low, point) || isAbove(point, high);
  });
}

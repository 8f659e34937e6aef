import type { YamlValue } from '../yaml/value';
import { type Decimal, parseDecimal, shift } from './decimal';

interface Unit {
  quantity: 'time' | 'rate' | 'ratio' | 'count' | 'speed' | 'density' | 'efficiency' | 'power';
  /** Power of ten from the unit to that of its quantity. */
  exponent: number;
}

/** Units authors write. k is 1000, b is bit; case counts, for `m` is no `M` and `B` no `b`. */
const UNITS: Readonly<Record<string, Unit>> = {
  s: { quantity: 'time', exponent: 0 },
  ms: { quantity: 'time', exponent: -3 },
  us: { quantity: 'time', exponent: -6 },
  µs: { quantity: 'time', exponent: -6 },
  μs: { quantity: 'time', exponent: -6 },
  ns: { quantity: 'time', exponent: -9 },
  seconds: { quantity: 'time', exponent: 0 },
  milliseconds: { quantity: 'time', exponent: -3 },
  microseconds: { quantity: 'time', exponent: -6 },
  bps: { quantity: 'rate', exponent: 0 },
  kbps: { quantity: 'rate', exponent: 3 },
  Kbps: { quantity: 'rate', exponent: 3 },
  Mbps: { quantity: 'rate', exponent: 6 },
  Gbps: { quantity: 'rate', exponent: 9 },
  Tbps: { quantity: 'rate', exponent: 12 },
  'bit/s': { quantity: 'rate', exponent: 0 },
  'kbit/s': { quantity: 'rate', exponent: 3 },
  'Mbit/s': { quantity: 'rate', exponent: 6 },
  // TMF921 intents in circulation write it so; a millibit nobody means.
  'mbit/s': { quantity: 'rate', exponent: 6 },
  'Gbit/s': { quantity: 'rate', exponent: 9 },
  'Tbit/s': { quantity: 'rate', exponent: 12 },
  '%': { quantity: 'ratio', exponent: -2 },
  percent: { quantity: 'ratio', exponent: -2 },
  percentage: { quantity: 'ratio', exponent: -2 },
  ratio: { quantity: 'ratio', exponent: 0 },
  count: { quantity: 'count', exponent: 0 },
  'km/h': { quantity: 'speed', exponent: 0 },
  'users/km2': { quantity: 'density', exponent: 0 },
  '/km2': { quantity: 'density', exponent: 0 },
  'bit/J': { quantity: 'efficiency', exponent: 0 },
  dBm: { quantity: 'power', exponent: 0 },
};

const QUANTITY = /^([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*([^\s\d].*)$/;
/** No quantity is longer; the rest is text. */
const MAX_LENGTH = 1000;

/** A number in the base unit of its kind. */
export interface Quantity {
  decimal: Decimal;
  unit: string;
}

/** What a value is: a quantity, a number that no unit is known for, no number, or one that cannot be scaled. */
export type Measured =
  | { status: 'quantity'; quantity: Quantity; written?: string }
  | { status: 'plain' }
  | { status: 'text' }
  | { status: 'refused'; reason: string };

/**
 * Measures one value. A bare number is taken in `base`, the unit of its target; one with a unit is scaled to it. A
 * Kubernetes quantity this is not: there `1m` is a thousandth.
 */
export function measure(value: YamlValue, base: string | undefined, stated?: string): Measured {
  if (typeof value === 'object' || typeof value === 'boolean') return { status: 'text' };
  const text = String(value).trim();
  if (text.length > MAX_LENGTH) return { status: 'text' };
  const bare = parseDecimal(text);
  if (bare) {
    if (stated !== undefined) return scale(bare, stated, base);
    return base === undefined ? { status: 'plain' } : { status: 'quantity', quantity: { decimal: bare, unit: base } };
  }
  const match = QUANTITY.exec(text);
  const decimal = match && parseDecimal(match[1] as string);
  if (!match || !decimal) return { status: 'text' };
  const written = (match[2] as string).trim();
  if (stated !== undefined && stated !== written && !sameUnit(stated, written)) {
    return { status: 'refused', reason: `the value is in ${written}, its unit says ${stated}: keep one of the two` };
  }
  return scale(decimal, written, base);
}

function scale(decimal: Decimal, written: string, base: string | undefined): Measured {
  const unit = unitOf(written);
  const known = base === undefined ? undefined : unitOf(base);
  if (!unit) {
    if (!known) return { status: 'text' };
    return { status: 'refused', reason: `${JSON.stringify(written)} is no unit of ${known.quantity}${mend(written)}` };
  }
  if (known && known.quantity !== unit.quantity) {
    return { status: 'refused', reason: `${written} measures ${unit.quantity}, not ${known.quantity} (${base})` };
  }
  const target = base ?? BASES[unit.quantity];
  const exponent = unit.exponent - (unitOf(target)?.exponent ?? 0);
  return { status: 'quantity', quantity: { decimal: shift(decimal, exponent), unit: target }, written };
}

/** The base unit of a quantity where no target names one (TS 28.541 YANG). */
const BASES: Readonly<Record<Unit['quantity'], string>> = {
  time: 'ms',
  rate: 'kbit/s',
  ratio: 'percent',
  count: 'count',
  speed: 'km/h',
  density: 'users/km2',
  efficiency: 'bit/J',
  power: 'dBm',
};

function unitOf(name: string): Unit | undefined {
  return Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
}

function sameUnit(a: string, b: string): boolean {
  const [one, other] = [unitOf(a), unitOf(b)];
  return one !== undefined && one.quantity === other?.quantity && one.exponent === other.exponent;
}

/** What to write in place of a unit that is not guessed at. */
function mend(written: string): string {
  if (/^[kKMGT]?B(?:\/s|ps)$/.test(written)) return ': B is bytes; give bits, such as 8Mbit/s for 1MB/s';
  if (/^[KMGT]i/.test(written)) return ': factors of 1024 are not used for rates; give kbit/s, Mbit/s or Gbit/s';
  return `: known are ${Object.keys(UNITS).join(', ')}; upper and lower case count`;
}

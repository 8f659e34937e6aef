import type { YamlValue } from '../yaml/value';

/** A quantity in the base unit of its kind. */
export interface Quantity {
  /** A bigint beyond 2^53. */
  value: number | bigint;
  unit: string;
}

interface Unit {
  base: string;
  /** Power of ten from the unit to its base. */
  exponent: number;
}

/**
 * Units authors write, with the base they scale to: milliseconds, kbit/s, percent (TS 28.541 YANG). k is 1000, b is
 * bit; bytes (`MB/s`) are another quantity, and are not guessed at.
 */
const UNITS: Readonly<Record<string, Unit>> = {
  s: { base: 'ms', exponent: 3 },
  ms: { base: 'ms', exponent: 0 },
  us: { base: 'ms', exponent: -3 },
  µs: { base: 'ms', exponent: -3 },
  ns: { base: 'ms', exponent: -6 },
  bps: { base: 'kbit/s', exponent: -3 },
  kbps: { base: 'kbit/s', exponent: 0 },
  Mbps: { base: 'kbit/s', exponent: 3 },
  Gbps: { base: 'kbit/s', exponent: 6 },
  'bit/s': { base: 'kbit/s', exponent: -3 },
  'kbit/s': { base: 'kbit/s', exponent: 0 },
  'Mbit/s': { base: 'kbit/s', exponent: 3 },
  'Gbit/s': { base: 'kbit/s', exponent: 6 },
  '%': { base: 'percent', exponent: 0 },
  'km/h': { base: 'km/h', exponent: 0 },
};

const QUANTITY = /^([-+]?\d+(?:\.\d+)?)\s*([A-Za-zµ%][A-Za-z/%]*)$/;
const NUMBER = /^[-+]?\d+(?:\.\d+)?$/;

/** The unit an author wrote behind a number; undefined where there is none this library knows. */
export function writtenUnit(value: YamlValue): string | undefined {
  const unit = typeof value === 'string' ? QUANTITY.exec(value.trim())?.[2] : undefined;
  return unit !== undefined && Object.hasOwn(UNITS, unit) ? unit : undefined;
}

/**
 * A value in the base unit. A bare number takes `unit`, the unit of its target. Undefined where the value is no number,
 * has no unit, or has one of another quantity than its target.
 */
export function normalize(value: YamlValue, unit: string | undefined): Quantity | undefined {
  const text = String(value).trim();
  if (typeof value !== 'object' && typeof value !== 'boolean' && NUMBER.test(text)) {
    return unit === undefined ? undefined : { value: scale(text, 0), unit };
  }
  const match = typeof value === 'string' ? QUANTITY.exec(text) : null;
  const written = writtenUnit(value);
  const known = written === undefined ? undefined : UNITS[written];
  if (!match || !known || (unit !== undefined && unit !== known.base)) return undefined;
  return { value: scale(match[1] as string, known.exponent), unit: known.base };
}

/** Shifts the decimal point: exact, where a multiplication of floats is not (0.1 Gbps are 100000 kbit/s). */
function scale(decimal: string, exponent: number): number | bigint {
  const value = Number(`${decimal}e${exponent}`);
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = fraction.padEnd(exponent, '0');
  return /^0*$/.test(digits.slice(exponent)) ? BigInt(whole + digits.slice(0, exponent)) : value;
}

import { struct } from '../check/type';
import { charactersCost, costSize } from '../cost';
import { EvaluationError } from '../evaluate/errors';
import { type CelValue, Double, ExtensionValue, intOf, MAX_INT64, MIN_INT64 } from '../evaluate/value';
import { type Cost, type FunctionRow, type Library, overloadsOf } from './declare';

const QUANTITY_TYPE = struct('kubernetes.Quantity');

const NANO = 1_000_000_000n;

/** Powers of ten and of two behind a number. Source: `resource/suffix.go` of apimachinery. */
const SUFFIXES = new Map<string, { base: 2n | 10n; exponent: bigint }>([
  ...['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map(
    (suffix, i) => [suffix, { base: 10n, exponent: BigInt(i * 3 - 9) }] as const,
  ),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map(
    (suffix, i) => [suffix, { base: 2n, exponent: BigInt((i + 1) * 10) }] as const,
  ),
]);

/** Longer exponents make numbers that nothing is measured in, and that take long to read. */
const MAX_EXPONENT = 1000n;
const WRONG_FORM = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** An amount, exact to the billionth. `isWide`: it is beyond what the API server holds as an integer. */
export class Quantity extends ExtensionValue {
  readonly type = QUANTITY_TYPE;

  constructor(
    readonly nanos: bigint,
    readonly isWide = false,
  ) {
    super();
  }

  equals(other: ExtensionValue): boolean {
    return other instanceof Quantity && other.nanos === this.nanos;
  }
}

/** Reads a quantity; gives what is wrong with a text that is none. Source: `resource/quantity.go` of apimachinery. */
export function parseQuantity(text: string): Quantity | string {
  const parts = /^([-+]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text);
  if (text === '' || !parts) return WRONG_FORM;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = parts;
  const power = powerOf(suffix);
  if (!power) return "unable to parse quantity's suffix";
  // Without a digit, it is zero.
  const digits = BigInt(whole + fraction);
  const tens = (power.base === 10n ? power.exponent : 0n) + 9n - BigInt(fraction.length);
  const twos = power.base === 2n ? 2n ** power.exponent : 1n;
  const scaled = digits * twos;
  const nanos = tens >= 0n ? scaled * 10n ** tens : roundedUp(scaled, 10n ** -tens);
  const capped = power.base === 2n && nanos > MAX_INT64 * NANO ? MAX_INT64 * NANO : nanos;
  return new Quantity(sign === '-' ? -capped : capped, isWide(whole, fraction, power));
}

function powerOf(suffix: string): { base: 2n | 10n; exponent: bigint } | undefined {
  const known = SUFFIXES.get(suffix);
  if (known) return known;
  const [, exponent] = /^[eE]([-+]?\d+)$/.exec(suffix) ?? [];
  const value = exponent === undefined ? undefined : BigInt(exponent.replace(/^\+/, ''));
  if (value === undefined || value > MAX_EXPONENT || value < -MAX_EXPONENT) return undefined;
  return { base: 10n, exponent: value };
}

/** Away from zero: whoever wants something gets something. */
function roundedUp(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}

/** What the API server keeps as a decimal it gives no integer of, even where it is one. */
function isWide(whole: string, fraction: string, { base, exponent }: { base: bigint; exponent: bigint }): boolean {
  const length = whole.replace(/^0+/, '').length + fraction.length;
  if (base === 10n) return length > 18 || exponent - BigInt(fraction.length) < -9n;
  return fraction.length > 0 || length > 15 - Math.trunc((Number(exponent) * 3) / 10) - 1;
}

function quantityOf(text: string): Quantity {
  const quantity = parseQuantity(text);
  if (typeof quantity === 'string') throw new EvaluationError(quantity);
  return quantity;
}

function isInteger({ nanos, isWide: wide }: Quantity): boolean {
  const value = nanos / NANO;
  return !wide && nanos % NANO === 0n && value >= MIN_INT64 && value <= MAX_INT64;
}

function toInteger(quantity: Quantity): CelValue {
  if (!isInteger(quantity)) throw new EvaluationError('cannot convert value to integer');
  return intOf(quantity.nanos / NANO);
}

function toDouble({ nanos }: Quantity): Double {
  return new Double(Number(nanos / NANO) + Number(nanos % NANO) / 1e9);
}

function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

function plus(a: Quantity, nanos: bigint): Quantity {
  return new Quantity(a.nanos + nanos, a.isWide);
}

type Int = number | bigint;

const one: Cost = () => 1;
const reading: Cost = ([text]) => charactersCost(costSize(text));

/** Source: `library/quantity.go` of k8s.io/apiserver. */
const ROWS: readonly FunctionRow[] = [
  ['quantity', '(string) -> Quantity', quantityOf, reading],
  ['isQuantity', '(string) -> bool', (text: string) => typeof parseQuantity(text) !== 'string', reading],
  ['sign', '(Quantity) -> int', ({ nanos }: Quantity) => (nanos < 0n ? -1 : nanos > 0n ? 1 : 0), one],
  ['isGreaterThan', 'Quantity.(Quantity) -> bool', (a: Quantity, b: Quantity) => a.nanos > b.nanos, one],
  ['isLessThan', 'Quantity.(Quantity) -> bool', (a: Quantity, b: Quantity) => a.nanos < b.nanos, one],
  ['compareTo', 'Quantity.(Quantity) -> int', compareQuantities, one],
  ['asApproximateFloat', 'Quantity.() -> double', toDouble, one],
  ['asInteger', 'Quantity.() -> int', toInteger, one],
  ['isInteger', 'Quantity.() -> bool', isInteger, one],
  ['add', 'Quantity.(Quantity) -> Quantity', (a: Quantity, b: Quantity) => plus(a, b.nanos), one],
  ['add', 'Quantity.(int) -> Quantity', (a: Quantity, b: Int) => plus(a, BigInt(b) * NANO), one],
  ['sub', 'Quantity.(Quantity) -> Quantity', (a: Quantity, b: Quantity) => plus(a, -b.nanos), one],
  ['sub', 'Quantity.(int) -> Quantity', (a: Quantity, b: Int) => plus(a, -BigInt(b) * NANO), one],
];

export const QUANTITY: Library = {
  since: 28,
  overloads: overloadsOf(ROWS, { types: [QUANTITY_TYPE], costOf: 'function' }),
};

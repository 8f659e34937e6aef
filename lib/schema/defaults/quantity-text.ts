import { parseQuantity } from '../../cel/libraries/quantity';

const NANO = 1_000_000_000n;
/** What is in its canonical form already, as nearly all quantities of manifests are. */
const PLAIN = /^[1-9]\d{0,2}(?:[mkMGTP]|[KMGTP]i)?$/;
const BINARY = /[KMGTPE]i$/;
const EXPONENT = /[eE][-+]?\d+$/;
const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** A quantity as the API server writes it: `1000m` → `1`, `1.5Gi` → `1536Mi`, `0.5` → `500m`; what is none stays. */
export function canonicalQuantity(text: string): string {
  return canonical(text, -9, nanos => nanos);
}

/** Rounded up to thousandths, as amounts of resources are. */
export function canonicalAmount(text: string): string {
  return canonical(text, -3, nanos => roundedUp(nanos, 1_000_000n));
}

function canonical(text: string, finest: number, round: (nanos: bigint) => bigint): string {
  if (PLAIN.test(text)) return text;
  const trimmed = text.trim();
  const quantity = parseQuantity(trimmed);
  if (typeof quantity === 'string') return text;
  const scale = keptScale(trimmed);
  if (scale !== undefined && scale >= finest) return trimmed;
  return quantityText(round(quantity.nanos), formatOf(trimmed));
}

/**
 * The power of ten of the last digit, of a text that is kept because it is nearly canonical: `1.500`, `12E6`, `+1Gi`, `01`.
 * Source: the fast path of `ParseQuantity` in `resource/quantity.go` of apimachinery.
 */
function keptScale(text: string): number | undefined {
  const [, whole = '', fraction = '', suffix = ''] = /^[-+]?0*(\d*)\.?(\d*)(.*)$/.exec(text) ?? [];
  const digits = (whole === '' ? '0' : whole) + fraction;
  const power = BINARY_SUFFIXES.indexOf(suffix);
  if (power > 0) {
    const isShort = 14 - digits.length - 3 * power >= 0;
    return fraction === '' && isShort && Number(digits) % 8 !== 0 ? 0 : undefined;
  }
  const scale = exponentOf(suffix) - fraction.length;
  const isKept = digits.length <= 18 && scale >= -9 && scale % 3 === 0 && !/^0|000$/.test(digits);
  return isKept ? scale : undefined;
}

function exponentOf(suffix: string): number {
  const thousands = DECIMAL_SUFFIXES.indexOf(suffix);
  return thousands < 0 ? Number(suffix.slice(1)) : 3 * (thousands - 3);
}

/** The sum of amounts, in the form of the first that is not zero. Texts that are none count for nothing. */
export function sumOfQuantities(texts: readonly string[]): string {
  let sum = 0n;
  let format: Format | undefined;
  for (const text of texts) {
    const quantity = parseQuantity(text);
    if (typeof quantity === 'string') continue;
    if (sum === 0n) format = formatOf(text);
    sum += quantity.nanos;
  }
  return quantityText(sum, format ?? 'decimal');
}

/** Whether one amount is more than another. */
export function isMore(a: string, b: string): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return typeof left !== 'string' && typeof right !== 'string' && left.nanos > right.nanos;
}

type Format = 'decimal' | 'binary' | 'exponent';

function formatOf(text: string): Format {
  if (BINARY.test(text)) return 'binary';
  return EXPONENT.test(text) ? 'exponent' : 'decimal';
}

/** Source: `CanonicalizeBytes` in `resource/quantity.go` of apimachinery. */
function quantityText(nanos: bigint, format: Format): string {
  if (nanos === 0n) return '0';
  // Small amounts, and fractions, have no binary form.
  const isSmall = nanos < 1024n * NANO && nanos > -1024n * NANO;
  if (format === 'binary' && !isSmall && nanos % NANO === 0n) return binaryText(nanos / NANO);
  let digits = nanos;
  let thousands = -3;
  while (digits % 1000n === 0n) {
    digits /= 1000n;
    thousands++;
  }
  if (format === 'exponent') return `${digits}${thousands === 0 ? '' : `e${thousands * 3}`}`;
  // There is no suffix beyond E, and no error either.
  return `${digits}${DECIMAL_SUFFIXES[thousands + 3] ?? ''}`;
}

function binaryText(whole: bigint): string {
  let digits = whole;
  let power = 0;
  while (digits % 1024n === 0n && power < BINARY_SUFFIXES.length - 1) {
    digits /= 1024n;
    power++;
  }
  return `${digits}${BINARY_SUFFIXES[power]}`;
}

/** To a multiple, away from zero. */
function roundedUp(value: bigint, step: bigint): bigint {
  const rest = value % step;
  if (rest === 0n) return value;
  return value - rest + (value > 0n ? step : -step);
}

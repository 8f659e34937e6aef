import { checkedInt, checkedUint } from './arithmetic';
import { conversionError, EvaluationError } from './errors';
import { decimalText, parseDuration, parseTimestamp, secondsOf, timestampOfSeconds } from './time';
import { type CelValue, Double, type Duration, MAX_INT64, MAX_UINT64, MIN_INT64, type Timestamp, Uint } from './value';

export function doubleToInt({ value }: Double): CelValue {
  return checkedInt(truncated(value, 'integer overflow'));
}

export function doubleToUint({ value }: Double): Uint {
  if (value < 0) throw new EvaluationError('unsigned integer overflow');
  return checkedUint(truncated(value, 'unsigned integer overflow'));
}

function truncated(value: number, problem: string): bigint {
  // The limits themselves are no doubles, and what rounds to them is refused.
  const isOutside = !(Math.abs(value) < 2 ** 64) || (problem === 'integer overflow' && !(Math.abs(value) < 2 ** 63));
  if (isOutside) throw new EvaluationError(problem);
  return BigInt(Math.trunc(value));
}

export function intToDouble(value: number | bigint): Double {
  return new Double(Number(value));
}

export function stringToInt(text: string): CelValue {
  const [, sign, digits] = /^([-+]?)0*(\d{1,20})$/.exec(text) ?? [];
  const value = digits === undefined ? undefined : BigInt(sign === '-' ? `-${digits}` : digits);
  if (value === undefined || value < MIN_INT64 || value > MAX_INT64) throw conversionError('string', 'int');
  return checkedInt(value);
}

export function stringToUint(text: string): Uint {
  const [, digits] = /^0*(\d{1,20})$/.exec(text) ?? [];
  const value = digits === undefined ? undefined : BigInt(digits);
  if (value === undefined || value > MAX_UINT64) throw conversionError('string', 'uint');
  return new Uint(value);
}

/** Source: `strconv.ParseFloat` of Go. */
export function stringToDouble(text: string): Double {
  const [, sign, word] = /^([-+]?)(inf|infinity|nan)$/i.exec(text) ?? [];
  if (word !== undefined && (sign === '' || !/nan/i.test(word))) {
    return new Double(
      /nan/i.test(word) ? Number.NaN : sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    );
  }
  const value = numberOf(text);
  if (!Number.isFinite(value)) throw conversionError('string', 'double');
  return new Double(value);
}

/** What a text is worth, NaN where it is no number. As in Go's literals, `_` may stand between digits. */
function numberOf(text: string): number {
  const isHexadecimal = /^[-+]?0[xX]/.test(text);
  const strayMark = isHexadecimal ? /(?<![\da-fA-FxX])_|_(?![\da-fA-F])/ : /(?<!\d)_|_(?!\d)/;
  if (strayMark.test(text)) return Number.NaN;
  const plain = text.replaceAll('_', '');
  if (isHexadecimal) return hexadecimalOf(plain);
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** `0x1.8p-2`: a power of two must follow. */
function hexadecimalOf(text: string): number {
  const [, sign, whole = '', fraction = '', power] =
    /^([-+]?)0[xX]([\da-fA-F]*)(?:\.([\da-fA-F]*))?[pP]([-+]?\d+)$/.exec(text) ?? [];
  if (whole + fraction === '') return Number.NaN;
  const value = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(power) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}

/** Source: `strconv.ParseBool` of Go. */
const BOOLS = new Map<string, boolean>([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map(text => [text, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map(text => [text, false] as const),
]);

export function stringToBool(text: string): boolean {
  const value = BOOLS.get(text);
  if (value === undefined) throw conversionError('string', 'bool');
  return value;
}

export function stringToDuration(text: string): Duration {
  const value = parseDuration(text);
  if (!value) throw conversionError('string', 'google.protobuf.Duration');
  return value;
}

export function stringToTimestamp(text: string): Timestamp {
  const value = parseTimestamp(text);
  if (!value) throw conversionError('string', 'google.protobuf.Timestamp');
  return value;
}

export function intToTimestamp(seconds: number | bigint): Timestamp {
  return timestampOfSeconds(BigInt(seconds));
}

export function timestampToInt({ nanos }: Timestamp): CelValue {
  return checkedInt(secondsOf(nanos));
}

export function bytesToString(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new EvaluationError('invalid UTF-8 in bytes, cannot convert to string');
  }
}

/** The shortest text that is read as the same double; with an exponent as Go has it (`%g`). */
export function doubleToString({ value }: Double): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return decimalText(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

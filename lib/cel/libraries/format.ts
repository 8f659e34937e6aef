import { compareStrings, isList } from '../evaluate/compare';
import { bytesToString, doubleToString } from '../evaluate/convert';
import { EvaluationError } from '../evaluate/errors';
import { runtimeType } from '../evaluate/runtime-type';
import { limitCharacters } from '../evaluate/size-limit';
import { formatDuration, formatTimestamp } from '../evaluate/time';
import { CelMap, type CelValue, Double, Duration, isInt, Timestamp, TypeValue, Uint } from '../evaluate/value';
import type { Work } from '../work';
import { type Clause, clauseProblem, readFormatText, VERBS } from './format-text';
import { goQuote } from './quote';

const DEFAULT_PRECISION = 6;
/** More digits than these no number has, and nobody wants to read. */
const MAX_PRECISION = 100;
/** JavaScript formats no more digits behind the point. */
const MAX_FORMAT_DIGITS = 20;

/** Making a text takes as long as some characters. */
const STEPS_PER_TEXT = 5;
/** Characters that are copied in the time of a step. */
const COPIED_PER_STEP = 20;

/** `'%d of %s'.format([1, 'a'])`. Source: `ext/formatting.go` of cel-go, with its numbers in English. */
export function formatText(text: string, args: readonly CelValue[], work: Work): string {
  const { parts, problem } = readFormatText(text, args.length);
  let used = 0;
  const texts = parts.map(part =>
    typeof part === 'string' ? part : formatClause(part, args[used++] as CelValue, work),
  );
  if (problem !== undefined) throw new EvaluationError(problem);
  const length = texts.reduce((sum, each) => sum + each.length, 0);
  limitCharacters(length);
  work.step(length / COPIED_PER_STEP);
  return texts.join('');
}

function formatClause({ verb, precision = DEFAULT_PRECISION }: Clause, value: CelValue, work: Work): string {
  const { kind, name } = runtimeType(value);
  const isNumberWord = typeof value === 'string' && /^(?:NaN|-?Infinity)$/.test(value);
  const isTaken = VERBS[verb].takes.includes(kind) && (isNumberWord || !(kind === 'string' && /[ef]/.test(verb)));
  if (!isTaken) throw new EvaluationError(clauseProblem(verb, name));
  switch (verb) {
    case 's':
      return stringText(value, work);
    case 'd':
      return String(wholeOf(value));
    case 'f':
      return fixed(numberOf(value), Math.min(precision, MAX_PRECISION));
    case 'e':
      return scientific(numberOf(value));
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : wholeOf(value).toString(2);
    case 'o':
      return wholeOf(value).toString(8);
    default:
      return verb === 'X' ? hexadecimal(value).toUpperCase() : hexadecimal(value);
  }
}

function numberOf(value: CelValue): number {
  return value instanceof Double ? value.value : Number(value);
}

function wholeOf(value: CelValue): number | bigint {
  return value instanceof Uint ? value.value : isInt(value) ? value : 0;
}

function hexadecimal(value: CelValue): string {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : wholeOf(value).toString(16);
}

function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  // Doubles this large are whole; what JavaScript formats has fewer digits.
  if (Math.abs(value) >= 2 ** 53) {
    const fraction = digits > 0 ? `.${'0'.repeat(digits)}` : '';
    return BigInt(value).toLocaleString('en-US') + fraction;
  }
  if (digits > MAX_FORMAT_DIGITS) {
    const [whole = '', fraction = ''] = Math.abs(value).toFixed(digits).split('.');
    return `${value < 0 ? '-' : ''}${decimalFormat(0).format(BigInt(whole))}.${fraction}`;
  }
  // Minus zero is zero there; what is rounded to it keeps its sign.
  return decimalFormat(digits).format(value + 0);
}

/** They take long to make. */
const decimalFormats = new Map<number, Intl.NumberFormat>();

function decimalFormat(digits: number): Intl.NumberFormat {
  const known = decimalFormats.get(digits);
  if (known) return known;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, roundingMode: 'halfEven' };
  const format = new Intl.NumberFormat('en-US', options as Intl.NumberFormatOptions);
  decimalFormats.set(digits, format);
  return format;
}

const SUPERSCRIPTS: Record<string, string> = { '-': '⁻' };
[...'⁰¹²³⁴⁵⁶⁷⁸⁹'].forEach((char, digit) => {
  SUPERSCRIPTS[digit] = char;
});

/** The precision is not looked at: so it is in the API server. */
function scientific(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '   NaN' : value > 0 ? '     ∞' : '    -∞';
  const [mantissa = '', exponent = ''] = value.toExponential(DEFAULT_PRECISION).split('e');
  const [, sign = '', power = ''] = /^([-+])(\d+)$/.exec(exponent) ?? [];
  const raised = (sign === '-' ? '-' : '') + power.padStart(2, '0');
  return `${mantissa}×10${raised.replace(/./g, char => SUPERSCRIPTS[char] as string)}`;
}

/** A value where `%s` stands. */
function stringText(value: CelValue, work: Work): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value === 'boolean' || isInt(value)) return String(value);
  if (value instanceof Double) return doubleToString(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return bytesToString(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof TypeValue) return value.name;
  return innerText(value, work);
}

/** A value inside of a list or a map: texts have quotes there. */
function innerText(value: CelValue, work: Work): string {
  work.step(STEPS_PER_TEXT);
  if (isList(value)) return `[${value.map(item => innerText(item, work)).join(', ')}]`;
  if (value instanceof CelMap) return mapText(value, work);
  const text = scalarText(value, work);
  work.step(text.length);
  return text;
}

/** A value inside of a list or a map that is neither itself. */
function scalarText(value: CelValue, work: Work): string {
  if (typeof value === 'string') return goQuote(value);
  if (value instanceof Uint8Array) return `b${goQuote(bytesToString(value))}`;
  if (value instanceof Double)
    return Number.isFinite(value.value) ? value.value.toFixed(DEFAULT_PRECISION) : goQuote(doubleToString(value));
  if (value instanceof Duration) return `duration(${goQuote(formatDuration(value))})`;
  if (value instanceof Timestamp) return `timestamp(${goQuote(formatTimestamp(value))})`;
  const { kind, name } = runtimeType(value);
  if (!VERBS.s.takes.includes(kind)) {
    throw new EvaluationError(`error during formatting: no formatting function for ${name}`);
  }
  return stringText(value, work);
}

function keyText(key: CelValue, work: Work): string {
  if (typeof key === 'string' || typeof key === 'boolean' || isInt(key) || key instanceof Uint)
    return innerText(key, work);
  const { name } = runtimeType(key);
  throw new EvaluationError(`error during formatting: no formatting function for map key of type ${name}`);
}

function mapText(map: CelMap, work: Work): string {
  const entries = [...map.entries()].map(([key, value]) => [keyText(key, work), innerText(value, work)] as const);
  entries.sort(([a], [b]) => compareStrings(a, b));
  return `{${entries.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

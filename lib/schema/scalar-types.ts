import { BASE64 } from '../cel/strfmt';
import { quote } from '../krm/quote';
import type { Scalar } from '../yaml/scalar/resolve';
import type { ScalarType, ValueType } from './schema';

/** What is wrong with a value of a type, and the mend. */
export interface TypeProblem {
  message: string;
  proposed?: string | number | boolean;
}

const NAMES: Record<ValueType, string> = {
  boolean: 'true or false',
  bytes: 'a base64 text',
  'date-time': 'a time',
  double: 'a number',
  'int-or-string': 'an integer or a string',
  int32: 'an integer',
  int64: 'an integer',
  list: 'a list',
  mapping: 'a mapping',
  'micro-time': 'a time',
  quantity: 'a quantity',
  string: 'a string',
};

/** `a string`, for messages. */
export function nameOfType(type: ValueType | undefined): string {
  return type === undefined ? 'any value' : NAMES[type];
}

/** `the number 5`, for messages. */
export function describeScalar(value: Scalar): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `the string ${quote(value, 60)}`;
  return typeof value === 'boolean' ? `${value}` : `the number ${value}`;
}

/** The check of each type, for values that are not null. */
const CHECKS: Record<ScalarType, (value: Scalar) => TypeProblem | undefined> = {
  boolean: value => (typeof value === 'boolean' ? undefined : notBoolean(value)),
  bytes: value => notString(value) ?? notBase64(String(value)),
  'date-time': value => notString(value) ?? notTime(String(value)),
  double: value => (isNumber(value) ? undefined : notNumber('double', value)),
  'int-or-string': value =>
    typeof value === 'string' ? undefined : isInteger(value) ? outOfRange(value, 32) : expected('int-or-string', value),
  int32: value => (isInteger(value) ? outOfRange(value, 32) : notNumber('int32', value)),
  int64: value => (isInteger(value) ? outOfRange(value, 64) : notNumber('int64', value)),
  'micro-time': value => notString(value) ?? notTime(String(value)),
  quantity: value => (typeof value === 'boolean' ? expected('quantity', value) : notQuantity(String(value).trim())),
  string: notString,
};

export function scalarProblem(type: ScalarType, value: Scalar): TypeProblem | undefined {
  return CHECKS[type](value);
}

export function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function isInteger(value: Scalar): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

function expected(type: ValueType, value: Scalar, mend = ''): TypeProblem {
  return { message: `expected ${NAMES[type]}, found ${describeScalar(value)}${mend}` };
}

function notString(value: Scalar): TypeProblem | undefined {
  if (typeof value === 'string') return undefined;
  return { ...expected('string', value, ': put it in quotes'), proposed: String(value) };
}

function notBoolean(value: Scalar): TypeProblem {
  // `yes` and `on` were booleans in YAML 1.1, and are strings to kpt.
  const isTrue = /^(?:true|yes|on|y)$/i.test(String(value));
  const isFalse = /^(?:false|no|off|n)$/i.test(String(value));
  if (!isTrue && !isFalse) return expected('boolean', value);
  return { ...expected('boolean', value, `: write ${isTrue}, without quotes`), proposed: isTrue };
}

function notNumber(type: ScalarType, value: Scalar): TypeProblem {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
  if (number === undefined) return expected(type, value);
  return { ...expected(type, value, ': write it without quotes'), proposed: number };
}

function outOfRange(value: number | bigint, bits: number): TypeProblem | undefined {
  if (BigInt.asIntN(bits, BigInt(value)) === BigInt(value)) return undefined;
  return { message: `${value} does not fit an integer of ${bits} bits` };
}

/** apimachinery `resource.ParseQuantity`. */
const QUANTITY = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?\d+)?$/;

/** Most quantities are of this form, for which the expression above is slow. */
const COMMON_QUANTITY = /^[0-9]+(?:m|[MGTPE]|[KMGTPE]i)?$/;

function notQuantity(text: string): TypeProblem | undefined {
  if (COMMON_QUANTITY.test(text) || QUANTITY.test(text)) return undefined;
  return {
    message: `${JSON.stringify(text)} is no quantity: write a number with one of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei behind it, or none`,
  };
}

function notBase64(text: string): TypeProblem | undefined {
  if (BASE64.test(text.replace(/[\r\n]/g, ''))) return undefined;
  return { message: 'this is no base64: encode the value, or write it plain in `stringData` if this is a Secret' };
}

/** RFC 3339, as the API server reads times. */
const TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:[Zz]|[-+]\d{2}:\d{2})$/;

function notTime(text: string): TypeProblem | undefined {
  if (TIME.test(text) && !Number.isNaN(Date.parse(text.replace(',', '.')))) return undefined;
  return { message: `${JSON.stringify(text)} is no time: write it as 2026-01-31T12:00:00Z` };
}

import { bigIntAsText, isMap, sameValue, type YamlMap, type YamlValue } from '../yaml/value';
import { formatProblem } from './formats';
import { isNumber } from './scalar-types';
import type { ValueCheck } from './schema';

/** A keyword of a schema (its limit) as the check of a value. */
type Keyword = (limit: YamlValue, schema: YamlMap) => ValueCheck;

/** The keywords of a structural schema that say something of a value beyond its type. */
const KEYWORDS: Record<string, Keyword> = {
  enum: allowed => value =>
    Array.isArray(allowed) && !allowed.some(each => sameValue(each, value))
      ? `${show(value)} is none of ${allowed.map(show).join(', ')}`
      : undefined,
  format: format => value =>
    typeof format === 'string' && typeof value === 'string' ? formatProblem(format, value) : undefined,
  maxItems: limit => sized(isList, value => value.length <= Number(limit), `at most ${limit} items are allowed`),
  maxLength: limit =>
    sized(isText, value => lengthOf(value) <= Number(limit), `at most ${limit} characters are allowed`),
  maxProperties: limit => sized(isMap, value => count(value) <= Number(limit), `at most ${limit} fields are allowed`),
  maximum: (limit, { exclusiveMaximum }) =>
    sized(
      isNumber,
      value => (exclusiveMaximum === true ? value < Number(limit) : value <= Number(limit)),
      `it must be ${exclusiveMaximum === true ? 'less than' : 'at most'} ${limit}`,
    ),
  minItems: limit => sized(isList, value => value.length >= Number(limit), `at least ${limit} items are required`),
  minLength: limit =>
    sized(isText, value => lengthOf(value) >= Number(limit), `at least ${limit} characters are required`),
  minProperties: limit => sized(isMap, value => count(value) >= Number(limit), `at least ${limit} fields are required`),
  minimum: (limit, { exclusiveMinimum }) =>
    sized(
      isNumber,
      value => (exclusiveMinimum === true ? value > Number(limit) : value >= Number(limit)),
      `it must be ${exclusiveMinimum === true ? 'more than' : 'at least'} ${limit}`,
    ),
  multipleOf: step =>
    sized(isNumber, value => Number.isInteger(Number(value) / Number(step)), `it must be a multiple of ${step}`),
  pattern: text => {
    const pattern = typeof text === 'string' ? compilePattern(text) : undefined;
    return sized(isText, value => !pattern || pattern.test(value), `it does not match ${text}`);
  },
};

/** The checks that the keywords of a schema stand for. */
export function checksOf(schema: YamlMap): ValueCheck[] {
  return Object.keys(KEYWORDS)
    .filter(keyword => schema[keyword] !== undefined && schema[keyword] !== null)
    .map(keyword => (KEYWORDS[keyword] as Keyword)(schema[keyword] as YamlValue, schema));
}

/** The check of values that a keyword is about; others are none of its business. */
function sized<T extends YamlValue>(
  isOfType: (value: YamlValue) => value is T,
  isFine: (value: T) => boolean,
  expected: string,
): ValueCheck {
  return value => (isOfType(value) && !isFine(value) ? `${shown(value)}${expected}` : undefined);
}

function shown(value: YamlValue): string {
  return typeof value === 'object' ? '' : `${show(value)}: `;
}

function show(value: YamlValue): string {
  const text = JSON.stringify(value, bigIntAsText);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function isList(value: YamlValue): value is YamlValue[] {
  return Array.isArray(value);
}

function isText(value: YamlValue): value is string {
  return typeof value === 'string';
}

function lengthOf(text: string): number {
  return [...text].length;
}

function count(map: YamlMap): number {
  return Object.keys(map).length;
}

const POSIX_CLASSES: Record<string, string> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/** A pattern of Go's RE2 as JavaScript reads it; undefined where it does not. */
function compilePattern(pattern: string): RegExp | undefined {
  const [flag = ''] = /^\(\?[ims]+\)/.exec(pattern) ?? [];
  const source = pattern
    .slice(flag.length)
    .replace(/\[:(\w+):\]/g, (whole, name: string) => POSIX_CLASSES[name] ?? whole)
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$')
    .replace(/\(\?P</g, '(?<');
  for (const unicode of ['u', '']) {
    try {
      return new RegExp(source, flag.replace(/\W/g, '') + unicode);
    } catch {
      // Escapes that `u` refuses are fine without it; what neither reads is not checked.
    }
  }
  return undefined;
}

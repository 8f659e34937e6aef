import { lengthOf } from '../cel/evaluate/value';
import { compileRegex } from '../cel/regex/regex';
import { cut } from '../krm/quote';
import { bigIntAsText, isMap, sameValue, type YamlMap, type YamlValue } from '../yaml/value';
import { formatOf, formatProblem } from './formats';
import { isNumber } from './scalar-types';
import type { ValueCheck } from './schema';

/** A keyword of a schema (its limit) as the check of a value. */
type Keyword = (limit: YamlValue, schema: YamlMap, kubernetesVersion: string) => ValueCheck | undefined;

/** The keywords of a structural schema that say something of a value beyond its type. */
const KEYWORDS: Record<string, Keyword> = {
  enum: allowed => value =>
    Array.isArray(allowed) && !allowed.some(each => sameValue(each, value))
      ? `${show(value)} is none of ${allowed.map(show).join(', ')}`
      : undefined,
  format: (format, { type }, kubernetesVersion) => {
    // The formats of numbers are types here.
    const isOfText = type === 'string' || type === undefined || type === null;
    const known = isOfText && typeof format === 'string' ? formatOf(format, kubernetesVersion) : undefined;
    return known && (value => (isText(value) ? formatProblem(known, value) : undefined));
  },
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
    sized(isNumber, value => isMultiple(Number(value), Number(step)), `it must be a multiple of ${step}`),
  pattern: text => {
    if (typeof text !== 'string') return undefined;
    let pattern: ReturnType<typeof compileRegex> | undefined;
    const matches = (value: string) => {
      pattern ??= compileRegex(text);
      // A pattern that is none is a finding on its CRD.
      return 'problem' in pattern || pattern.test(value);
    };
    return sized(isText, matches, `it does not match ${text}`);
  },
};

/** The checks that the keywords of a schema stand for. */
export function checksOf(schema: YamlMap, kubernetesVersion: string): ValueCheck[] {
  return Object.entries(KEYWORDS).flatMap(([keyword, checkOf]) => {
    const limit = schema[keyword];
    return limit === undefined || limit === null ? [] : (checkOf(limit, schema, kubernetesVersion) ?? []);
  });
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
  return cut(JSON.stringify(value, bigIntAsText));
}

function isList(value: YamlValue): value is YamlValue[] {
  return Array.isArray(value);
}

function isText(value: YamlValue): value is string {
  return typeof value === 'string';
}

/** As kube-openapi reckons, whose results for small steps are others than those of a division. */
function isMultiple(value: number, step: number): boolean {
  return Number.isInteger(step < 1 ? (1 / step) * value : value / step);
}

function count(map: YamlMap): number {
  return Object.keys(map).length;
}

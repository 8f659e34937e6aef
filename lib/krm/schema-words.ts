import type * as z from 'zod/mini';
import { nearest } from './nearest';
import { quote } from './quote';

/** How a value that does not fit its schema is put into words: what is expected, what is there, and the mend. */

/** The kinds of values, as zod calls them. */
const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  bigint: 'a whole number',
  boolean: 'true or false',
  int: 'a whole number',
  map: 'a mapping',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'a text',
};

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  array: [' item', ' items'],
  record: [' entry', ' entries'],
  string: [' character', ' characters'],
};

/** The words for an issue; what a schema says itself is said instead. Empty where there is nothing to say. */
export function issueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return expectedKind([issue.expected], issue.input);
    case 'invalid_value':
      return expectedValue(issue.values.map(String), issue.input);
    case 'too_big':
      return `expected ${issue.exact ? 'exactly' : 'at most'} ${counted(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `expected ${issue.exact ? 'exactly' : 'at least'} ${counted(issue.minimum, issue.origin)}`;
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return `expected a text that matches ${issue.pattern ?? issue.format}`;
    default:
      return 'expected something else';
  }
}

/** The words for a value of another kind than those that are expected; a text is not repeated: it may be a secret. */
export function expectedKind(expected: readonly string[], input: unknown): string {
  const kinds = [...new Set(expected.flatMap(kind => KINDS[kind] ?? []))];
  if (kinds.length === 0) return '';
  const words = `expected ${alternatives(kinds.filter(kind => kind !== KINDS.bigint || !kinds.includes('a number')))}`;
  if (input === undefined) return words;
  const isFraction = typeof input === 'number' && kinds.every(kind => kind === KINDS.int);
  const isScalar = ['bigint', 'boolean', 'number'].includes(typeof input);
  const mend = isScalar && expected.includes('string') ? ': put it in quotes' : '';
  return `${words}, not ${isFraction ? 'a number with a fraction' : kindOf(input)}${mend}`;
}

function expectedValue(values: readonly string[], input: unknown): string {
  const words = `expected ${alternatives(values)}`;
  if (input === undefined) return words;
  if (typeof input !== 'string') return `${words}, not ${kindOf(input)}`;
  const near = values.length > 1 && input.length <= 80 ? nearest(input, values) : undefined;
  return `${words}, not ${quote(input, 40)}${near === undefined ? '' : `: did you mean ${near}?`}`;
}

function counted(count: number | bigint, origin: string): string {
  const [one = '', many = ''] = UNITS[origin] ?? [];
  return `${count}${Number(count) === 1 ? one : many}`;
}

function kindOf(input: unknown): string {
  if (input === null || typeof input === 'boolean') return String(input);
  if (typeof input === 'bigint') return 'a number';
  return KINDS[Array.isArray(input) ? 'array' : typeof input] ?? 'this';
}

function alternatives(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(word => word !== '').join(' or ');
}

import { charactersCost, costSize, deepTraversal, traversal, traversalAndResult } from '../cost';
import { EvaluationError } from '../evaluate/errors';
import { limitCharacters } from '../evaluate/size-limit';
import { type CelValue, isInt, lengthOf } from '../evaluate/value';
import { trimSpace } from '../trim-space';
import { type FunctionRow, type Library, overloadsOf, ResultCost } from './declare';
import { formatText } from './format';
import { celQuote } from './quote';

/** Positions count characters (code points); they come as ints. */
type Int = number | bigint;

/** Of as many texts and splits as this, a list of them is as long as it can be. */
const ALL = -1;

const JOIN_COST = new ResultCost((_args, result) => charactersCost(costSize(result) * 2));

/** Source: version 2 of `ext.Strings` of cel-go. */
const ROWS: readonly FunctionRow[] = [
  ['charAt', 'string.(int) -> string', charAt],
  ['format', 'string.(list(dyn)) -> string', formatText, traversal],
  ['indexOf', 'string.(string) -> int', (text: string, part: string) => firstIndex(text, part, 0), deepTraversal],
  ['indexOf', 'string.(string, int) -> int', firstIndex, deepTraversal],
  ['join', 'list(string).() -> string', (texts: readonly CelValue[]) => join(texts, ''), JOIN_COST],
  ['join', 'list(string).(string) -> string', join, JOIN_COST],
  [
    'lastIndexOf',
    'string.(string) -> int',
    (text: string, part: string) => lastIndex(text, part, undefined),
    deepTraversal,
  ],
  ['lastIndexOf', 'string.(string, int) -> int', lastIndex, deepTraversal],
  [
    'lowerAscii',
    'string.() -> string',
    (text: string) => text.replace(/[A-Z]+/g, word => word.toLowerCase()),
    traversal,
  ],
  ['replace', 'string.(string, string) -> string', replaceAll, traversalAndResult],
  ['replace', 'string.(string, string, int) -> string', replace, traversalAndResult],
  [
    'split',
    'string.(string) -> list(string)',
    (text: string, mark: string) => split(text, mark, ALL),
    traversalAndResult,
  ],
  ['split', 'string.(string, int) -> list(string)', split, traversalAndResult],
  ['strings.quote', '(string) -> string', celQuote, traversal],
  ['substring', 'string.(int) -> string', substringFrom, traversal],
  ['substring', 'string.(int, int) -> string', substring, traversal],
  ['trim', 'string.() -> string', trimSpace, traversal],
  [
    'upperAscii',
    'string.() -> string',
    (text: string) => text.replace(/[a-z]+/g, word => word.toUpperCase()),
    traversal,
  ],
];

export const STRINGS: Library = { since: 29, overloads: overloadsOf(ROWS) };

function outOfRange(index: Int): EvaluationError {
  return new EvaluationError(`index out of range: ${index}`);
}

function charAt(text: string, position: Int): string {
  const length = lengthOf(text);
  if (position < 0 || position > length) throw outOfRange(position);
  return substring(text, position, Math.min(Number(position) + 1, length));
}

function substringFrom(text: string, start: Int): string {
  const length = lengthOf(text);
  if (start > length) throw outOfRange(start);
  return substring(text, start, length);
}

function substring(text: string, start: Int, end: Int): string {
  const length = lengthOf(text);
  if (start > end) {
    throw new EvaluationError(`invalid substring range. start: ${start}, end: ${end}`);
  }
  if (start < 0 || start > length) throw outOfRange(start);
  if (end < 0 || end > length) throw outOfRange(end);
  const from = units(text, Number(start));
  return text.slice(from, from + units(text.slice(from), Number(end) - Number(start)));
}

function firstIndex(text: string, part: string, start: Int): CelValue {
  if (part === '') return start;
  if (start < 0) throw outOfRange(start);
  if (start >= lengthOf(text)) return -1;
  return position(text, text.indexOf(part, units(text, Number(start))));
}

function lastIndex(text: string, part: string, start: Int | undefined): CelValue {
  const length = lengthOf(text);
  if (part === '') return start ?? length;
  if (start !== undefined && start < 0) throw outOfRange(start);
  if (start !== undefined && start >= length) return -1;
  return position(text, text.lastIndexOf(part, start === undefined ? text.length : units(text, Number(start))));
}

/** A position in UTF-16 as one in characters. */
function position(text: string, index: number): number {
  return index < 0 ? -1 : lengthOf(text.slice(0, index));
}

/** The units of UTF-16, which JavaScript counts in, of the first characters of a text. */
function units(text: string, characters: number): number {
  let at = 0;
  for (let i = 0; i < characters && at < text.length; i++) at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  return at;
}

function replaceAll(text: string, old: string, now: string): string {
  return replace(text, old, now, ALL);
}

/** At most `count` times; where `old` is empty, before and behind each character. */
function replace(text: string, old: string, now: string, count: Int): string {
  if (old === now || count === 0) return text;
  const limit = count < 0 ? Number.POSITIVE_INFINITY : Number(count);
  const pieces = old === '' ? ['', ...text] : text.split(old);
  if (old === '') pieces.push('');
  const times = Math.min(limit, pieces.length - 1);
  limitCharacters(text.length + times * now.length);
  return (
    pieces
      .slice(0, times)
      .map(piece => piece + now)
      .join('') + pieces.slice(times).join(old)
  );
}

/** At most `count` texts, the last one with the rest. */
function split(text: string, mark: string, count: Int): string[] {
  if (count === 0) return [];
  const pieces = mark === '' ? [...text] : text.split(mark);
  if (count < 0 || pieces.length <= count) return pieces;
  const first = pieces.slice(0, Number(count) - 1);
  return [...first, pieces.slice(Number(count) - 1).join(mark)];
}

function join(texts: readonly CelValue[], mark: string): string {
  const wrong = texts.find(text => typeof text !== 'string');
  if (wrong !== undefined) throw new EvaluationError(`join: invalid input: ${isInt(wrong) ? wrong : ''}`);
  limitCharacters(texts.reduce((sum: number, text) => sum + (text as string).length + mark.length, 0));
  return texts.join(mark);
}

import { type CharSetPart, PERL_CLASSES, POSIX_CLASSES, rangeSource, unicodeClass } from './char-set';
import type { PatternText } from './pattern-text';
import { RegexSyntaxError } from './syntax';

/** Escapes that stand for one character. */
const ESCAPES: Record<string, number> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Reads `[…]`, the bracket included. */
export function readClass(text: PatternText): { parts: CharSetPart[]; isNegated: boolean } {
  const start = text.position;
  text.take('[');
  const isNegated = text.take('^');
  const parts: CharSetPart[] = [];
  for (let isFirst = true; isFirst || !text.isAt(']'); isFirst = false) {
    if (text.isAtEnd) throw new RegexSyntaxError('missing closing ]', text.since(start));
    parts.push(readPosixClass(text) ?? readNamedClass(text) ?? readRange(text));
  }
  text.take(']');
  return { parts, isNegated };
}

/** `\d`, `\W`, `\pL`, `\P{Greek}`; undefined where none stands there. */
export function readNamedClass(text: PatternText): CharSetPart | undefined {
  // Expressions that know all of Unicode take milliseconds to build: not for patterns that need none.
  if (!text.isAt('\\')) return undefined;
  const [whole = '', name = ''] = text.match(/\\([dswDSW])/y) ?? [];
  if (whole !== '') {
    text.skip(whole);
    const source = PERL_CLASSES[name.toLowerCase()] as string;
    return { source, isNegated: name !== name.toLowerCase() };
  }
  return readUnicodeClass(text);
}

function readUnicodeClass(text: PatternText): CharSetPart | undefined {
  const [whole, letter, braced, single] = text.match(/\\([pP])(?:\{([^}]*)\}|([^{]))/uy) ?? [];
  if (whole === undefined) {
    if (text.match(/\\[pP]/y)) throw new RegexSyntaxError('invalid character class range', text.rest);
    return undefined;
  }
  const name = braced ?? single ?? '';
  const source = unicodeClass(name.replace(/^\^/, ''));
  if (source === undefined) throw new RegexSyntaxError('invalid character class range', whole);
  text.skip(whole);
  return { source, isNegated: (letter === 'P') !== name.startsWith('^') };
}

function readPosixClass(text: PatternText): CharSetPart | undefined {
  if (!text.isAt('[:')) return undefined;
  // Without its end, it is a bracket and a colon like others.
  const [whole = '', caret, name = ''] = text.match(/\[:(\^?)((?:(?!:\]).)*):\]/suy) ?? [];
  if (whole === '') return undefined;
  const source = Object.hasOwn(POSIX_CLASSES, name) ? POSIX_CLASSES[name] : undefined;
  if (source === undefined) throw new RegexSyntaxError('invalid character class range', whole);
  text.skip(whole);
  return { source, isNegated: caret === '^' };
}

function readRange(text: PatternText): CharSetPart {
  const start = text.position;
  const low = readClassChar(text);
  let high = low;
  if (text.match(/-(?!\])./sy)) {
    text.take('-');
    high = readClassChar(text);
    if (high < low) throw new RegexSyntaxError('invalid character class range', text.since(start));
  }
  return { source: rangeSource(low, high), isNegated: false };
}

function readClassChar(text: PatternText): number {
  return text.isAt('\\') ? readEscape(text) : text.next();
}

/** The character that an escape stands for. */
export function readEscape(text: PatternText): number {
  const [whole, braced, two, octal, char = ''] =
    text.match(/\\(?:x(?:\{([\dA-Fa-f]+)\}|([\dA-Fa-f]{2}))|(0[0-7]{0,2}|[1-7][0-7]{1,2})|(.))/suy) ?? [];
  if (whole === undefined) throw new RegexSyntaxError('trailing backslash at end of expression', '');
  const code = octal === undefined ? Number.parseInt(braced ?? two ?? '', 16) : Number.parseInt(octal, 8);
  const value = Number.isNaN(code) ? simpleEscape(char) : code;
  if (value === undefined || value > 0x10ffff) {
    throw new RegexSyntaxError('invalid escape sequence', wrongHexadecimal(text.rest) ?? whole);
  }
  text.skip(whole);
  return value;
}

/** `\x…` up to where it shows that it is wrong; undefined of other escapes. */
function wrongHexadecimal(rest: string): string | undefined {
  const [whole, digits = ''] = /^\\x(?:\{([\dA-Fa-f]*).?|.{0,2})/su.exec(rest) ?? [];
  if (whole === undefined || Number.parseInt(digits, 16) <= 0x10ffff || digits === '') return whole;
  let length = 1;
  while (Number.parseInt(digits.slice(0, length), 16) <= 0x10ffff) length++;
  return `\\x{${digits.slice(0, length)}`;
}

function simpleEscape(char: string): number | undefined {
  if (Object.hasOwn(ESCAPES, char)) return ESCAPES[char];
  return /^[\x00-\x7F]$/.test(char) && !/[0-9A-Za-z]/.test(char) ? char.charCodeAt(0) : undefined;
}

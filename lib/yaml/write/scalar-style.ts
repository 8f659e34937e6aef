import { isPlainString, type Scalar } from '../scalar/resolve';

/**
 * How yaml.v3 writes a new scalar: plain where that is read back as the same string, double-quoted where plain would
 * be another type, single-quoted where the syntax forbids plain, double-quoted again where only escapes can say it,
 * a literal block for several lines. Source: encode.go and emitterc.go of yaml.v3.
 */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

/** Where the scalar is to stand. Inside flow collections and as a key a block scalar is not possible. */
export type ScalarPlace = 'block' | 'flow' | 'key';

/** Styles found before: packages repeat the same keys and values over and over. */
const known: Record<ScalarPlace, Map<string, ScalarStyle>> = { block: new Map(), flow: new Map(), key: new Map() };
const MOST_KNOWN = 1000;

export function styleOf(text: string, place: ScalarPlace): ScalarStyle {
  let style = known[place].get(text);
  if (!style) {
    style = findStyle(text, place);
    if (text.length < 64 && known[place].size < MOST_KNOWN) known[place].set(text, style);
  }
  return style;
}

function findStyle(text: string, place: ScalarPlace): ScalarStyle {
  if (text.includes('\n')) return place === 'block' && allowsLiteral(text) ? 'literal' : 'double';
  return isPlainString(text) ? styleBySyntax(text, place) : 'double';
}

/** The style of a text on one line, if it may be read as something else than a string. */
export function styleBySyntax(text: string, place: ScalarPlace): Exclude<ScalarStyle, 'literal'> {
  if (NEEDS_ESCAPES.test(text) || text === '') return 'double';
  return BLOCK_INDICATORS.test(text) || (place === 'flow' && FLOW_INDICATORS.test(text)) ? 'single' : 'plain';
}

// Everything outside the printable characters of YAML 1.1 as yaml.v3 knows them: controls, tabs, surrogates and what
// lies beyond the basic plane, byte order marks; and the three further line breaks of YAML 1.1.
const NEEDS_ESCAPES = /[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/;
const BLOCK_INDICATORS = /^[#,[\]{}&*!|>'"%@`]|^[-?:](?= |$)|^---|^\.\.\.|: |:$| #|^ | $/;
const FLOW_INDICATORS = /[,?[\]{}:]/;

/** Whether single quotes can hold a text on one line. */
export function allowsSingle(text: string): boolean {
  return !text.includes('\n') && !NEEDS_ESCAPES.test(text);
}

export function allowsLiteral(text: string): boolean {
  return !/ \n| $/.test(text) && !NEEDS_ESCAPES.test(text.replaceAll('\n', '').replaceAll('\t', ''));
}

/** A scalar on one line. A string that `styleOf` gives the literal style is written with `literalLines` instead. */
export function renderScalar(value: Scalar, place: ScalarPlace): string {
  if (typeof value === 'string') return renderString(value, styleOf(value, place));
  return renderOther(value);
}

export function renderString(text: string, style: ScalarStyle): string {
  if (style === 'plain') return text;
  if (style === 'single') return `'${text.replaceAll("'", "''")}'`;
  return doubleQuoted(text);
}

function renderOther(value: Exclude<Scalar, string>): string {
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return String(value);
}

const SHORT_ESCAPES: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};
const ESCAPED = /["\\\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

function doubleQuoted(text: string): string {
  return `"${text.replace(ESCAPED, escaped)}"`;
}

function escaped(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short) return short;
  const code = character.codePointAt(0) ?? 0;
  // A lone half of a surrogate pair is no character: UTF-8 cannot carry it.
  if (code >= 0xd800 && code <= 0xdfff) return '\\uFFFD';
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** The header (`|`, `|-`, `|2+` …) and the unindented lines of a literal block. */
export function literalLines(text: string): { header: string; lines: string[] } {
  const lines = text.split('\n');
  const endsWithBreak = text.endsWith('\n');
  if (endsWithBreak) lines.pop();
  const indicator = text.startsWith(' ') || text.startsWith('\n') ? '2' : '';
  let chomping = '';
  if (!endsWithBreak) chomping = '-';
  else if (text === '\n' || text.endsWith('\n\n')) chomping = '+';
  return { header: `|${indicator}${chomping}`, lines };
}

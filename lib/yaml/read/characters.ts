export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const PLUS = 43;
export const COMMA = 44;
export const DASH = 45;
export const DOT = 46;
export const COLON = 58;
export const QUESTION = 63;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const PIPE = 124;
export const CLOSE_BRACE = 125;
export const GREATER = 62;

/** Characters that cannot start a plain scalar, whatever follows. `-`, `?` and `:` depend on the next character. */
const INDICATORS = new Uint8Array(256);
for (const indicator of ',[]{}#&*!|>\'"%@`\t\n\r ') INDICATORS[indicator.charCodeAt(0)] = 1;

/** ASCII characters that a plain scalar, and no merge key, may start with whatever follows. */
export const PLAIN_START = new Uint8Array(256);
for (let c = 0; c < 256; c++) if (/[A-Za-z0-9_./$(+]/.test(String.fromCharCode(c))) PLAIN_START[c] = 1;

export function startsPlain(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c === DASH || c === QUESTION || c === COLON) return !isSeparator(text.charCodeAt(at + 1));
  return !Number.isNaN(c) && INDICATORS[c] !== 1;
}

/** White space, a line break, or the end of the text (where a string has NaN, and bytes have nothing). */
export function isSeparator(c: number | undefined): boolean {
  return c === SPACE || c === LF || c === CR || c === TAB || c === undefined || Number.isNaN(c);
}

/** A space, or the first half of CRLF. */
export function isBlank(c: number | undefined): boolean {
  return c === SPACE || c === CR;
}

export function isFlowIndicator(c: number): boolean {
  return c === COMMA || c === OPEN_BRACKET || c === CLOSE_BRACKET || c === OPEN_BRACE || c === CLOSE_BRACE;
}

/** `---` or `...` at the start of a line, with white space or a line break behind it. */
export function isDocumentMarker(text: string, lineStart: number): boolean {
  const c = text.charCodeAt(lineStart);
  return (
    (c === DASH || c === DOT) &&
    text.charCodeAt(lineStart + 1) === c &&
    text.charCodeAt(lineStart + 2) === c &&
    isSeparator(text.charCodeAt(lineStart + 3))
  );
}

export function skipSpaces(text: string, at: number): number {
  let i = at;
  while (text.charCodeAt(i) === SPACE) i++;
  return i;
}

import { type BlockHeader, readBlockHeader } from '../read/block-scalar';
import { DOUBLE_QUOTE } from '../read/characters';
import type { SourceText } from '../source';

const LINE_BREAK = /\r?\n/;
const LF = '\n';

/** The text of a plain scalar, several lines folded into one. */
export function decodePlain(source: SourceText, start: number, end: number): string {
  const text = source.decode(start, end);
  return text.includes(LF) ? foldFlowLines(text) : text;
}

/** The text of a quoted scalar; the range includes the quotes. */
export function decodeQuoted(source: SourceText, start: number, end: number): string {
  const text = source.decode(start + 1, end - 1);
  if (source.text.charCodeAt(start) === DOUBLE_QUOTE) {
    return text.includes('\\') ? decodeEscapes(text) : foldIfLong(text);
  }
  const folded = foldIfLong(text);
  return folded.includes("'") ? folded.replaceAll("''", "'") : folded;
}

function foldIfLong(text: string): string {
  return text.includes(LF) ? foldFlowLines(text) : text;
}

/** A single line break is a space, each further one a line break; white space around them goes. */
function foldFlowLines(text: string): string {
  const lines = text.split(LINE_BREAK);
  let folded = (lines[0] as string).replace(/[ \t]+$/, '');
  let breaks = 0;
  for (let i = 1; i < lines.length; i++) {
    const last = i === lines.length - 1;
    const line = (lines[i] as string).replace(last ? /^[ \t]+/ : /^[ \t]+|[ \t]+$/g, '');
    if (line === '' && !last) breaks++;
    else {
      folded += (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + line;
      breaks = 0;
    }
  }
  return folded;
}

const ESCAPES: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const ESCAPE = /\\(?:(\r?\n(?:[ \t]*\r?\n)*)[ \t]*|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S])|$)/g;

/** Escapes of a double-quoted scalar (YAML 1.2 §5.7). Between them, lines fold as in every flow scalar. */
function decodeEscapes(text: string): string {
  let decoded = '';
  let at = 0;
  for (const match of text.matchAll(ESCAPE)) {
    decoded += foldIfLong(text.slice(at, match.index)) + decodeEscape(match);
    at = match.index + match[0].length;
  }
  return decoded + foldIfLong(text.slice(at));
}

function decodeEscape(match: RegExpExecArray): string {
  // An escaped line break joins two lines; each empty line behind it is a line break.
  if (match[1] !== undefined) return '\n'.repeat(match[1].split('\n').length - 2);
  const hex = match[2] ?? match[3] ?? match[4];
  if (hex !== undefined) {
    const code = Number.parseInt(hex, 16);
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
  }
  const letter = match[5] ?? '';
  return ESCAPES[letter] ?? letter;
}

/**
 * The text of a block scalar whose header stands at `start` and whose content is indented by `column`.
 * `end` is where its last line ends, without the line break. Without content, `column` is 0, and all lines are blank.
 */
export function decodeBlock(source: SourceText, start: number, end: number, column: number): string {
  const header = readBlockHeader(source.text, start);
  const firstBreak = source.text.indexOf('\n', start);
  if (firstBreak < 0 || firstBreak >= end) return '';
  const body = source.decode(firstBreak + 1, end);
  const lines = body.split(LINE_BREAK).map(line => (column > 0 ? line.slice(column) : ''));
  const trailing = takeTrailingBlanks(lines);
  const text = header.literal ? lines.join('\n') : foldBlockLines(lines);
  return text + chomped(header, lines.length > 0, trailing);
}

function takeTrailingBlanks(lines: string[]): number {
  let trailing = 0;
  while (lines.length > 0 && lines[lines.length - 1] === '') {
    lines.pop();
    trailing++;
  }
  return trailing;
}

function chomped(header: BlockHeader, hasContent: boolean, trailing: number): string {
  if (header.chomping === 'strip') return '';
  if (header.chomping === 'clip') return hasContent ? '\n' : '';
  return '\n'.repeat(hasContent ? trailing + 1 : trailing);
}

/** Folds `>` lines: breaks between two lines of text become spaces, those beside more-indented lines stay. */
function foldBlockLines(lines: string[]): string {
  let folded = '';
  let breaks = 0;
  let previousIndented = false;
  let first = true;
  for (const line of lines) {
    if (line === '') {
      breaks++;
      continue;
    }
    const indented = line.startsWith(' ') || line.startsWith('\t');
    if (first) folded += '\n'.repeat(breaks);
    else if (indented || previousIndented) folded += '\n'.repeat(breaks + 1);
    else folded += breaks === 0 ? ' ' : '\n'.repeat(breaks);
    folded += line;
    breaks = 0;
    previousIndented = indented;
    first = false;
  }
  return folded;
}

import { offGrammar } from '../errors';
import { CR, DASH, HASH, LF, PIPE, PLUS, SPACE, skipSpaces, TAB } from './characters';

/** What the header of a block scalar says: `|`, `>`, `|2-`, `>+` … */
export interface BlockHeader {
  literal: boolean;
  /** `strip` (-), `keep` (+) or the default `clip`. */
  chomping: 'strip' | 'clip' | 'keep';
  /** The indentation indicator, 0 where there is none. */
  indicator: number;
  /** Offset behind the indicators. */
  end: number;
}

export function readBlockHeader(text: string, at: number): BlockHeader {
  const header: BlockHeader = { literal: text.charCodeAt(at) === PIPE, chomping: 'clip', indicator: 0, end: at + 1 };
  for (; ; header.end++) {
    const c = text.charCodeAt(header.end);
    if (c === PLUS || c === DASH) {
      if (header.chomping !== 'clip') throw offGrammar;
      header.chomping = c === PLUS ? 'keep' : 'strip';
    } else if (c >= 49 && c <= 57) {
      if (header.indicator !== 0) throw offGrammar;
      header.indicator = c - 48;
    } else return header;
  }
}

export interface BlockScalarExtent {
  /** Before the line break that ends the last line of content (of trailing blank lines, where they are kept). */
  end: number;
  /** Start of the first line behind the scalar. */
  nextLine: number;
  /** Column of the content; 0 where there is none. */
  column: number;
}

/**
 * Finds where the block scalar ends whose header stands at `at`, in a collection with indentation `parentIndent`.
 * Throws off-grammar where the header or the indentation of leading lines is odd.
 */
export function measureBlockScalar(text: string, at: number, parentIndent: number): BlockScalarExtent {
  const header = readBlockHeader(text, at);
  const headerEnd = endOfHeaderLine(text, header.end);
  const firstLine = headerEnd + 1;
  const column = header.indicator > 0 ? parentIndent + header.indicator : contentColumn(text, firstLine, parentIndent);
  let end = beforeCarriageReturn(text, headerEnd);
  let line = firstLine;
  while (line < text.length) {
    const content = skipSpaces(text, line);
    const lineEnd = endOfLine(text, content);
    const blank = content === lineEnd;
    if (!blank && (column === 0 || content - line < column)) {
      if (text.charCodeAt(content) === TAB) throw offGrammar;
      break;
    }
    if (!blank || (column > 0 && content - line > column)) end = lineEnd;
    line = text.indexOf('\n', lineEnd) + 1 || text.length;
  }
  if (header.chomping === 'keep') end = Math.max(end, endOfKeptLines(text, line));
  return { end, nextLine: line, column };
}

/** The column of the first line that is not blank, if it is content; 0 otherwise. */
function contentColumn(text: string, firstLine: number, parentIndent: number): number {
  let deepestBlank = 0;
  for (let line = firstLine; line < text.length; line = text.indexOf('\n', line) + 1 || text.length) {
    const content = skipSpaces(text, line);
    const spaces = content - line;
    if (content === endOfLine(text, content)) deepestBlank = Math.max(deepestBlank, spaces);
    else if (spaces <= parentIndent) return 0;
    else if (deepestBlank > spaces) throw offGrammar;
    else return spaces;
  }
  return 0;
}

/** Where the line break starts that ends the line of `at`. */
function endOfLine(text: string, at: number): number {
  const lf = text.indexOf('\n', at);
  return lf < 0 ? text.length : beforeCarriageReturn(text, lf);
}

function endOfHeaderLine(text: string, headerEnd: number): number {
  const i = skipSpaces(text, headerEnd);
  const c = text.charCodeAt(i);
  if (c === LF) return i;
  if (c === CR && text.charCodeAt(i + 1) === LF) return i + 1;
  if (c === HASH && text.charCodeAt(i - 1) === SPACE) {
    const lf = text.indexOf('\n', i);
    if (lf >= 0) return lf;
  }
  throw offGrammar;
}

function endOfKeptLines(text: string, nextLine: number): number {
  return text.charCodeAt(nextLine - 1) === LF ? beforeCarriageReturn(text, nextLine - 1) : nextLine;
}

function beforeCarriageReturn(text: string, lineEnd: number): number {
  return text.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
}

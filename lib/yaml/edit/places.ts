import { HAS_EXTRAS, KEY, KEY_END, type NodeId, type NodeTable, SEQ } from '../node-table';
import { COLON, CR, HASH, LF, SPACE, skipSpaces } from '../read/characters';
import type { SourceText } from '../source';

/** Where in the text an edit goes, so that every comment stays with the node yaml.v3 gives it to. */

/** Where an entry starts: at its key, its dash, or what stands before the key (`?`, a tag). */
export function entryStart(table: NodeTable, id: NodeId): number {
  const start = table.has(id, HAS_EXTRAS) ? table.extras.get(id)?.entryStart : undefined;
  return start ?? table.get(id, KEY);
}

/** Where the value of an entry may start: behind the colon or the dash, before its tag and anchor. */
export function valueStart(source: SourceText, table: NodeTable, id: NodeId, parent: NodeId): number {
  const behindKey = table.get(id, KEY_END);
  if (table.kind(parent) === SEQ) return behindKey;
  let colon = behindKey;
  while (isBlankOrBreak(source.text.charCodeAt(colon))) colon++;
  return source.text.charCodeAt(colon) === COLON ? colon + 1 : behindKey;
}

function isBlankOrBreak(c: number): boolean {
  return c === SPACE || c === LF || c === CR;
}

/** The start of the line behind the one that `at` stands in. */
export function nextLineStart(source: SourceText, at: number): number {
  const lf = source.text.indexOf('\n', at);
  return lf < 0 ? source.text.length : lf + 1;
}

/** Whether only spaces stand before `at` on its line. */
export function startsLine(source: SourceText, at: number): boolean {
  return skipSpaces(source.text, source.lineStart(at)) === at;
}

export interface InsertionPoint {
  /** End of the line the new lines follow. */
  offset: number;
  /** An empty line must come first, to keep a comment with the entry above it. */
  blankLine: boolean;
}

/**
 * The place for new entries behind the last one of a collection at `column`, which ends at `end`. yaml.v3 gives a
 * comment to the entry below it, unless an empty line or the end of the collection follows: then it belongs to the
 * entry above. One that is indented deeper belongs to that entry in any case. `followed`: entries that are being
 * deleted stand behind it, and take the comments at the column itself with them.
 */
export function insertionPoint(source: SourceText, end: number, column: number, followed: boolean): InsertionPoint {
  let offset = source.lineEnd(end);
  let blankLine = false;
  let contiguous = true;
  for (let line = nextLineStart(source, offset); line < source.text.length; line = nextLineStart(source, line)) {
    const content = skipSpaces(source.text, line);
    if (isBreak(source, content)) {
      contiguous = false;
      continue;
    }
    const indentation = content - line;
    const isOwn = indentation > column || (indentation === column && contiguous && !followed);
    if (source.text.charCodeAt(content) !== HASH || !isOwn) break;
    offset = source.lineEnd(content);
    blankLine ||= indentation === column;
  }
  return { offset, blankLine };
}

/** The start of the comment lines that stand directly above the line of `at`, at the column of `at`. */
export function headCommentStart(source: SourceText, at: number): number {
  let start = source.lineStart(at);
  const column = at - start;
  while (start > source.start) {
    const line = source.lineStart(start - 1);
    const content = skipSpaces(source.text, line);
    if (source.text.charCodeAt(content) !== HASH || content - line !== column) break;
    start = line;
  }
  return start;
}

/**
 * The end of an entry with the comments that go with it: those indented deeper than `column`, its own, and those
 * below it at its column that an empty line, or the end of its collection (`next` is -1), parts from what follows.
 */
export function endWithComments(source: SourceText, entryEnd: number, column: number, next: number): number {
  let end = source.lineEnd(entryEnd);
  let foot = end;
  let contiguous = true;
  for (let line = nextLineStart(source, end); line < source.text.length; line = nextLineStart(source, line)) {
    const content = skipSpaces(source.text, line);
    if (isBreak(source, content)) {
      if (contiguous) end = Math.max(end, foot);
      contiguous = false;
      continue;
    }
    if (source.text.charCodeAt(content) !== HASH || content - line < column) break;
    if (content - line > column) end = source.lineEnd(content);
    else if (!contiguous) break;
    foot = source.lineEnd(content);
  }
  return contiguous && next < 0 ? Math.max(end, foot) : end;
}

/** Whether the line behind the one that `at` stands in is empty. */
export function isFollowedByEmptyLine(source: SourceText, at: number): boolean {
  const line = nextLineStart(source, at);
  return line < source.text.length && isBreak(source, skipSpaces(source.text, line));
}

/** The end of the last empty line behind the line that ends at `lineEnd`; that end itself where there is none. */
export function endWithEmptyLines(source: SourceText, lineEnd: number): number {
  let end = lineEnd;
  for (let line = nextLineStart(source, end); line < source.text.length; line = nextLineStart(source, line)) {
    const content = skipSpaces(source.text, line);
    if (!isBreak(source, content)) break;
    end = content;
  }
  return end;
}

/** Whether the next line that is not empty is a comment that a block scalar above it would swallow. */
export function isFollowedByDeepComment(source: SourceText, at: number, column: number): boolean {
  for (let line = nextLineStart(source, at); line < source.text.length; line = nextLineStart(source, line)) {
    const content = skipSpaces(source.text, line);
    if (!isBreak(source, content)) return source.text.charCodeAt(content) === HASH && content - line > column;
  }
  return false;
}

/** The first comment between an offset and the entry that starts at `next`, or that entry. */
export function firstCommentOrEntry(source: SourceText, from: number, next: number): number {
  for (let line = nextLineStart(source, from); line < next; line = nextLineStart(source, line)) {
    const content = skipSpaces(source.text, line);
    if (source.text.charCodeAt(content) === HASH) return content;
  }
  return next;
}

function isBreak(source: SourceText, at: number): boolean {
  const c = source.text.charCodeAt(at);
  return c === LF || (c === CR && source.text.charCodeAt(at + 1) === LF);
}

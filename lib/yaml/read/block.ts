import { offGrammar } from '../errors';
import {
  CODED_KEY,
  COLUMN,
  DOUBLE_QUOTED,
  END,
  FLAGS,
  FOLDED,
  KEY,
  KEY_END,
  LITERAL,
  MAP,
  NEXT,
  type NodeId,
  type NodeTable,
  PLAIN,
  SEQ,
  SINGLE_QUOTED,
  START,
} from '../node-table';
import type { SourceText } from '../source';
import { measureBlockScalar } from './block-scalar';
import {
  COLON,
  CR,
  DASH,
  DOUBLE_QUOTE,
  GREATER,
  HASH,
  isBlank,
  isDocumentMarker,
  isSeparator,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  PIPE,
  PLAIN_START,
  SINGLE_QUOTE,
  SPACE,
  skipSpaces,
  startsPlain,
  TAB,
} from './characters';
import { enterCollection } from './depth';
import { FlowReader } from './flow';
import { hashKey, hashRange, type KeyWatch, keyText } from './keys';
import type { Landmark } from './landmark';
import { Landmarks } from './landmarks';
import { endOfQuoted } from './quoted';

/** The scalar that begins with an ASCII character, whatever follows; 0 where that is not certain. */
const SCALAR_AT = PLAIN_START.map(isStart => (isStart === 1 ? PLAIN : 0));
SCALAR_AT[SINGLE_QUOTE] = SINGLE_QUOTED;
SCALAR_AT[DOUBLE_QUOTE] = DOUBLE_QUOTED;

/**
 * Reads the block grammar that kpt writes, and what people write by hand in it: mappings, sequences (compact ones
 * too), comments, plain scalars on one line, quoted and block scalars, flow collections. Whatever else it meets
 * (anchors, tags, merge keys, plain scalars over several lines, tabs, errors) it answers by throwing `offGrammar`:
 * it never guesses.
 */
export class BlockReader {
  /** The next content: whether there is any, where it starts, and its column. */
  more = false;
  at = 0;
  indent = 0;
  /** Offset of a `---` or `...` that ended the document. */
  marker = -1;
  private readonly flow: FlowReader;
  private readonly landmarks: Landmarks;
  private readonly lineFeeds: Landmark;
  private readonly colons: Landmark;

  constructor(
    private readonly source: SourceText,
    private readonly table: NodeTable,
    private readonly keys: KeyWatch,
  ) {
    this.flow = new FlowReader(source, table, keys);
    this.landmarks = new Landmarks(source);
    this.lineFeeds = this.landmarks.lineFeeds;
    this.colons = this.landmarks.colons;
  }

  /** Moves to the first content at or behind the line that starts at `lineStart`. */
  nextLine(lineStart: number): void {
    const { bytes } = this.source;
    for (let line = lineStart; ; ) {
      let at = line;
      while (bytes[at] === SPACE) at++;
      const c = bytes[at] as number;
      if (c > COLON) {
        // Most lines start with a letter: behind the colon in ASCII, as nothing that needs a closer look.
        this.at = at;
        this.indent = at - line;
        this.more = true;
        return;
      }
      if (c === LF) line = at + 1;
      else if (c === HASH) line = Math.min(this.lineFeeds.from(at) + 1, bytes.length);
      else if (c === CR) line = at + 2;
      else if (c === TAB) throw offGrammar;
      else {
        this.startContent(line, at);
        return;
      }
    }
  }

  private startContent(line: number, at: number): void {
    const { text } = this.source;
    const isEnd = at >= text.length;
    this.at = at;
    this.more = !isEnd && !(at === line && isDocumentMarker(text, at));
    this.indent = this.more ? at - line : -1;
    if (!this.more && !isEnd) this.marker = at;
  }

  /** Reads the collection at the current content into the row `id`. */
  readNested(id: NodeId, depth: number): void {
    if (this.isDash()) this.readSequence(id, this.indent, depth);
    else this.readMapping(id, this.indent, depth);
  }

  /** Reads the flow collection at the current content, which is the whole text, into the row `id`. */
  readFlowRoot(id: NodeId): void {
    this.readInline(id, this.at, -1, -1);
    this.table.set(id, NEXT, this.table.length);
  }

  readMapping(id: NodeId, column: number, depth: number): void {
    enterCollection(this.source, depth, this.at);
    const start = this.at;
    const base = this.keys.open();
    let entry: NodeId;
    do {
      entry = depth > 0 ? this.readPlainEntries(base, column) : this.readOuterEntry(base, column);
      if (entry < 0) entry = this.readEntry(base, column, depth);
    } while (this.more && this.indent === column && !this.isDash());
    if (this.continues(column)) throw offGrammar;
    this.keys.close(base);
    this.finish(id, MAP, start, entry, column);
  }

  readSequence(id: NodeId, column: number, depth: number): void {
    enterCollection(this.source, depth, this.at);
    const start = this.at;
    let entry: NodeId;
    do {
      entry = depth <= 1 ? this.readOuterItem(column, depth) : this.readItem(column, depth);
    } while (this.continues(column) && this.isDash());
    this.finish(id, SEQ, start, entry, column);
  }

  /** Reads an entry of the root mapping. */
  protected readOuterEntry(base: number, column: number): NodeId {
    return this.readEntry(base, column, 0);
  }

  /** Reads an item of the root sequence, or of a sequence in the root mapping. */
  protected readOuterItem(column: number, depth: number): NodeId {
    return this.readItem(column, depth);
  }

  /** Reads one `key: value` at the current content; gives its row. */
  readEntry(base: number, column: number, depth: number): NodeId {
    const id = this.table.add();
    const colon = this.readKey(id, base);
    this.readEntryValue(id, colon, column, depth);
    this.table.set(id, NEXT, this.table.length);
    return id;
  }

  /**
   * Reads entries as most are: `key: value` in ASCII, a plain one or one in quotes, alone on its line, one below the other.
   * Gives the row of the last one; -1 where the first is something else. Two lines of three are read here, so it calls next
   * to nothing.
   */
  private readPlainEntries(base: number, column: number): NodeId {
    const { table, keys, landmarks } = this;
    const { bytes, text } = this.source;
    let last: NodeId = -1;
    let at = this.at;
    let colon = this.colons.from(at);
    let end = this.lineFeeds.from(at);
    for (;;) {
      const start = colon + 2;
      const first = bytes[start] as number;
      const kind = SCALAR_AT[first] as number;
      const nextColon = text.indexOf(':', kind === PLAIN ? start : end);
      const isSimple =
        start < end &&
        (kind === PLAIN
          ? (nextColon > end || nextColon < 0) && !isBlank(bytes[end - 1])
          : landmarks.isQuotedUntil(end, start, first)) &&
        bytes[colon + 1] === SPACE &&
        PLAIN_START[bytes[at] as number] === 1 &&
        !isBlank(bytes[colon - 1]) &&
        landmarks.isQuiet(at, end);
      if (!isSimple) break;
      last = table.addScalar(kind, at, colon, start, end);
      keys.declare(base, last, hashRange(text, at, colon));
      at = end + 1;
      while (bytes[at] === SPACE) at++;
      this.indent = at - end - 1;
      if (this.indent !== column || PLAIN_START[bytes[at] as number] !== 1 || nextColon < 0) {
        this.nextLine(Math.min(end + 1, bytes.length));
        return last;
      }
      colon = nextColon;
      end = this.lineFeeds.from(at);
    }
    this.at = at;
    return last;
  }

  /** Reads one `- value` at the current content; gives its row. */
  readItem(column: number, depth: number): NodeId {
    const { bytes } = this.source;
    const id = this.table.add();
    const dash = this.at;
    this.table.set(id, KEY, dash);
    this.table.set(id, KEY_END, dash + 1);
    let i = dash + 1;
    while (bytes[i] === SPACE) i++;
    if (this.endsLine(i)) {
      this.setScalar(id, PLAIN, dash + 1, dash + 1);
      this.leaveLine(i);
      if (this.more && this.indent > column) this.readNested(id, depth + 1);
    } else if (this.isCompactCollection(i)) {
      this.at = i;
      this.indent = column + (i - dash);
      this.readNested(id, depth + 1);
    } else this.readInline(id, i, column, depth);
    this.table.set(id, NEXT, this.table.length);
    return id;
  }

  isDash(): boolean {
    const { bytes } = this.source;
    return bytes[this.at] === DASH && isSeparator(bytes[this.at + 1]);
  }

  /** Whether the next content belongs to the collection with this column. Throws where it is indented deeper. */
  continues(column: number): boolean {
    if (!this.more || this.indent < column) return false;
    if (this.indent > column) throw offGrammar;
    return true;
  }

  private finish(id: NodeId, kind: number, start: number, last: NodeId, column: number): void {
    this.table.set(id, FLAGS, (this.table.get(id, FLAGS) & ~PLAIN) | kind);
    this.table.set(id, START, start);
    this.table.set(id, END, this.table.get(last, END));
    this.table.set(id, NEXT, this.table.length);
    this.table.set(id, COLUMN, column);
  }

  /** Gives the offset of the colon. */
  private readKey(id: NodeId, base: number): number {
    const { text, bytes, isAscii } = this.source;
    const { at, colons } = this;
    const c = bytes[at];
    if (c === DOUBLE_QUOTE || c === SINGLE_QUOTE) return this.readQuotedKey(id, base);
    if (!startsPlain(text, at)) throw offGrammar;
    let colon = colons.from(at);
    while (!isSeparator(bytes[colon + 1])) colon = colons.from(colon + 1);
    this.refuseOddKey(at, colon);
    const flags = isAscii || this.source.isAsciiBetween(at, colon) ? 0 : CODED_KEY;
    this.declareKey(id, base, colon, flags, hashRange(text, at, colon));
    return colon;
  }

  /** A plain key stands on one line, without tabs and comments, directly before its colon. */
  private refuseOddKey(at: number, colon: number): void {
    const { bytes } = this.source;
    if (this.lineFeeds.from(at) < colon || colon >= bytes.length || bytes[colon - 1] === SPACE) throw offGrammar;
    if (this.landmarks.tabs.from(at) < colon || this.landmarks.commentBetween(at, colon) < colon) throw offGrammar;
  }

  private readQuotedKey(id: NodeId, base: number): number {
    const { text } = this.source;
    const end = endOfQuoted(text, this.at);
    const colon = skipSpaces(text, end);
    if (!isSeparator(text.charCodeAt(colon + 1)) || text.charCodeAt(colon) !== COLON) throw offGrammar;
    const lineEnd = text.indexOf('\n', this.at);
    if (lineEnd >= 0 && lineEnd < end) throw offGrammar;
    this.table.set(id, KEY, this.at);
    this.table.set(id, KEY_END, end);
    this.table.set(id, FLAGS, CODED_KEY);
    this.declareKey(id, base, end, CODED_KEY, hashKey(keyText(this.source, this.table, id)));
    return colon;
  }

  private declareKey(id: NodeId, base: number, end: number, flags: number, hash: number): void {
    const { text } = this.source;
    const { data } = this.table;
    if (end - this.at === 2 && text.startsWith('<<', this.at)) throw offGrammar;
    data[id + KEY] = this.at;
    data[id + KEY_END] = end;
    data[id + FLAGS] = flags;
    this.keys.declare(base, id, hash);
  }

  private readEntryValue(id: NodeId, colon: number, column: number, depth: number): void {
    const { bytes } = this.source;
    let i = colon + 1;
    while (bytes[i] === SPACE) i++;
    if (!this.endsLine(i)) {
      this.readInline(id, i, column, depth);
      return;
    }
    this.setScalar(id, PLAIN, colon + 1, colon + 1);
    this.leaveLine(i);
    if (!this.more) return;
    if (this.indent > column) this.readNested(id, depth + 1);
    else if (this.indent === column && this.isDash()) this.readSequence(id, column, depth + 1);
  }

  /** Reads a value that starts on the line of its key or dash, and moves on to the next content. */
  private readInline(id: NodeId, at: number, parentIndent: number, depth: number): void {
    const { text } = this.source;
    const c = text.charCodeAt(at);
    if (c === DOUBLE_QUOTE || c === SINGLE_QUOTE) {
      const end = this.landmarks.endOfQuoted(at, c);
      this.setScalar(id, c === DOUBLE_QUOTE ? DOUBLE_QUOTED : SINGLE_QUOTED, at, end);
      this.leaveLine(end);
    } else if (c === PIPE || c === GREATER) {
      const extent = measureBlockScalar(text, at, parentIndent);
      this.setScalar(id, c === PIPE ? LITERAL : FOLDED, at, extent.end);
      this.table.set(id, COLUMN, extent.column);
      this.nextLine(extent.nextLine);
    } else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      this.leaveLine(this.flow.readCollection(id, at, depth + 1));
    } else this.readPlain(id, at);
    if (this.more && this.indent > parentIndent) throw offGrammar;
  }

  private readPlain(id: NodeId, at: number): void {
    const { bytes, text } = this.source;
    if (!startsPlain(text, at)) throw offGrammar;
    const lineEnd = this.lineFeeds.from(at);
    const comment = this.landmarks.commentBetween(at, lineEnd);
    let end = comment;
    while (isBlank(bytes[end - 1])) end--;
    if (this.landmarks.tabs.from(at) < comment) throw offGrammar;
    for (let colon = this.colons.from(at); colon < end; colon = this.colons.from(colon + 1)) {
      if (isSeparator(bytes[colon + 1])) throw offGrammar;
    }
    this.setScalar(id, PLAIN, at, end);
    this.nextLine(Math.min(lineEnd + 1, bytes.length));
  }

  private setScalar(id: NodeId, kind: number, start: number, end: number): void {
    const { data } = this.table;
    data[id + FLAGS] = (data[id + FLAGS] as number) | kind;
    data[id + START] = start;
    data[id + END] = end;
  }

  /** Whether only white space and a comment stand between `at` and the end of the line. */
  private endsLine(at: number): boolean {
    const { bytes } = this.source;
    const c = bytes[at];
    if (c === HASH) return bytes[at - 1] === SPACE;
    return c === LF || c === undefined || c === CR;
  }

  /** Moves from the end of a value to the next content. */
  private leaveLine(at: number): void {
    const { bytes } = this.source;
    let i = at;
    while (bytes[i] === SPACE) i++;
    if (!this.endsLine(i)) throw offGrammar;
    this.nextLine(Math.min(this.lineFeeds.from(i) + 1, bytes.length));
  }

  /** Whether a mapping or a sequence starts on the line of its dash. */
  private isCompactCollection(at: number): boolean {
    const { text, bytes } = this.source;
    const c = bytes[at];
    if (c === DASH && isSeparator(bytes[at + 1])) return true;
    if (c === DOUBLE_QUOTE || c === SINGLE_QUOTE) {
      const colon = skipSpaces(text, endOfQuoted(text, at));
      return bytes[colon] === COLON && isSeparator(bytes[colon + 1]);
    }
    if (!startsPlain(text, at)) return false;
    const end = this.landmarks.commentBetween(at, this.lineFeeds.from(at));
    let colon = this.colons.from(at + 1);
    while (colon < end && !isSeparator(bytes[colon + 1])) colon = this.colons.from(colon + 1);
    return colon < end;
  }
}

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
  isDocumentMarker,
  isSeparator,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  PIPE,
  SINGLE_QUOTE,
  SPACE,
  skipSpaces,
  startsPlain,
  TAB,
} from './characters';
import { enterCollection } from './depth';
import { FlowReader } from './flow';
import { hashKey, type KeyWatch, keyText } from './keys';
import { endOfQuoted } from './quoted';

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

  constructor(
    private readonly source: SourceText,
    private readonly table: NodeTable,
    private readonly keys: KeyWatch,
  ) {
    this.flow = new FlowReader(source, table, keys);
  }

  /** Moves to the first content at or behind the line that starts at `lineStart`. */
  nextLine(lineStart: number): void {
    const { text } = this.source;
    for (let line = lineStart; ; ) {
      const at = skipSpaces(text, line);
      const next = this.lineWithoutContent(at);
      if (next > 0) line = next;
      else {
        this.more = at < text.length && !(at === line && isDocumentMarker(text, at));
        this.at = at;
        this.indent = this.more ? at - line : -1;
        if (!this.more && at < text.length) this.marker = at;
        return;
      }
    }
  }

  /** The start of the next line, if nothing but a comment stands from `at` on; 0 if there is content, or the end. */
  private lineWithoutContent(at: number): number {
    const { text } = this.source;
    const c = text.charCodeAt(at);
    if (c === LF) return at + 1;
    if (c === HASH) {
      const lf = text.indexOf('\n', at);
      return lf < 0 ? text.length : lf + 1;
    }
    if (c === CR) return at + 2;
    if (c === TAB) throw offGrammar;
    return 0;
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
      entry = depth === 0 ? this.readOuterEntry(base, column) : this.readEntry(base, column, depth);
    } while (this.continues(column) && !this.isDash());
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

  /** Reads one `- value` at the current content; gives its row. */
  readItem(column: number, depth: number): NodeId {
    const { text } = this.source;
    const id = this.table.add();
    const dash = this.at;
    this.table.set(id, KEY, dash);
    this.table.set(id, KEY_END, dash + 1);
    const i = skipSpaces(text, dash + 1);
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
    const { text } = this.source;
    return text.charCodeAt(this.at) === DASH && isSeparator(text.charCodeAt(this.at + 1));
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
    const { text } = this.source;
    const c = text.charCodeAt(this.at);
    if (c === DOUBLE_QUOTE || c === SINGLE_QUOTE) return this.readQuotedKey(id, base);
    if (!startsPlain(text, this.at)) throw offGrammar;
    let hash = 0;
    let bits = 0;
    for (let i = this.at; ; i++) {
      const k = text.charCodeAt(i);
      // Most characters of keys are letters: behind the colon in ASCII, as none of the others.
      if (!(k > COLON) && this.endsPlainKey(i, k)) {
        this.declareKey(id, base, i, bits > 127 ? CODED_KEY : 0, hash);
        return i;
      }
      hash = (Math.imul(hash, 31) + k) | 0;
      bits |= k;
    }
  }

  private endsPlainKey(at: number, c: number): boolean {
    const { text } = this.source;
    if (c === COLON && isSeparator(text.charCodeAt(at + 1))) {
      if (text.charCodeAt(at - 1) === SPACE) throw offGrammar;
      return true;
    }
    if (c === LF || c === TAB || c === CR || Number.isNaN(c)) throw offGrammar;
    if (c === HASH && text.charCodeAt(at - 1) === SPACE) throw offGrammar;
    return false;
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
    if (end - this.at === 2 && text.startsWith('<<', this.at)) throw offGrammar;
    this.table.set(id, KEY, this.at);
    this.table.set(id, KEY_END, end);
    this.table.set(id, FLAGS, flags);
    this.keys.declare(base, id, hash);
  }

  private readEntryValue(id: NodeId, colon: number, column: number, depth: number): void {
    const i = skipSpaces(this.source.text, colon + 1);
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
      const end = endOfQuoted(text, at);
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
    const { text } = this.source;
    if (!startsPlain(text, at)) throw offGrammar;
    const lineEnd = this.endOfPlainLine(at);
    let end = lineEnd;
    while (text.charCodeAt(end - 1) === SPACE) end--;
    this.setScalar(id, PLAIN, at, end);
    this.leaveLine(lineEnd);
  }

  /** Where a plain scalar on one line ends: at the line break, or at a comment. */
  private endOfPlainLine(at: number): number {
    const { text } = this.source;
    for (let i = at; ; i++) {
      const c = text.charCodeAt(i);
      if (c > COLON) continue;
      if (c === LF || c === CR || Number.isNaN(c)) return i;
      if (c === HASH && text.charCodeAt(i - 1) === SPACE) return i;
      if (c === TAB || (c === COLON && isSeparator(text.charCodeAt(i + 1)))) throw offGrammar;
    }
  }

  private setScalar(id: NodeId, kind: number, start: number, end: number): void {
    this.table.set(id, FLAGS, this.table.get(id, FLAGS) | kind);
    this.table.set(id, START, start);
    this.table.set(id, END, end);
  }

  /** Whether only white space and a comment stand between `at` and the end of the line. */
  private endsLine(at: number): boolean {
    const { text } = this.source;
    const c = text.charCodeAt(at);
    if (c === HASH) return text.charCodeAt(at - 1) === SPACE;
    return c === LF || Number.isNaN(c) || (c === CR && text.charCodeAt(at + 1) === LF);
  }

  /** Moves from the end of a value to the next content. */
  private leaveLine(at: number): void {
    const { text } = this.source;
    const i = skipSpaces(text, at);
    if (text.charCodeAt(i) === LF) this.nextLine(i + 1);
    else {
      if (!this.endsLine(i)) throw offGrammar;
      const lf = text.indexOf('\n', i);
      this.nextLine(lf < 0 ? text.length : lf + 1);
    }
  }

  /** Whether a mapping or a sequence starts on the line of its dash. */
  private isCompactCollection(at: number): boolean {
    const { text } = this.source;
    const c = text.charCodeAt(at);
    if (c === DASH && isSeparator(text.charCodeAt(at + 1))) return true;
    if (c === DOUBLE_QUOTE || c === SINGLE_QUOTE) {
      const colon = skipSpaces(text, endOfQuoted(text, at));
      return text.charCodeAt(colon) === COLON && isSeparator(text.charCodeAt(colon + 1));
    }
    if (!startsPlain(text, at)) return false;
    for (let i = at + 1; ; i++) {
      const k = text.charCodeAt(i);
      if (k === COLON && isSeparator(text.charCodeAt(i + 1))) return true;
      if (k === LF || Number.isNaN(k) || (k === HASH && text.charCodeAt(i - 1) === SPACE)) return false;
    }
  }
}

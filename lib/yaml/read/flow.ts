import { offGrammar } from '../errors';
import {
  CODED_KEY,
  DOUBLE_QUOTED,
  END,
  FLAGS,
  FLOW,
  KEY,
  KEY_END,
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
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  CR,
  DOUBLE_QUOTE,
  HASH,
  isDocumentMarker,
  isFlowIndicator,
  isSeparator,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  startsPlain,
  TAB,
} from './characters';
import { enterCollection } from './depth';
import { hashKey, hashRange, type KeyWatch, keyText } from './keys';
import { endOfQuoted } from './quoted';

/**
 * Reads flow collections: `{a: b}`, `[a, b]`, JSON, on one line or several, comments inside included. Off the grammar
 * are anchors, tags, aliases, explicit keys, plain scalars over several lines, and pairs without a colon or a brace.
 */
export class FlowReader {
  constructor(
    private readonly source: SourceText,
    private readonly table: NodeTable,
    private readonly keys: KeyWatch,
  ) {}

  /** Reads the collection whose bracket stands at `at` into the row `id`; gives the offset behind it. */
  readCollection(id: NodeId, at: number, depth: number): number {
    const { text } = this.source;
    enterCollection(this.source, depth, at);
    const isMap = text.charCodeAt(at) === OPEN_BRACE;
    const close = isMap ? CLOSE_BRACE : CLOSE_BRACKET;
    const base = this.keys.open();
    let i = this.skipBlanks(at + 1);
    while (text.charCodeAt(i) !== close) {
      i = isMap ? this.readPair(base, i, depth) : this.readItem(i, depth);
      i = this.skipBlanks(i);
      const c = text.charCodeAt(i);
      if (c === COMMA) i = this.skipBlanks(i + 1);
      else if (c !== close) throw offGrammar;
    }
    this.keys.close(base);
    this.table.set(id, FLAGS, this.table.get(id, FLAGS) | FLOW | (isMap ? MAP : SEQ));
    this.table.set(id, START, at);
    this.table.set(id, END, i + 1);
    this.table.set(id, NEXT, this.table.length);
    return i + 1;
  }

  private readPair(base: number, at: number, depth: number): number {
    const { text } = this.source;
    const id = this.table.add();
    const colon = this.readKey(id, base, at);
    const i = this.skipBlanks(colon + 1);
    const c = text.charCodeAt(i);
    if (c === COMMA || c === CLOSE_BRACE) {
      this.setScalar(id, PLAIN, colon + 1, colon + 1);
      return i;
    }
    return this.readValue(id, i, depth);
  }

  private readItem(at: number, depth: number): number {
    const id = this.table.add();
    this.table.set(id, KEY, at);
    this.table.set(id, KEY_END, at);
    return this.readValue(id, at, depth);
  }

  /** Gives the offset of the colon. */
  private readKey(id: NodeId, base: number, at: number): number {
    const { text } = this.source;
    const c = text.charCodeAt(at);
    const quoted = c === DOUBLE_QUOTE || c === SINGLE_QUOTE;
    const end = quoted ? endOfQuoted(text, at) : this.endOfPlain(at);
    this.table.set(id, KEY, at);
    this.table.set(id, KEY_END, end);
    if (!quoted && end - at === 2 && text.startsWith('<<', at)) throw offGrammar;
    this.declareKey(id, base, at, end, quoted);
    const colon = this.skipBlanks(end);
    if (text.charCodeAt(colon) !== COLON) throw offGrammar;
    const next = text.charCodeAt(colon + 1);
    if (!quoted && !isSeparator(next) && !isFlowIndicator(next)) throw offGrammar;
    return colon;
  }

  private declareKey(id: NodeId, base: number, at: number, end: number, quoted: boolean): void {
    const { text } = this.source;
    if (quoted || !this.source.isAsciiBetween(at, end)) this.table.set(id, FLAGS, CODED_KEY);
    const hash = quoted ? hashKey(keyText(this.source, this.table, id)) : hashRange(text, at, end);
    this.keys.declare(base, id, hash);
  }

  private readValue(id: NodeId, at: number, depth: number): number {
    const { text } = this.source;
    const c = text.charCodeAt(at);
    if (c === OPEN_BRACE || c === OPEN_BRACKET) return this.readCollection(id, at, depth + 1);
    if (c === DOUBLE_QUOTE || c === SINGLE_QUOTE) {
      return this.setScalar(id, c === DOUBLE_QUOTE ? DOUBLE_QUOTED : SINGLE_QUOTED, at, endOfQuoted(text, at));
    }
    return this.setScalar(id, PLAIN, at, this.endOfPlain(at));
  }

  private setScalar(id: NodeId, kind: number, start: number, end: number): number {
    this.table.set(id, FLAGS, this.table.get(id, FLAGS) | kind);
    this.table.set(id, START, start);
    this.table.set(id, END, end);
    return end;
  }

  private endOfPlain(at: number): number {
    const { text } = this.source;
    const first = text.charCodeAt(at);
    const isIndicator = (first === COLON || first === QUESTION) && isFlowIndicator(text.charCodeAt(at + 1));
    if (isIndicator || !startsPlain(text, at)) throw offGrammar;
    for (let i = at + 1; ; i++) {
      const c = text.charCodeAt(i);
      if (c === TAB || Number.isNaN(c)) throw offGrammar;
      const next = c === COLON ? text.charCodeAt(i + 1) : 0;
      const ends =
        c === LF ||
        c === CR ||
        isFlowIndicator(c) ||
        (c === COLON && (isSeparator(next) || isFlowIndicator(next))) ||
        (c === HASH && text.charCodeAt(i - 1) === SPACE);
      if (ends) return trimSpaces(text, i);
    }
  }

  /** Skips white space, line breaks and comments. */
  private skipBlanks(at: number): number {
    const { text } = this.source;
    for (let i = at; ; i++) {
      const c = text.charCodeAt(i);
      if (c === LF) {
        if (isDocumentMarker(text, i + 1)) throw offGrammar;
      } else if (c === HASH) {
        if (!isSeparator(text.charCodeAt(i - 1))) throw offGrammar;
        const lf = text.indexOf('\n', i);
        if (lf < 0) throw offGrammar;
        i = lf - 1;
      } else if (c !== SPACE && c !== TAB && c !== CR) return i;
    }
  }
}

function trimSpaces(text: string, end: number): number {
  let i = end;
  while (text.charCodeAt(i - 1) === SPACE) i--;
  return i;
}

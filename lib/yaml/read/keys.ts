import type { YamlProblem } from '../errors';
import { CODED_KEY, KEY, KEY_END, type NodeId, type NodeTable } from '../node-table';
import { decodePlain, decodeQuoted } from '../scalar/decode';
import { encodeText, type SourceText } from '../source';
import { DOUBLE_QUOTE, SINGLE_QUOTE } from './characters';

/** From this many keys on, a mapping's keys are looked up instead of compared one by one. */
const MANY = 48;

/** The text of a node's key, decoded. */
export function keyText(source: SourceText, table: NodeTable, id: NodeId): string {
  const start = table.get(id, KEY);
  const end = table.get(id, KEY_END);
  if (!table.has(id, CODED_KEY)) return source.text.slice(start, end);
  const first = source.text.charCodeAt(start);
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return decodeQuoted(source, start, end);
  return decodePlain(source, start, end);
}

/** The hash of a key that has been decoded; equal to that of the same key written plain. */
export function hashKey(key: string): number {
  const text = encodeText(key);
  return hashRange(text, 0, text.length);
}

/**
 * A hash of the key that stands between two offsets of a text with one character per byte: its length and three of its
 * characters. Few mappings hold two keys that agree in them.
 */
export function hashRange(text: string, start: number, end: number): number {
  const length = end - start;
  const middle = text.charCodeAt(start + (length >> 1));
  return length ^ (text.charCodeAt(start) << 8) ^ (text.charCodeAt(end - 1) << 16) ^ (middle << 24);
}

/** Watches over the keys of the mappings that are open, innermost last, and reports each key that stands twice. */
export class KeyWatch {
  private hashes = new Int32Array(256);
  private ids: NodeId[] = [];
  private top = 0;
  private readonly large = new Map<number, Map<string, NodeId>>();

  constructor(
    private readonly source: SourceText,
    private readonly table: NodeTable,
    private readonly problems: YamlProblem[],
  ) {}

  /** Opens a mapping; the answer goes to `declare` and `close`. */
  open(): number {
    return this.top;
  }

  declare(base: number, id: NodeId, hash: number): void {
    const { hashes, top } = this;
    if (top - base < MANY) {
      for (let i = base; i < top; i++) {
        if (hashes[i] === hash && this.compare(this.ids[i] as NodeId, id)) break;
      }
    } else this.lookUp(base, id);
    if (top === hashes.length) this.grow();
    this.hashes[top] = hash;
    this.ids[top] = id;
    this.top = top + 1;
  }

  close(base: number): void {
    if (this.top - base >= MANY) this.large.delete(base);
    this.top = base;
  }

  /** Forgets the keys declared since `open` gave `base`: a reader gave up in the middle of them. */
  abandon(base: number): void {
    const forgotten = this.ids.slice(base, this.top);
    for (const [open, seen] of this.large) {
      if (open >= base) this.large.delete(open);
      for (const id of forgotten) if (seen.get(this.keyOf(id)) === id) seen.delete(this.keyOf(id));
    }
    this.top = base;
  }

  private lookUp(base: number, id: NodeId): void {
    let seen = this.large.get(base);
    if (!seen) {
      seen = new Map();
      for (const known of this.ids.slice(base, this.top)) {
        const key = this.keyOf(known);
        if (!seen.has(key)) seen.set(key, known);
      }
      this.large.set(base, seen);
    }
    const key = this.keyOf(id);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, id);
    else this.report(first, id, key);
  }

  private compare(first: NodeId, second: NodeId): boolean {
    const key = this.keyOf(second);
    if (key !== this.keyOf(first)) return false;
    this.report(first, second, key);
    return true;
  }

  private report(first: NodeId, second: NodeId, key: string): void {
    const firstLine = this.source.lineAt(this.table.get(first, KEY));
    const offset = this.table.get(second, KEY);
    const line = this.source.lineAt(offset);
    this.problems.push({
      code: 'DUPLICATE_KEY',
      message: `the key ${JSON.stringify(key)} stands twice in one mapping, first in line ${firstLine} and again in line ${line}: keep one of them`,
      offset,
      line,
      node: second,
    });
  }

  private keyOf(id: NodeId): string {
    return keyText(this.source, this.table, id);
  }

  private grow(): void {
    const grown = new Int32Array(this.hashes.length * 2);
    grown.set(this.hashes);
    this.hashes = grown;
  }
}

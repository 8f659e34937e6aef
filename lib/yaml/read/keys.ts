import type { YamlProblem } from '../errors';
import { CODED_KEY, KEY, KEY_END, type NodeId, type NodeTable } from '../node-table';
import { decodeQuoted } from '../scalar/decode';
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
  return source.decode(start, end);
}

/** The hash the block reader computes while it looks for the end of a plain key. */
export function hashKey(key: string): number {
  const text = encodeText(key);
  return hashRange(text, 0, text.length);
}

/** The hash of the key that stands between two offsets of a text with one character per byte. */
export function hashRange(text: string, start: number, end: number): number {
  let hash = 0;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** Watches over the keys of the mappings that are open, innermost last, and reports each key that stands twice. */
export class KeyWatch {
  private hashes = new Int32Array(256);
  private ids: NodeId[] = [];
  private top = 0;
  private readonly large = new Map<number, Map<number, NodeId>>();

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
    } else this.lookUp(base, id, hash);
    if (top === hashes.length) this.grow();
    this.hashes[top] = hash;
    this.ids[top] = id;
    this.top = top + 1;
  }

  close(base: number): void {
    if (this.top - base >= MANY) this.large.delete(base);
    this.top = base;
  }

  /** Forgets the mappings opened since `open` gave `base`: a reader gave up in the middle of them. */
  abandon(base: number): void {
    for (const open of this.large.keys()) if (open >= base) this.large.delete(open);
    this.top = base;
  }

  private lookUp(base: number, id: NodeId, hash: number): void {
    let seen = this.large.get(base);
    if (!seen) {
      seen = new Map();
      for (let i = base; i < this.top; i++) seen.set(this.hashes[i] as number, this.ids[i] as NodeId);
      this.large.set(base, seen);
    }
    const other = seen.get(hash);
    if (other === undefined) seen.set(hash, id);
    else if (!this.compare(other, id)) this.compareAll(base, id, hash);
  }

  private compareAll(base: number, id: NodeId, hash: number): void {
    for (let i = base; i < this.top; i++) {
      if (this.hashes[i] === hash && this.compare(this.ids[i] as NodeId, id)) return;
    }
  }

  private compare(first: NodeId, second: NodeId): boolean {
    const key = keyText(this.source, this.table, second);
    if (key !== keyText(this.source, this.table, first)) return false;
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
    return true;
  }

  private grow(): void {
    const grown = new Int32Array(this.hashes.length * 2);
    grown.set(this.hashes);
    this.hashes = grown;
  }
}

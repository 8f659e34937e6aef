import { partitionPoint } from './partition-point';

/**
 * The nodes of a text as rows of numbers, in document order: an index into the bytes, not a tree of objects.
 * A node's id is the offset of its row; its children follow it directly, and NEXT skips over them.
 */

export type NodeId = number;

/** Kind (low 4 bits) and flags. */
export const FLAGS = 0;
/** Start of the key; of the dash in a block sequence; of the value in a flow sequence; -1 at the root. */
export const KEY = 1;
export const KEY_END = 2;
/** Start of the value; equal to END for an empty value, which then stands behind its colon or dash. */
export const START = 3;
/** End of the value, before the line break that ends its last line, and before any comment on that line. */
export const END = 4;
/** Id of the next row that is not below this one. */
export const NEXT = 5;
/** Column of the entries of a block collection; of the content of a block scalar. */
export const COLUMN = 6;
const STRIDE = 7;

export const KIND = 0xf;
export const MAP = 1;
export const SEQ = 2;
export const PLAIN = 3;
export const SINGLE_QUOTED = 4;
export const DOUBLE_QUOTED = 5;
export const LITERAL = 6;
export const FOLDED = 7;
export const ALIAS = 8;

export const FLOW = 1 << 4;
/** The key is quoted, or holds bytes beyond ASCII: it cannot be compared byte by byte. */
export const CODED_KEY = 1 << 5;
/** `extras` holds a tag, an anchor or an alias target for the node. */
export const HAS_EXTRAS = 1 << 6;
/** The key is a merge key (`<<`). */
export const MERGE_KEY = 1 << 7;
/** The mapping has a merge key. */
export const MERGES = 1 << 8;
/** The overlay holds a replacement of the node, or changes of its entries. */
export const EDITED = 1 << 9;

/** What only nodes of the slow path have. */
export interface NodeExtras {
  tag?: string;
  anchor?: string;
  /** The node an alias stands for. */
  target?: NodeId;
  /** Where the entry starts, if not at its key: at a `?`, or at a tag or anchor of the key. */
  entryStart?: number;
}

export class NodeTable {
  data: Int32Array;
  /** The next free row. */
  length = 0;
  readonly extras = new Map<NodeId, NodeExtras>();
  constructor(textLength: number) {
    // Kubernetes YAML has one node per 24 bytes or so.
    this.data = new Int32Array((Math.ceil(textLength / 20) + 64) * STRIDE);
  }

  add(): NodeId {
    const id = this.length;
    this.length = id + STRIDE;
    if (this.length > this.data.length) this.grow();
    const { data } = this;
    data[id + FLAGS] = 0;
    data[id + KEY] = -1;
    data[id + KEY_END] = -1;
    data[id + NEXT] = this.length;
    data[id + COLUMN] = 0;
    return id;
  }

  /** Adds the row of a scalar with all that is to be said about it. */
  addScalar(flags: number, key: number, keyEnd: number, start: number, end: number): NodeId {
    const id = this.length;
    this.length = id + STRIDE;
    if (this.length > this.data.length) this.grow();
    const { data } = this;
    data[id + FLAGS] = flags;
    data[id + KEY] = key;
    data[id + KEY_END] = keyEnd;
    data[id + START] = start;
    data[id + END] = end;
    data[id + NEXT] = this.length;
    data[id + COLUMN] = 0;
    return id;
  }

  /** Forgets the rows from `length` on. */
  rollback(length: number): void {
    this.length = length;
    for (const id of this.extras.keys()) if (id >= length) this.extras.delete(id);
  }

  /** The number of rows of a node and what is below it. */
  size(id: NodeId): number {
    return (this.get(id, NEXT) - id) / STRIDE;
  }

  get(id: NodeId, field: number): number {
    return this.data[id + field] as number;
  }

  set(id: NodeId, field: number, value: number): void {
    this.data[id + field] = value;
  }

  kind(id: NodeId): number {
    return this.get(id, FLAGS) & KIND;
  }

  has(id: NodeId, flag: number): boolean {
    return (this.get(id, FLAGS) & flag) !== 0;
  }

  mark(id: NodeId, flags: number): void {
    this.set(id, FLAGS, this.get(id, FLAGS) | flags);
  }

  unmark(id: NodeId, flags: number): void {
    this.set(id, FLAGS, this.get(id, FLAGS) & ~flags);
  }

  isCollection(id: NodeId): boolean {
    const kind = this.kind(id);
    return kind === MAP || kind === SEQ;
  }

  children(id: NodeId): NodeId[] {
    const children: NodeId[] = [];
    const end = this.get(id, NEXT);
    for (let child = id + STRIDE; child < end; child = this.get(child, NEXT)) children.push(child);
    return children;
  }

  /** The first child's id, whether it exists or not: compare with NEXT. */
  firstChild(id: NodeId): NodeId {
    return id + STRIDE;
  }

  /** The last child of a collection that is not empty. */
  lastChild(id: NodeId): NodeId {
    const end = this.get(id, NEXT);
    let last = id + STRIDE;
    for (let child = last; child < end; child = this.get(child, NEXT)) last = child;
    return last;
  }

  childCount(id: NodeId): number {
    const end = this.get(id, NEXT);
    let count = 0;
    for (let child = id + STRIDE; child < end; child = this.get(child, NEXT)) count++;
    return count;
  }

  /** The last row whose key starts at or before an offset. */
  lastFrom(offset: number): NodeId {
    const behind = partitionPoint(this.length / STRIDE, row => (this.data[row * STRIDE + KEY] as number) <= offset);
    return (behind - 1) * STRIDE;
  }

  isEmpty(id: NodeId): boolean {
    return this.get(id, NEXT) === id + STRIDE;
  }

  extrasOf(id: NodeId): NodeExtras {
    let extras = this.extras.get(id);
    if (!extras) {
      extras = {};
      this.extras.set(id, extras);
      this.mark(id, HAS_EXTRAS);
    }
    return extras;
  }

  private grow(): void {
    const grown = new Int32Array(this.data.length * 2);
    grown.set(this.data);
    this.data = grown;
  }
}

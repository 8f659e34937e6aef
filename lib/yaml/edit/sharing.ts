import { NEXT, type NodeId, type NodeTable } from '../node-table';
import { partitionPoint } from '../partition-point';

/** Which nodes are anchored, and which aliases stand for them. */
export class Sharing {
  /** Anchored nodes that aliases stand for, in document order. */
  private readonly anchored: NodeId[];
  /** For each of them: how far it and all before it reach. */
  private readonly reach: NodeId[] = [];
  private readonly aliases = new Map<NodeId, NodeId[]>();

  constructor(private readonly table: NodeTable) {
    for (const [alias, { target }] of table.extras) {
      if (target === undefined) continue;
      const aliases = this.aliases.get(target);
      if (aliases) aliases.push(alias);
      else this.aliases.set(target, [alias]);
    }
    this.anchored = [...this.aliases.keys()].sort((a, b) => a - b);
    let reach = -1;
    for (const id of this.anchored) {
      reach = Math.max(reach, table.get(id, NEXT));
      this.reach.push(reach);
    }
  }

  get isEmpty(): boolean {
    return this.anchored.length === 0;
  }

  aliasesOf(anchored: NodeId): readonly NodeId[] {
    return this.aliases.get(anchored) ?? [];
  }

  /** Anchored nodes that hold `node`, itself not counted. */
  around(node: NodeId): NodeId[] {
    const around: NodeId[] = [];
    for (let i = this.indexOf(node) - 1; i >= 0 && (this.reach[i] as number) > node; i--) {
      const id = this.anchored[i] as NodeId;
      if (this.table.get(id, NEXT) > node) around.push(id);
    }
    return around;
  }

  /** Anchored nodes at and below `node`. */
  within(node: NodeId): NodeId[] {
    const end = this.table.get(node, NEXT);
    const from = this.indexOf(node);
    let to = from;
    while (to < this.anchored.length && (this.anchored[to] as NodeId) < end) to++;
    return this.anchored.slice(from, to);
  }

  /** The number of anchored nodes before `node`. */
  private indexOf(node: NodeId): number {
    return partitionPoint(this.anchored.length, i => (this.anchored[i] as NodeId) < node);
  }
}

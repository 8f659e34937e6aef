import { NEXT, type NodeId, SEQ } from '../node-table';
import type { Path } from '../path';
import type { YamlTree } from '../tree';

interface Step {
  node: NodeId;
  /** Its place among its siblings. */
  place: number;
  /** The child looked at last, and its place. */
  child: NodeId;
  childPlace: number;
}

/** The way from a node down to one below it. It only goes on in the text, so that a walk to many nodes is one walk. */
export class Trail {
  private readonly steps: Step[];

  constructor(
    private readonly tree: YamlTree,
    from: NodeId,
  ) {
    this.steps = [this.step(from, 0)];
  }

  /** Goes to a node at or behind the one it stands at. */
  moveTo(node: NodeId): void {
    const { table } = this.tree;
    while (node >= table.get(this.last.node, NEXT)) this.steps.pop();
    while (this.last.node !== node) {
      const { last } = this;
      for (let next = table.get(last.child, NEXT); next <= node; next = table.get(last.child, NEXT)) {
        last.child = next;
        last.childPlace++;
      }
      this.steps.push(this.step(last.child, last.childPlace));
    }
  }

  /** The nodes on the way, innermost first. */
  *inwardOut(): Iterable<NodeId> {
    for (let i = this.steps.length - 1; i >= 0; i--) yield (this.steps[i] as Step).node;
  }

  /** The path of a node on the way. */
  pathOf(node: NodeId): Path {
    const path: (string | number)[] = [];
    for (let i = 1; i < this.steps.length && (this.steps[i - 1] as Step).node !== node; i++) {
      const { node: child, place } = this.steps[i] as Step;
      const isItem = this.tree.table.kind((this.steps[i - 1] as Step).node) === SEQ;
      path.push(isItem ? place : this.tree.keyOf(child));
    }
    return path;
  }

  private get last(): Step {
    return this.steps[this.steps.length - 1] as Step;
  }

  private step(node: NodeId, place: number): Step {
    return { node, place, child: this.tree.table.firstChild(node), childPlace: 0 };
  }
}

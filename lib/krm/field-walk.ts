import { ABSENT } from '../yaml/document';
import type { NodeId } from '../yaml/node-table';
import type { Path } from '../yaml/path';
import type { Field, FieldTree } from './field-tree';
import { type KubeObject, StringMap } from './kube-object';

/**
 * Calls `visit` for the mapping at each field of an object: where it is, or would be (what comes behind the last `*` need
 * not exist). Gives the same mappings as `expand`, in one walk for all fields.
 */
export function visitFields<F extends Field>(
  object: KubeObject,
  tree: FieldTree<F>,
  visit: (field: F, map: StringMap) => void,
): void {
  new FieldWalk(object, visit, true).visitBelow(object.node, [], tree);
}

/** Like `visitFields`, without the places where the text has nothing. */
export function visitPresentFields<F extends Field>(
  object: KubeObject,
  tree: FieldTree<F>,
  visit: (field: F, map: StringMap) => void,
): void {
  new FieldWalk(object, visit, false).visitBelow(object.node, [], tree);
}

/** `indices`: the items of lists chosen on the way to a node. */
class FieldWalk<F extends Field> {
  constructor(
    private readonly object: KubeObject,
    private readonly visit: (field: F, map: StringMap) => void,
    private readonly includesAbsent: boolean,
  ) {}

  visitBelow(node: NodeId, indices: readonly number[], tree: FieldTree<F>): void {
    // By index: for-of makes garbage until it is compiled, and this runs for every object.
    const { fields, branches } = tree;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as F;
      this.visit(field, new StringMap(this.object, withIndices(field.path, indices), node));
    }
    for (let i = 0; i < branches.length; i++) {
      const branch = branches[i] as FieldTree<F>;
      if (branch.step === '*') this.visitItems(node, indices, branch);
      else this.visitChild(node, branch.step, indices, branch);
    }
  }

  private visitItems(list: NodeId, indices: readonly number[], tree: FieldTree<F>): void {
    const length = this.object.document.length(list, []);
    for (let i = 0; i < length; i++) this.visitChild(list, i, [...indices, i], tree);
  }

  private visitChild(node: NodeId, key: string | number, indices: readonly number[], tree: FieldTree<F>): void {
    const child = this.object.document.ownChild(node, key);
    if (child >= 0) this.visitBelow(child, indices, tree);
    else if (child === ABSENT) this.visitAbsent(indices, tree);
    else this.visitElsewhere(indices, tree);
  }

  /** Visits fields below a place where nothing is. */
  private visitAbsent(indices: readonly number[], { direct }: FieldTree<F>): void {
    if (!this.includesAbsent) return;
    for (let i = 0; i < direct.length; i++) {
      const field = direct[i] as F;
      this.visit(field, new StringMap(this.object, withIndices(field.path, indices)));
    }
  }

  /** Visits fields below a place that an alias, a merge or an edit brings. */
  private visitElsewhere(indices: readonly number[], tree: FieldTree<F>): void {
    for (const field of tree.all) {
      const here = withIndices(field.path.slice(0, tree.depth), indices);
      for (const path of this.object.expandFrom(here, field.path, tree.depth)) {
        this.visit(field, new StringMap(this.object, path));
      }
    }
  }
}

/** A path whose `*` are the items with these indices. */
function withIndices(path: readonly string[], indices: readonly number[]): Path {
  if (indices.length === 0) return path;
  let next = 0;
  return path.map(step => (step === '*' ? (indices[next++] as number) : step));
}

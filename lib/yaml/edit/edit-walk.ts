import { FLOW, MAP, NEXT, type NodeId, SEQ } from '../node-table';
import type { YamlTree } from '../tree';
import { assignKey, type YamlMap, type YamlValue } from '../value';
import { BlockEdits, FlowEdits } from './collection-edits';
import type { CollectionEdits } from './overlay';
import { replaceNode } from './replacement';
import { type Splice, SpliceLog } from './splices';

/** The splices that carry out the edits of a tree, in the order of the text. */
export function collectSplices(tree: YamlTree, root: NodeId): Splice[] {
  if (tree.overlay.isEmpty) return [];
  const log = new SpliceLog(tree, root);
  new EditWalk(tree, log).visit(root, -1);
  // At the same place, insertions come first, those of inner collections before those of outer ones (stable sort).
  return log.splices.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Walks from the root to every edited node, and past everything else. */
class EditWalk {
  /** A node that is both replaced and changed inside stands twice. */
  private readonly edited: Int32Array;
  private next = 0;

  constructor(
    private readonly tree: YamlTree,
    private readonly log: SpliceLog,
  ) {
    const { replaced, collections } = tree.overlay;
    const edited = new Int32Array(replaced.size + collections.size);
    edited.set([...replaced.keys(), ...collections.keys()]);
    this.edited = edited.sort();
  }

  visit(id: NodeId, parent: NodeId): void {
    const { table, overlay } = this.tree;
    const mark = this.log.splices.length;
    const replacement = overlay.replacementOf(id);
    const edits = overlay.editsOf(id);
    if (replacement !== undefined) replaceNode(this.tree, this.log, id, parent, replacement);
    else if (edits && this.isEmptied(id, parent, edits))
      replaceNode(this.tree, this.log, id, parent, addedValue(this.tree, id, edits), edits.texts);
    else {
      const end = table.get(id, NEXT);
      for (let child = table.firstChild(id); child < end; child = table.get(child, NEXT)) {
        if (!this.holdsEdits(child)) continue;
        if (edits?.deleted?.has(child)) this.skip(child);
        else this.visit(child, id);
      }
      if (edits) this.writeEdits(id, edits, this.log.reachSince(mark));
    }
    this.skip(id);
  }

  private holdsEdits(id: NodeId): boolean {
    while (this.next < this.edited.length && (this.edited[this.next] as NodeId) < id) this.next++;
    return this.next < this.edited.length && (this.edited[this.next] as NodeId) < this.tree.table.get(id, NEXT);
  }

  private skip(id: NodeId): void {
    const end = this.tree.table.get(id, NEXT);
    while (this.next < this.edited.length && (this.edited[this.next] as NodeId) < end) this.next++;
  }

  private isEmptied(id: NodeId, parent: NodeId, edits: CollectionEdits): boolean {
    const { table } = this.tree;
    // An empty list becomes a block list, as long as it does not stand in a flow collection.
    const toBlock = edits.inBlock || (table.isEmpty(id) && table.kind(id) === SEQ);
    if (toBlock) return parent >= 0 && !table.has(parent, FLOW);
    if (table.has(id, FLOW)) return false;
    return edits.deleted ? edits.deleted.size === table.childCount(id) : table.isEmpty(id);
  }

  private writeEdits(id: NodeId, edits: CollectionEdits, reach: number): void {
    if (this.tree.table.has(id, FLOW)) new FlowEdits(this.tree, this.log, id, edits).write();
    else new BlockEdits(this.tree, this.log, id, edits).write(reach);
  }
}

function addedValue(tree: YamlTree, id: NodeId, edits: CollectionEdits): YamlValue {
  if (tree.table.kind(id) !== MAP) return edits.appended ?? [];
  const map: YamlMap = {};
  for (const [key, value] of edits.added ?? []) assignKey(map, key, value);
  return map;
}

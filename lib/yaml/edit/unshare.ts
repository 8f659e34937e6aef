import { ALIAS, MERGE_KEY, MERGES, NEXT, type NodeId } from '../node-table';
import type { Path } from '../path';
import type { YamlTree } from '../tree';

/**
 * Anchors and aliases share one piece of text between several places. An edit means one place only: before it, every
 * alias that would change with it gets a copy of its own. All other sharing stays as it is.
 */

/** To be called before `path` below `node` is set. */
export function unshareForEdit(tree: YamlTree, node: NodeId, path: Path): void {
  unshare(tree, node, path, false);
}

/** To be called before the entry at `path` below `node` is deleted. */
export function unshareForDeletion(tree: YamlTree, node: NodeId, path: Path): void {
  unshare(tree, node, path, true);
}

function unshare(tree: YamlTree, node: NodeId, path: Path, deletes: boolean): void {
  if (tree.sharing.isEmpty && !deletes) return;
  copyAliasesOf(tree, tree.sharing.around(node));
  let at = node;
  for (let i = 0; i < path.length; i++) {
    if (isDetached(tree, at)) return;
    copyAliasesOf(tree, [at]);
    const key = path[i] as string | number;
    if (deletes && typeof key === 'string') ownMergedEntry(tree, at, key, i === path.length - 1);
    const child = tree.childAt(at, key);
    if (child < 0) return;
    at = child;
  }
  if (!isDetached(tree, at)) copyAliasesOf(tree, tree.sharing.within(at), at);
}

/** Whether a node's value is its own already. An alias becomes a copy of what it stands for. */
function isDetached(tree: YamlTree, node: NodeId): boolean {
  // Aliases of a scalar that was rewritten still stand for it.
  if (tree.overlay.replacementOf(node) !== undefined) return tree.overlay.rewrittenText(node) === undefined;
  if (tree.table.kind(node) !== ALIAS) return false;
  tree.overlay.replace(node, tree.toJS(node));
  return true;
}

/** Gives the aliases of anchored nodes copies of their own; those inside `except` change with it anyway. */
function copyAliasesOf(tree: YamlTree, anchored: readonly NodeId[], except?: NodeId): void {
  for (const id of anchored) {
    for (const alias of tree.sharing.aliasesOf(id)) {
      const inside = except !== undefined && alias > except && alias < tree.table.get(except, NEXT);
      if (!inside && tree.overlay.replacementOf(alias) === undefined) tree.overlay.replace(alias, tree.toJS(alias));
    }
  }
}

/** What a merge brings to a mapping is not the mapping's own: before a deletion in it, the mapping gets a copy. */
function ownMergedEntry(tree: YamlTree, map: NodeId, key: string, isDeleted: boolean): void {
  if (!tree.table.has(map, MERGES)) return;
  if (isDeleted) expandMerges(tree, map, key);
  else if (tree.findEntry(map, key) < 0) {
    const place = tree.entries(map).get(key);
    if (typeof place === 'number') tree.overlay.addEntry(map, key, tree.placeToJS(place));
  }
}

/** A key that a merge brings cannot be deleted as long as it is merged: the merge becomes the keys it stands for. */
function expandMerges(tree: YamlTree, map: NodeId, key: string): void {
  const merges = tree.overlay.remaining(map).filter(child => tree.table.has(child, MERGE_KEY));
  if (!merges.some(merge => tree.mergedEntries(merge).has(key))) return;
  for (const [name, place] of tree.entries(map)) {
    if (tree.findEntry(map, name) < 0) tree.overlay.addEntry(map, name, tree.placeToJS(place));
  }
  for (const merge of merges) tree.overlay.delete(map, merge);
}

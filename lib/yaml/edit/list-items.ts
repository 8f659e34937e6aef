import { ALIAS, END, FLOW, FOLDED, HAS_EXTRAS, LITERAL, type NodeId, START } from '../node-table';
import type { YamlTree } from '../tree';
import { cloneValue, sameValue, type YamlValue } from '../value';
import { unshareForEdit } from './unshare';

/** An item with the way it is written, so that `1.10` is no 1.1: a scalar on one line, or a block at column 0. */
export interface WrittenItem {
  value: YamlValue;
  text?: string;
}

/** The items of a list as they are written. */
export function writtenItems(tree: YamlTree, list: NodeId): WrittenItem[] {
  return tree.overlay.remaining(list).map(item => {
    const value = tree.toJS(item);
    const text = textOnOneLine(tree, item);
    return text === undefined ? { value } : { value, text };
  });
}

/** Undefined for what spans lines, and for what says something only where it stands: an alias, an anchor. */
function textOnOneLine({ table, source }: YamlTree, item: NodeId): string | undefined {
  const kind = table.kind(item);
  const isBlock = kind === LITERAL || kind === FOLDED || (table.isCollection(item) && !table.has(item, FLOW));
  if (isBlock || kind === ALIAS || table.has(item, HAS_EXTRAS)) return undefined;
  const text = source.decode(table.get(item, START), table.get(item, END));
  return text === '' || text.includes('\n') || /[&*!]/.test(text) ? undefined : text;
}

/** Whether a list has these items, written so. */
export function hasListItems(tree: YamlTree, list: NodeId, items: readonly WrittenItem[]): boolean {
  const present = tree.overlay.remaining(list);
  const isAsRead = tree.overlay.appendedTo(list).length === 0;
  return isAsRead && present.length === items.length && items.every((item, i) => isSame(tree, present[i], item));
}

/** Makes a list hold these items with the fewest edits; gives whether it differed. */
export function setListItems(tree: YamlTree, list: NodeId, items: readonly WrittenItem[]): boolean {
  if (hasListItems(tree, list, items)) return false;
  unshareForEdit(tree, list, []);
  const { overlay, table } = tree;
  const present = overlay.remaining(list);
  const isRewritten = items.length > 0 && table.has(list, FLOW);
  if (isRewritten) overlay.putInBlock(list);
  if (overlay.appendedTo(list).length > 0) overlay.appending(list).length = 0;
  const kept = isRewritten ? 0 : Math.min(present.length, items.length);
  present.forEach((node, i) => {
    const item = items[i];
    if (i >= kept) overlay.delete(list, node);
    else if (item && !isSame(tree, node, item)) overlay.replace(node, cloneValue(item.value), item.text);
  });
  for (const { value, text } of items.slice(kept)) overlay.append(list, cloneValue(value), text);
  return true;
}

/** Whether an item stands there already: the same value and, if it is no string but a scalar, the same text. */
function isSame(tree: YamlTree, node: NodeId | undefined, { value, text }: WrittenItem): boolean {
  if (node === undefined || !sameValue(tree.toJS(node), value)) return false;
  return typeof value === 'string' || typeof value === 'object' || tree.scalarText(node) === text;
}

import { COLUMN, END, type NodeId } from '../node-table';
import type { YamlTree } from '../tree';
import { endWithComments, valueStart } from './places';

/** The text of a list's item as it was read, without its dash, at column 0, with the comments that stand in and below it. */
export function itemSource({ source, table }: YamlTree, list: NodeId, item: NodeId): string {
  const column = table.get(item, COLUMN);
  const start = valueStart(source, table, item, list);
  const end = endWithComments(source, table.get(item, END), column, -1);
  const dedented = source.decode(start, end).replace(new RegExp(`(?<=\\n) {1,${Math.max(column, 1)}}`, 'g'), '');
  return dedented.trimStart();
}

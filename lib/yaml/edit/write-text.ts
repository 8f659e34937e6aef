import type { NodeId } from '../node-table';
import type { YamlTree } from '../tree';
import { collectSplices } from './splices';

/** The bytes of a text with the edits of its overlay. Without edits: the bytes that were read. */
export function writeText(tree: YamlTree, root: NodeId): Buffer {
  const { text } = tree.source;
  const parts: string[] = [];
  let at = 0;
  for (const splice of collectSplices(tree, root)) {
    const isInsertion = splice.start === splice.end;
    if (splice.start < at && !isInsertion) throw new Error(`edits overlap at byte ${splice.start}`);
    // New lines that were to follow a comment which an inner deletion takes away follow the deletion.
    parts.push(text.slice(at, splice.start), splice.text);
    at = Math.max(at, splice.end);
  }
  parts.push(text.slice(at));
  return Buffer.from(parts.join(''), 'latin1');
}

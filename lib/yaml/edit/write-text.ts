import type { NodeId } from '../node-table';
import type { YamlTree } from '../tree';
import { collectSplices } from './edit-walk';

/** The bytes of a text with the edits of its overlay. Without edits: the bytes that were read. */
export function writeText(tree: YamlTree, root: NodeId): Buffer {
  const { bytes } = tree.source;
  const splices = collectSplices(tree, root);
  if (splices.length === 0) return bytes;
  const written = Buffer.allocUnsafe(splices.reduce((length, { text }) => length + text.length, bytes.length));
  let length = 0;
  let at = 0;
  for (const { start, end, text } of splices) {
    // Deletions may share a line break; new lines that were to follow a deleted comment follow the deletion.
    if (start < at && start !== end && text !== '') throw new Error(`edits overlap at byte ${start}`);
    if (start > at) length += bytes.copy(written, length, at, start);
    length += written.write(text, length, 'latin1');
    at = Math.max(at, end);
  }
  length += bytes.copy(written, length, at);
  return written.subarray(0, length);
}

import { FLOW, KEY, type NodeId } from '../node-table';
import { DOUBLE_QUOTE } from '../read/characters';
import { encodeText } from '../source';
import type { YamlTree } from '../tree';

/** A change of the text: what stands from `start` to `end` goes, `text` (one character per byte) comes. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Collects splices and knows how this text spells line breaks and flow values. */
export class SpliceLog {
  readonly splices: Splice[] = [];
  readonly flowPlace: 'flow' | 'json';
  private readonly lineBreak: string;

  constructor(tree: YamlTree, root: NodeId) {
    this.lineBreak = tree.source.lineBreak;
    const first = tree.table.firstChild(root);
    const quoted =
      !tree.table.isEmpty(root) && tree.source.text.charCodeAt(tree.table.get(first, KEY)) === DOUBLE_QUOTE;
    this.flowPlace = tree.table.has(root, FLOW) && quoted ? 'json' : 'flow';
  }

  add(start: number, end: number, text: string): void {
    if (start < end || text !== '') this.splices.push({ start, end, text: encodeText(text) });
  }

  insert(at: number, text: string): void {
    this.add(at, at, text);
  }

  /** The last place that splices have gone to since there were `mark` of them; -1 without any. */
  reachSince(mark: number): number {
    let reach = -1;
    for (let i = mark; i < this.splices.length; i++) reach = Math.max(reach, (this.splices[i] as Splice).start);
    return reach;
  }

  /** Lines to follow the end of another line. */
  lines(lines: readonly string[], column: number): string {
    const start = this.lineBreak + ' '.repeat(column);
    let text = '';
    for (const line of lines) text += line === '' ? this.lineBreak : start + line;
    return text;
  }
}

import { FLOW, KEY, type NodeId } from '../node-table';
import { DOUBLE_QUOTE } from '../read/characters';
import { encodeText, type SourceText } from '../source';
import type { YamlTree } from '../tree';
import type { Layout } from '../write/render';
import { isFollowedByEmptyLine } from './places';

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
  private readonly layouts: Record<'plain' | 'quoted' | 'beforeEmptyLine', Layout>;

  private readonly source: SourceText;

  constructor(tree: YamlTree, root: NodeId) {
    this.source = tree.source;
    const { lineBreak } = tree.source;
    this.layouts = {
      plain: { lineBreak },
      quoted: { lineBreak, quoted: true },
      beforeEmptyLine: { lineBreak, beforeEmptyLine: true },
    };
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

  /** How new text is laid out in front of what stands at `at`. `quoted`: without block scalars. */
  layout(at: number, quoted: boolean): Layout {
    if (quoted) return this.layouts.quoted;
    return isFollowedByEmptyLine(this.source, at) ? this.layouts.beforeEmptyLine : this.layouts.plain;
  }
}

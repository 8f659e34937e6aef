import {
  COLUMN,
  DOUBLE_QUOTED,
  END,
  FLOW,
  FOLDED,
  HAS_EXTRAS,
  LITERAL,
  type NodeId,
  SEQ,
  SINGLE_QUOTED,
  START,
} from '../node-table';
import { readBlockHeader } from '../read/block-scalar';
import { COLON, skipSpaces } from '../read/characters';
import type { YamlTree } from '../tree';
import type { YamlValue } from '../value';
import { allowsBlock, blockText, flowText, isNested, type Layout, literalText, newLine } from '../write/render';
import { allowsLiteral, allowsSingle, renderString, styleOf } from '../write/scalar-style';
import { isFollowedByDeepComment, valueStart } from './places';
import { rewrittenScalar } from './rewriting';
import type { SpliceLog } from './splices';

/**
 * Writes a value in the place of a node's old one. A scalar keeps the quotes of the old one where it can. `texts`: how
 * items of a list are to be written, by their places.
 */
export function replaceNode(
  tree: YamlTree,
  log: SpliceLog,
  id: NodeId,
  parent: NodeId,
  value: YamlValue,
  texts?: ReadonlyMap<number, string>,
): void {
  const text = tree.overlay.rewrittenText(id);
  if (text !== undefined) rewrite(tree, log, id, parent, text);
  else if (parent < 0) replaceRoot(tree, log, id, value);
  else if (tree.table.has(parent, FLOW)) replaceInFlow(tree, log, id, parent, value);
  else new BlockReplacement(tree, log, id, parent).write(value, texts);
}

function rewrite(tree: YamlTree, log: SpliceLog, id: NodeId, parent: NodeId, text: string): void {
  const place = parent >= 0 && tree.table.has(parent, FLOW) ? 'flow' : 'block';
  log.add(tree.table.get(id, START), tree.table.get(id, END), rewrittenScalar(tree, id, text, place));
}

function replaceRoot(tree: YamlTree, log: SpliceLog, id: NodeId, value: YamlValue): void {
  const { table, source } = tree;
  const start = table.get(id, START);
  const end = source.lineEnd(table.get(id, END));
  const column = start - source.lineStart(start);
  const layout = log.layout(end, isFollowedByDeepComment(source, end, column));
  log.add(start, end, isNested(value) ? blockText(value, column, layout) : flowText(value, 'block'));
}

function replaceInFlow(tree: YamlTree, log: SpliceLog, id: NodeId, parent: NodeId, value: YamlValue): void {
  const { table, source } = tree;
  const start = table.get(id, START);
  const end = table.get(id, END);
  const text = flowText(value, log.flowPlace);
  const from = hasProperties(tree, id) ? skipSpaces(source.text, valueStart(source, table, id, parent)) : start;
  if (start < end || from < start || table.kind(parent) === SEQ) log.add(from, end, text);
  else log.add(start, end, source.text.charCodeAt(start - 1) === COLON ? ` ${text}` : `: ${text}`);
}

/** A tag or an anchor stands before the value. Both go with the old value. */
function hasProperties(tree: YamlTree, id: NodeId): boolean {
  if (!tree.table.has(id, HAS_EXTRAS)) return false;
  const extras = tree.table.extras.get(id);
  return extras?.tag !== undefined || extras?.anchor !== undefined;
}

class BlockReplacement {
  private readonly start: number;
  private readonly end: number;
  /** Behind the colon or the dash. */
  private readonly from: number;
  private readonly keyLineEnd: number;
  private readonly column: number;
  private readonly inSequence: boolean;

  constructor(
    private readonly tree: YamlTree,
    private readonly log: SpliceLog,
    private readonly id: NodeId,
    parent: NodeId,
  ) {
    const { table, source } = tree;
    this.start = table.get(id, START);
    this.end = table.get(id, END);
    this.from = valueStart(source, table, id, parent);
    this.keyLineEnd = source.lineEnd(this.from);
    this.column = table.get(parent, COLUMN);
    this.inSequence = table.kind(parent) === SEQ;
  }

  write(value: YamlValue, texts?: ReadonlyMap<number, string>): void {
    const layout = this.log.layout(this.end, this.isFollowedByDeepComment());
    const written = this.tree.overlay.replacementText(this.id);
    if (written !== undefined) this.writeBehindKey(` ${written}`, layout);
    else if (isNested(value)) {
      const column = !this.inSequence && Array.isArray(value) ? this.column : this.column + 2;
      const text = blockText(value, column, layout, texts);
      this.writeBehindKey(this.inSequence ? ` ${text}` : newLine(column, layout) + text, layout);
    } else if (this.isLiteral(value, layout)) {
      this.writeBehindKey(` ${literalText(value, this.column + 2, layout)}`, layout);
    } else this.writeBehindKey(` ${this.inlineText(value)}`, layout);
  }

  /**
   * Puts a text behind the colon or dash, in place of all that the old value was. Its first line goes before a comment
   * that stands there, the others below.
   */
  private writeBehindKey(written: string, layout: Layout): void {
    const { lineBreak } = layout;
    // An explicit key (`? a`) without a value has no colon yet.
    const text = this.hasIndicator() ? written : `${newLine(this.column, layout)}:${written}`;
    const firstEnd = text.includes(lineBreak) ? text.indexOf(lineBreak) : text.length;
    const first = text.slice(0, firstEnd);
    const below = text.slice(firstEnd);
    const { source, table } = this.tree;
    const kind = table.kind(this.id);
    if (kind === LITERAL || kind === FOLDED) {
      // A comment may stand behind the header.
      const headerEnd = source.lineEnd(this.start);
      this.log.add(this.from, readBlockHeader(source.text, this.start).end, first);
      this.log.insert(headerEnd, below);
      this.log.add(headerEnd, Math.max(headerEnd, this.end), '');
    } else if (this.start <= this.keyLineEnd) {
      this.log.add(this.from, this.end, first);
      this.log.insert(source.lineEnd(this.end), below);
    } else {
      this.log.add(this.from, this.endOfProperties(), first);
      this.log.insert(this.keyLineEnd, below);
      this.log.add(this.keyLineEnd, source.lineEnd(this.end), '');
    }
  }

  private hasIndicator(): boolean {
    return this.inSequence || this.tree.source.text.charCodeAt(this.from - 1) === COLON;
  }

  /** Where the tag and anchor of a value end that starts on a later line. */
  private endOfProperties(): number {
    const { text } = this.tree.source;
    let end = this.from;
    for (;;) {
      const at = skipSpaces(text, end);
      if (text[at] !== '&' && text[at] !== '!') return end;
      end = at;
      while (end < this.keyLineEnd && text[end] !== ' ') end++;
    }
  }

  private isLiteral(value: YamlValue, layout: Layout): value is string {
    if (typeof value !== 'string') return false;
    const kind = this.tree.table.kind(this.id);
    if (kind === SINGLE_QUOTED || kind === DOUBLE_QUOTED || !allowsBlock(value, layout)) return false;
    // Behind the header of a block, a tab before a comment is no YAML.
    const { source } = this.tree;
    if (source.text.slice(this.end, source.lineEnd(this.end)).includes('\t')) return false;
    const wanted = styleOf(value, 'block') === 'literal' || (kind === LITERAL && value !== '');
    return wanted && allowsLiteral(value);
  }

  private isFollowedByDeepComment(): boolean {
    return isFollowedByDeepComment(this.tree.source, this.end, this.column);
  }

  private inlineText(value: YamlValue): string {
    if (typeof value === 'string') {
      const kind = this.tree.table.kind(this.id);
      if (kind === DOUBLE_QUOTED) return renderString(value, 'double');
      if (kind === SINGLE_QUOTED) return renderString(value, allowsSingle(value) ? 'single' : 'double');
    }
    return flowText(value, 'block');
  }
}

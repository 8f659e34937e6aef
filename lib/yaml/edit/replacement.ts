import {
  COLUMN,
  DOUBLE_QUOTED,
  END,
  FLOW,
  HAS_EXTRAS,
  LITERAL,
  type NodeId,
  SEQ,
  SINGLE_QUOTED,
  START,
} from '../node-table';
import { skipSpaces } from '../read/characters';
import type { YamlTree } from '../tree';
import type { YamlValue } from '../value';
import { blockLines, flowText, isNested } from '../write/render';
import { allowsLiteral, allowsSingle, literalLines, renderString, styleOf } from '../write/scalar-style';
import { isFollowedByDeepComment, valueStart } from './places';
import type { SpliceLog } from './splices';

/** Writes a value in the place of a node's old one. A scalar keeps the quotes of the old one where it can. */
export function replaceNode(tree: YamlTree, log: SpliceLog, id: NodeId, parent: NodeId, value: YamlValue): void {
  if (parent < 0) replaceRoot(tree, log, id, value);
  else if (tree.table.has(parent, FLOW)) replaceInFlow(tree, log, id, parent, value);
  else new BlockReplacement(tree, log, id, parent).write(value);
}

function replaceRoot(tree: YamlTree, log: SpliceLog, id: NodeId, value: YamlValue): void {
  const { table, source } = tree;
  const start = table.get(id, START);
  const end = source.lineEnd(table.get(id, END));
  const column = start - source.lineStart(start);
  const quoted = isFollowedByDeepComment(source, end, column);
  const lines = isNested(value) ? blockLines(value, { quoted }) : [flowText(value, 'block')];
  log.add(start, end, log.lines(lines, column).trimStart());
}

function replaceInFlow(tree: YamlTree, log: SpliceLog, id: NodeId, parent: NodeId, value: YamlValue): void {
  const { table, source } = tree;
  const start = table.get(id, START);
  const end = table.get(id, END);
  const text = flowText(value, log.flowPlace);
  const from = hasProperties(tree, id) ? skipSpaces(source.text, valueStart(source, table, id, parent)) : start;
  if (start < end || from < start || table.kind(parent) === SEQ) log.add(from, end, text);
  else log.add(start, end, source.text.charCodeAt(start - 1) === 58 ? ` ${text}` : `: ${text}`);
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

  write(value: YamlValue): void {
    if (isNested(value)) {
      const lines = blockLines(value, { quoted: this.isFollowedByDeepComment() });
      if (this.inSequence) this.writeBehindKey(` ${lines[0]}`, lines.slice(1), 2);
      else this.writeBehindKey('', lines, Array.isArray(value) ? 0 : 2);
      return;
    }
    const literal = this.asLiteral(value);
    if (literal) this.writeBehindKey(` ${literal.header}`, literal.lines, 2);
    else this.writeBehindKey(` ${this.inlineText(value)}`, [], 0);
  }

  /** Puts `first` behind the colon or dash, and `lines` below, in place of all that the old value was. */
  private writeBehindKey(first: string, lines: readonly string[], indent: number): void {
    const below = this.log.lines(lines, this.column + indent);
    if (this.start <= this.keyLineEnd) {
      this.log.add(this.from, this.end, first);
      this.log.insert(this.tree.source.lineEnd(this.end), below);
      return;
    }
    this.log.add(this.from, this.endOfProperties(), first);
    this.log.insert(this.keyLineEnd, below);
    this.log.add(this.keyLineEnd, this.tree.source.lineEnd(this.end), '');
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

  private asLiteral(value: YamlValue): { header: string; lines: string[] } | undefined {
    if (typeof value !== 'string') return undefined;
    const kind = this.tree.table.kind(this.id);
    if (kind === SINGLE_QUOTED || kind === DOUBLE_QUOTED) return undefined;
    const wanted = styleOf(value, 'block') === 'literal' || (kind === LITERAL && value !== '');
    return wanted && allowsLiteral(value) && !this.isFollowedByDeepComment() ? literalLines(value) : undefined;
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

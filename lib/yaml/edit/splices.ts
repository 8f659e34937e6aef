import { COLUMN, END, FLOW, KEY, MAP, NEXT, type NodeId, SEQ, START } from '../node-table';
import { encodeText } from '../source';
import type { YamlTree } from '../tree';
import { assignKey, type YamlMap, type YamlValue } from '../value';
import { entryLines, flowKey, flowText, itemLines } from '../write/render';
import type { CollectionEdits } from './overlay';
import {
  endWithComments,
  entryStart,
  firstCommentOrEntry,
  headCommentStart,
  insertionPoint,
  isFollowedByDeepComment,
  startsLine,
} from './places';
import { replaceNode } from './replacement';

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
    const quoted = !tree.table.isEmpty(root) && tree.source.text.charCodeAt(tree.table.get(first, KEY)) === 34;
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
    const pad = ' '.repeat(column);
    return lines.map(line => this.lineBreak + (line === '' ? '' : pad + line)).join('');
  }
}

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
  private readonly edited: NodeId[];
  private next = 0;

  constructor(
    private readonly tree: YamlTree,
    private readonly log: SpliceLog,
  ) {
    const { replaced, collections } = tree.overlay;
    this.edited = [...new Set([...replaced.keys(), ...collections.keys()])].sort((a, b) => a - b);
  }

  visit(id: NodeId, parent: NodeId): void {
    const { table, overlay } = this.tree;
    const mark = this.log.splices.length;
    const replacement = overlay.replacementOf(id);
    const edits = overlay.editsOf(id);
    if (replacement !== undefined) replaceNode(this.tree, this.log, id, parent, replacement);
    else if (edits && this.isEmptied(id, parent, edits))
      replaceNode(this.tree, this.log, id, parent, addedValue(this.tree, id, edits));
    else {
      for (const child of table.children(id)) {
        if (edits?.deleted.has(child)) this.skip(child);
        else if (this.holdsEdits(child)) this.visit(child, id);
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
    if (table.isEmpty(id) && table.kind(id) === SEQ) return parent >= 0 && !table.has(parent, FLOW);
    if (table.has(id, FLOW)) return false;
    for (const child of table.children(id)) if (!edits.deleted.has(child)) return false;
    return true;
  }

  private writeEdits(id: NodeId, edits: CollectionEdits, reach: number): void {
    const children = [...this.tree.table.children(id)];
    if (this.tree.table.has(id, FLOW)) new FlowEdits(this.tree, this.log, id, children, edits).write();
    else new BlockEdits(this.tree, this.log, id, children, edits).write(reach);
  }
}

function addedValue(tree: YamlTree, id: NodeId, edits: CollectionEdits): YamlValue {
  if (tree.table.kind(id) !== MAP) return edits.appended;
  const map: YamlMap = {};
  for (const [key, value] of edits.added) assignKey(map, key, value);
  return map;
}

/** Deletions and additions in a block collection, some of whose entries remain. */
class BlockEdits {
  private readonly column: number;

  constructor(
    private readonly tree: YamlTree,
    private readonly log: SpliceLog,
    id: NodeId,
    private readonly children: readonly NodeId[],
    private readonly edits: CollectionEdits,
  ) {
    this.column = tree.table.get(id, COLUMN);
  }

  /** `reach`: the offset up to which edits of entries reach already. */
  write(reach: number): void {
    this.deleteEntries();
    if (this.edits.added.size > 0 || this.edits.appended.length > 0) this.addEntries(reach);
  }

  private deleteEntries(): void {
    const { source, table } = this.tree;
    if (this.edits.deleted.size === 0) return;
    let i = 0;
    const first = entryStart(table, this.children[0] as NodeId);
    if (this.isDeleted(0) && !startsLine(source, first)) {
      // The first entry stands behind the dash of an outer sequence, where the first remaining one moves up to.
      while (this.isDeleted(i)) i++;
      const next = this.startOf(i);
      const behind = endWithComments(source, table.get(this.children[i - 1] as NodeId, END), this.column, next);
      this.log.add(first, firstCommentOrEntry(source, behind, next), '');
    }
    for (; i < this.children.length; i++) {
      if (!this.isDeleted(i)) continue;
      const child = this.children[i] as NodeId;
      const start = headCommentStart(source, entryStart(table, child));
      const end = endWithComments(source, table.get(child, END), this.column, this.startOf(i + 1));
      // With the line break before it: what follows may be the place of an insertion.
      this.log.add(source.lineEndBefore(start), end, '');
    }
  }

  private addEntries(reach: number): void {
    const { source, table } = this.tree;
    let last = this.children.length - 1;
    while (this.isDeleted(last)) last--;
    const end = table.get(this.children[last] as NodeId, END);
    // Comments behind the last entry stay with it; before entries that are deleted, they go with those.
    const point =
      last === this.children.length - 1
        ? insertionPoint(source, end, this.column)
        : { offset: Math.max(source.lineEnd(end), reach), blankLine: false };
    const quoted = isFollowedByDeepComment(source, point.offset, this.column);
    const lines = [
      ...this.edits.appended.flatMap(value => itemLines(value, { quoted })),
      ...[...this.edits.added].flatMap(([key, value]) => entryLines(key, value, { quoted })),
    ];
    this.log.insert(point.offset, this.log.lines(point.blankLine ? ['', ...lines] : lines, this.column));
  }

  /** Where an entry starts; -1 behind the last one. */
  private startOf(index: number): number {
    const child = this.children[index];
    return child === undefined ? -1 : entryStart(this.tree.table, child);
  }

  private isDeleted(index: number): boolean {
    const child = this.children[index];
    return child !== undefined && this.edits.deleted.has(child);
  }
}

/** Deletions and additions in a flow collection. */
class FlowEdits {
  constructor(
    private readonly tree: YamlTree,
    private readonly log: SpliceLog,
    private readonly id: NodeId,
    private readonly children: readonly NodeId[],
    private readonly edits: CollectionEdits,
  ) {}

  write(): void {
    const { table } = this.tree;
    const remaining = this.children.filter(child => !this.edits.deleted.has(child));
    const last = remaining.at(-1);
    const added = this.addedText();
    if (last === undefined) this.log.add(table.get(this.id, START) + 1, table.get(this.id, END) - 1, added);
    else {
      if (added !== '') this.log.insert(table.get(last, END), `, ${added}`);
      this.deleteEntries(last);
    }
  }

  private deleteEntries(lastRemaining: NodeId): void {
    const { table } = this.tree;
    let runStart = -1;
    for (const child of this.children) {
      const start = entryStart(table, child);
      if (this.edits.deleted.has(child)) runStart = runStart < 0 ? start : runStart;
      else {
        if (runStart >= 0) this.log.add(runStart, start, '');
        runStart = -1;
      }
    }
    if (runStart >= 0) this.log.add(table.get(lastRemaining, END), table.get(this.children.at(-1) as NodeId, END), '');
  }

  private addedText(): string {
    const { flowPlace } = this.log;
    const entries = [...this.edits.added].map(
      ([key, value]) => `${flowKey(key, flowPlace)}: ${flowText(value, flowPlace)}`,
    );
    return [...entries, ...this.edits.appended.map(value => flowText(value, flowPlace))].join(', ');
  }
}

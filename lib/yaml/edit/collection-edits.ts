import { COLUMN, END, FOLDED, LITERAL, type NodeId, START } from '../node-table';
import { readBlockHeader } from '../read/block-scalar';
import type { YamlTree } from '../tree';
import { endsInKeptLines, entryText, flowKey, flowText, itemText, newLine } from '../write/render';
import type { CollectionEdits } from './overlay';
import {
  endWithComments,
  endWithEmptyLines,
  entryStart,
  firstCommentOrEntry,
  headCommentStart,
  insertionPoint,
  nextLineStart,
  startsLine,
} from './places';
import type { SpliceLog } from './splices';

/** Deletions and additions in a block collection, some of whose entries remain. */
export class BlockEdits {
  private readonly column: number;
  private readonly children: readonly NodeId[];

  constructor(
    private readonly tree: YamlTree,
    private readonly log: SpliceLog,
    id: NodeId,
    private readonly edits: CollectionEdits,
  ) {
    this.column = tree.table.get(id, COLUMN);
    // Without deletions, only the last entry counts.
    this.children = edits.deleted ? tree.table.children(id) : [tree.table.lastChild(id)];
  }

  /** `reach`: the offset up to which edits of entries reach already. */
  write(reach: number): void {
    if (this.edits.deleted) this.deleteEntries();
    if (this.edits.added || this.edits.appended) this.addEntries(reach);
  }

  private deleteEntries(): void {
    const { source, table } = this.tree;
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
      const ownEnd = endWithComments(source, table.get(child, END), this.column, this.startOf(i + 1));
      const end = this.followsKeptLines(i) ? endWithEmptyLines(source, ownEnd) : ownEnd;
      // With the line break before it: what follows may be the place of an insertion.
      if (start > source.start) this.log.add(source.lineEndBefore(start), end, '');
      else this.log.add(start, nextLineStart(source, end), '');
    }
  }

  /** Whether an entry stands behind a block scalar that keeps its last lines: it would take empty ones that follow. */
  private followsKeptLines(index: number): boolean {
    const { table, source, overlay } = this.tree;
    let before = index - 1;
    while (this.isDeleted(before)) before--;
    for (let last = this.children[before]; last !== undefined; last = table.lastChild(last)) {
      const replacement = overlay.replacementOf(last);
      const added = [...overlay.addedTo(last)].at(-1)?.[1] ?? overlay.appendedTo(last).at(-1);
      if (replacement !== undefined || added !== undefined) return endsInKeptLines(replacement ?? added ?? null);
      if (table.kind(last) === LITERAL || table.kind(last) === FOLDED) {
        return readBlockHeader(source.text, table.get(last, START)).chomping === 'keep';
      }
      if (!table.isCollection(last) || table.isEmpty(last)) return false;
    }
    return false;
  }

  private addEntries(reach: number): void {
    const { source, table } = this.tree;
    let last = this.children.length - 1;
    while (this.isDeleted(last)) last--;
    const end = table.get(this.children[last] as NodeId, END);
    const point = insertionPoint(source, end, this.column, last < this.children.length - 1);
    point.offset = Math.max(point.offset, reach);
    // Comments indented deeper than the entries stand before that point: a block scalar may end there.
    const layout = this.log.layout(point.offset, false);
    const start = newLine(this.column, layout);
    let text = '';
    this.edits.appended?.forEach((value, i) => {
      text += start + itemText(value, this.column, layout, this.edits.texts?.get(i));
    });
    this.edits.added?.forEach((value, key) => {
      text += start + entryText(key, value, this.column, layout);
    });
    if (text !== '') this.log.insert(point.offset, point.blankLine ? layout.lineBreak + text : text);
  }

  /** Where an entry starts; -1 behind the last one. */
  private startOf(index: number): number {
    const child = this.children[index];
    return child === undefined ? -1 : entryStart(this.tree.table, child);
  }

  private isDeleted(index: number): boolean {
    const child = this.children[index];
    return child !== undefined && this.edits.deleted?.has(child) === true;
  }
}

/** Deletions and additions in a flow collection. */
export class FlowEdits {
  private readonly children: readonly NodeId[];

  constructor(
    private readonly tree: YamlTree,
    private readonly log: SpliceLog,
    private readonly id: NodeId,
    private readonly edits: CollectionEdits,
  ) {
    this.children = tree.table.children(id);
  }

  write(): void {
    const { table } = this.tree;
    const last = this.children.filter(child => !this.edits.deleted?.has(child)).at(-1);
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
      if (this.edits.deleted?.has(child)) runStart = runStart < 0 ? start : runStart;
      else {
        if (runStart >= 0) this.log.add(runStart, start, '');
        runStart = -1;
      }
    }
    if (runStart >= 0) this.log.add(table.get(lastRemaining, END), table.get(this.children.at(-1) as NodeId, END), '');
  }

  private addedText(): string {
    const { flowPlace } = this.log;
    const texts: string[] = [];
    this.edits.added?.forEach((value, key) => {
      texts.push(`${flowKey(key, flowPlace)}: ${flowText(value, flowPlace)}`);
    });
    this.edits.appended?.forEach(value => {
      texts.push(flowText(value, flowPlace));
    });
    return texts.join(', ');
  }
}

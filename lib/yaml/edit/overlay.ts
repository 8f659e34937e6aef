import { EDITED, type NodeId, type NodeTable } from '../node-table';
import type { Scalar } from '../scalar/resolve';
import type { YamlValue } from '../value';

/** What edits changed in a collection; its other entries stay as they are in the text. */
export interface CollectionEdits {
  deleted?: Set<NodeId>;
  /** New entries of a mapping, in the order they were set. */
  added?: Map<string, YamlValue>;
  /** New items of a sequence, and the texts of those that are to be written in a certain way, by their places. */
  appended?: YamlValue[];
  texts?: Map<number, string>;
  /** A list in flow style is to become one in block style, unless it stands inside another flow collection. */
  inBlock?: boolean;
}

const NOTHING: readonly YamlValue[] = [];

/** The edit log: what was replaced, deleted and added, by node. The text itself stays untouched until it is written. */
export class Overlay {
  readonly replaced = new Map<NodeId, YamlValue>();
  /** The new texts of scalars that are replaced by another text in their own style; anchors before them stay. */
  private readonly rewritten = new Map<NodeId, string>();
  /** How replacements are to be written, where that is not left to their values. */
  private readonly texts = new Map<NodeId, string>();
  readonly collections = new Map<NodeId, CollectionEdits>();
  /** Grows with every edit. */
  revision = 0;

  constructor(private readonly table: NodeTable) {}

  get isEmpty(): boolean {
    return this.replaced.size === 0 && this.collections.size === 0;
  }

  clear(): void {
    for (const id of [...this.replaced.keys(), ...this.collections.keys()]) this.table.unmark(id, EDITED);
    this.replaced.clear();
    this.rewritten.clear();
    this.texts.clear();
    this.collections.clear();
  }

  /** `text`: the value as it is to be written, on one line, where block style can stand. */
  replace(id: NodeId, value: YamlValue, text?: string): void {
    this.revision++;
    this.table.mark(id, EDITED);
    this.replaced.set(id, value);
    this.rewritten.delete(id);
    if (text === undefined) this.texts.delete(id);
    else this.texts.set(id, text);
  }

  replacementText(id: NodeId): string | undefined {
    return this.texts.get(id);
  }

  /** Like `replace`, by a text in the scalar's own style; `value` is what it is then read as. */
  rewrite(id: NodeId, value: Scalar, text: string): void {
    this.replace(id, value);
    this.rewritten.set(id, text);
  }

  rewrittenText(id: NodeId): string | undefined {
    return this.rewritten.get(id);
  }

  delete(collection: NodeId, child: NodeId): void {
    const edits = this.editing(collection);
    edits.deleted ??= new Set();
    edits.deleted.add(child);
  }

  /** Adds an entry to a mapping, or changes one that was added. */
  addEntry(map: NodeId, key: string, value: YamlValue): void {
    const edits = this.editing(map);
    edits.added ??= new Map();
    edits.added.set(key, value);
  }

  removeAdded(map: NodeId, key: string): void {
    this.editing(map).added?.delete(key);
  }

  /** The items added to a sequence, to be changed in place. */
  appending(seq: NodeId): YamlValue[] {
    const edits = this.editing(seq);
    edits.appended ??= [];
    // Their places may change: they are written as values are.
    delete edits.texts;
    return edits.appended;
  }

  /** Adds an item to a sequence, with its text as in `replace`. */
  append(seq: NodeId, value: YamlValue, text?: string): void {
    const edits = this.editing(seq);
    edits.appended ??= [];
    if (text !== undefined) {
      edits.texts ??= new Map();
      edits.texts.set(edits.appended.length, text);
    }
    edits.appended.push(value);
  }

  /** Lets a list in flow style become one in block style, with what edits leave and bring. */
  putInBlock(seq: NodeId): void {
    this.editing(seq).inBlock = true;
  }

  replacementOf(id: NodeId): YamlValue | undefined {
    return this.table.has(id, EDITED) ? this.replaced.get(id) : undefined;
  }

  editsOf(id: NodeId): CollectionEdits | undefined {
    return this.table.has(id, EDITED) ? this.collections.get(id) : undefined;
  }

  isDeleted(collection: NodeId, child: NodeId): boolean {
    return this.editsOf(collection)?.deleted?.has(child) === true;
  }

  /** The children of a collection that stand in the text and are not deleted. */
  remaining(id: NodeId): NodeId[] {
    const children = this.table.children(id);
    const deleted = this.editsOf(id)?.deleted;
    return deleted ? children.filter(child => !deleted.has(child)) : children;
  }

  addedTo(map: NodeId): Iterable<[string, YamlValue]> {
    return this.editsOf(map)?.added ?? [];
  }

  addedEntry(map: NodeId, key: string): YamlValue | undefined {
    return this.editsOf(map)?.added?.get(key);
  }

  appendedTo(seq: NodeId): readonly YamlValue[] {
    return this.editsOf(seq)?.appended ?? NOTHING;
  }

  private editing(id: NodeId): CollectionEdits {
    this.revision++;
    let edits = this.collections.get(id);
    if (!edits) {
      edits = {};
      this.collections.set(id, edits);
      this.table.mark(id, EDITED);
    }
    return edits;
  }
}

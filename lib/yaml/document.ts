import { Overlay } from './edit/overlay';
import { unshareForDeletion, unshareForEdit } from './edit/unshare';
import { writeText } from './edit/write-text';
import type { YamlProblem } from './errors';
import { MAP, NEXT, type NodeId, SEQ } from './node-table';
import { formatPath, type Path } from './path';
import { readText } from './read/read-text';
import { SourceText } from './source';
import { YamlTree } from './tree';
import { cloneValue, isMap, sameValue, setInside, wrap, type YamlValue } from './value';

export type NodeKind = 'map' | 'sequence' | 'scalar' | 'null';

/**
 * A YAML text that can be read and edited without being re-written: reads decode only what is asked for, edits are
 * logged, and `toBytes` splices them into the original bytes. Paths start at a node (`root`, or an item's node).
 */
export class YamlDocument {
  readonly root: NodeId;
  /** Duplicate keys and aliases without anchor: the text could be read, but not without doubt. */
  readonly problems: readonly YamlProblem[];
  readonly tree: YamlTree;

  /** Throws `YamlError` where the bytes are not one YAML document. */
  constructor(bytes: Uint8Array) {
    const source = new SourceText(bytes);
    const { table, root, problems } = readText(source);
    this.root = root;
    this.problems = problems;
    this.tree = new YamlTree(source, table, new Overlay(table));
  }

  /** Counts the edits: equal numbers mean that nothing has changed in between. */
  get revision(): number {
    return this.overlay.revision;
  }

  /** The value at a path, as JavaScript data; undefined where there is none. */
  get(node: NodeId, path: Path): YamlValue | undefined {
    const place = this.tree.find(node, path);
    return place && this.tree.placeToJS(place);
  }

  /** Like `get` for strings; undefined where the value is something else. */
  getString(node: NodeId, path: Path): string | undefined {
    const place = this.tree.find(node, path);
    if (!place || ('node' in place && this.tree.table.isCollection(place.node))) return undefined;
    const value = 'node' in place ? this.tree.scalarValue(place.node) : place.value;
    return typeof value === 'string' ? value : undefined;
  }

  has(node: NodeId, path: Path): boolean {
    return this.tree.find(node, path) !== undefined;
  }

  kind(node: NodeId, path: Path): NodeKind | undefined {
    const place = this.tree.find(node, path);
    if (!place) return undefined;
    if ('value' in place) return kindOfValue(place.value);
    const target = this.tree.dereference(place.node);
    const kind = this.tree.table.kind(target);
    if (kind === MAP) return 'map';
    if (kind === SEQ) return 'sequence';
    return this.tree.scalarValue(target) === null ? 'null' : 'scalar';
  }

  /** The keys of the mapping at a path, in order; none where there is no mapping. */
  keys(node: NodeId, path: Path): string[] {
    const place = this.tree.find(node, path);
    if (!place) return [];
    if ('value' in place) return isMap(place.value) ? Object.keys(place.value) : [];
    const map = this.tree.dereference(place.node);
    return this.tree.table.kind(map) === MAP ? [...this.tree.entries(map).keys()] : [];
  }

  /** The number of items of the sequence at a path; 0 where there is no sequence. */
  length(node: NodeId, path: Path): number {
    const place = this.tree.find(node, path);
    if (!place) return 0;
    if ('value' in place) return Array.isArray(place.value) ? place.value.length : 0;
    const seq = this.tree.dereference(place.node);
    if (this.tree.table.kind(seq) !== SEQ) return 0;
    let length = this.overlay.editsOf(seq)?.appended.length ?? 0;
    for (const _ of this.overlay.remaining(seq)) length++;
    return length;
  }

  /** The nodes of the items of the sequence at a path, in order. */
  items(node: NodeId, path: Path): NodeId[] {
    const place = this.tree.find(node, path);
    if (!place || 'value' in place || this.tree.table.kind(place.node) !== SEQ) return [];
    return [...this.overlay.remaining(place.node)];
  }

  /** The path of a node below another one; undefined where it is not below it. */
  pathOf(node: NodeId, from: NodeId): Path | undefined {
    const { table } = this.tree;
    if (node === from) return [];
    let index = 0;
    for (const child of table.children(from)) {
      if (node >= child && node < table.get(child, NEXT)) {
        const key = table.kind(from) === SEQ ? index : this.tree.keyOf(child);
        return [key, ...(this.pathOf(node, child) ?? [])];
      }
      index++;
    }
    return undefined;
  }

  /**
   * Sets the value at a path, making the collections on the way. Only what differs is edited: a mapping keeps the
   * entries (and comments) that stay, a value that is there already is left alone, its spelling included.
   * Throws `TypeError` where the path leads through a scalar, or a key into a list.
   */
  set(node: NodeId, path: Path, value: YamlValue): void {
    const present = this.get(node, path);
    if (present !== undefined && sameValue(present, value)) return;
    unshareForEdit(this.tree, node, path);
    this.setBelow(node, path, value);
  }

  /** Deletes the entry or item at a path, if it is there. The path must not be empty. */
  delete(node: NodeId, path: Path): void {
    if (!this.has(node, path)) return;
    unshareForDeletion(this.tree, node, path);
    const parent = this.tree.find(node, path.slice(0, -1));
    if (!parent) return;
    if ('node' in parent) this.deleteChild(parent.node, path.at(-1) as string | number);
    else deleteInside(parent.value, path.at(-1) as string | number);
  }

  /** Deletes an item of the sequence at a path by its node. */
  deleteItem(node: NodeId, path: Path, item: NodeId): void {
    const place = this.tree.find(node, path);
    if (!place || 'value' in place) return;
    unshareForDeletion(this.tree, item, []);
    this.overlay.editing(place.node).deleted.add(item);
  }

  /** Takes all edits back. */
  discardEdits(): void {
    this.overlay.clear();
  }

  /** The text with all edits. */
  toBytes(): Buffer {
    return writeText(this.tree, this.root);
  }

  private get overlay(): Overlay {
    return this.tree.overlay;
  }

  private setBelow(node: NodeId, path: Path, value: YamlValue): void {
    const replacement = this.overlay.replacementOf(node);
    if (replacement !== undefined) {
      this.overlay.replace(node, setInside(replacement, path, value));
      return;
    }
    const [key, ...rest] = path;
    if (key === undefined) {
      this.reconcile(node, value);
      return;
    }
    const kind = this.tree.table.kind(node);
    if (kind === MAP && typeof key === 'string') this.setEntry(node, key, rest, value);
    else if (kind === SEQ && typeof key === 'number') this.setItem(node, key, rest, value);
    else if (kind !== MAP && kind !== SEQ && this.tree.scalarValue(node) === null) {
      this.overlay.replace(node, wrap(path, value));
    } else
      throw new TypeError(
        `cannot set ${formatPath(path)} in what is no ${typeof key === 'number' ? 'list' : 'mapping'}`,
      );
  }

  private setEntry(map: NodeId, key: string, rest: Path, value: YamlValue): void {
    const child = this.tree.findEntry(map, key);
    if (child >= 0) {
      this.setBelow(child, rest, value);
      return;
    }
    // What edits or merges bring to the mapping is copied, then changed.
    const brought = rest.length > 0 ? this.get(map, [key]) : undefined;
    const edits = this.overlay.editing(map);
    edits.added.set(key, brought === undefined ? wrap(rest, value) : setInside(brought, rest, value));
  }

  private setItem(seq: NodeId, index: number, rest: Path, value: YamlValue): void {
    const item = this.tree.itemAt(seq, index);
    if (item && 'node' in item) {
      this.setBelow(item.node, rest, value);
      return;
    }
    const { appended } = this.overlay.editing(seq);
    const position = index - (this.length(seq, []) - appended.length);
    if (position > appended.length) throw new TypeError(`cannot set item ${index}: the list ends before it`);
    const present = appended[position];
    appended[position] = present === undefined ? wrap(rest, value) : setInside(present, rest, value);
  }

  /** Makes a node equal to a value with the fewest edits. */
  private reconcile(node: NodeId, value: YamlValue): void {
    const kind = this.tree.table.kind(node);
    if (kind === MAP && isMap(value)) {
      for (const key of this.keys(node, [])) if (!Object.hasOwn(value, key)) this.delete(node, [key]);
      for (const [key, entry] of Object.entries(value)) this.set(node, [key], entry);
    } else if (kind === SEQ && Array.isArray(value)) {
      for (let i = this.length(node, []) - 1; i >= value.length; i--) this.delete(node, [i]);
      value.forEach((entry, i) => {
        this.set(node, [i], entry);
      });
    } else this.overlay.replace(node, cloneValue(value));
  }

  private deleteChild(parent: NodeId, key: string | number): void {
    const edits = this.overlay.editing(parent);
    if (typeof key === 'string') {
      const child = this.tree.findEntry(parent, key);
      if (child >= 0) edits.deleted.add(child);
      edits.added.delete(key);
      return;
    }
    const item = this.tree.itemAt(parent, key);
    if (item && 'node' in item) edits.deleted.add(item.node);
    else edits.appended.splice(key - (this.length(parent, []) - edits.appended.length), 1);
  }
}

function deleteInside(value: YamlValue, key: string | number): void {
  if (Array.isArray(value)) value.splice(key as number, 1);
  else if (isMap(value)) delete value[key as string];
}

function kindOfValue(value: YamlValue): NodeKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'sequence';
  return isMap(value) ? 'map' : 'scalar';
}

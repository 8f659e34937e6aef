import { type LineComment, LineComments } from './comments/line-comments';
import { itemSource } from './edit/item-text';
import { hasListItems, setListItems, type WrittenItem, writtenItems } from './edit/list-items';
import { Overlay } from './edit/overlay';
import { canRewrite, rewrittenValue } from './edit/rewriting';
import { unshareForDeletion, unshareForEdit } from './edit/unshare';
import { writeText } from './edit/write-text';
import type { YamlProblem } from './errors';
import { ALIAS, EDITED, FLOW, MAP, MERGES, NEXT, type NodeId, SEQ } from './node-table';
import { formatPath, type Path } from './path';
import { readText } from './read/read-text';
import { resolvePlain } from './scalar/resolve';
import { SourceText } from './source';
import { Brought, YamlTree } from './tree';
import { cloneValue, isMap, sameValue, setInside, wrap, type YamlValue } from './value';

/** There is no such entry or item. */
export const ABSENT = -1;
/** An alias, a merge or an edit may bring it. */
export const ELSEWHERE = -2;

export type NodeKind = 'map' | 'sequence' | 'scalar' | 'null';

/**
 * A YAML text that can be read and edited without being re-written: reads decode only what is asked for, edits are
 * logged, and `toBytes` splices them into the original bytes. Paths start at a node (`root`, or an item's node).
 */
export class YamlDocument {
  readonly root: NodeId;
  /** Duplicate keys, aliases without anchor, merge keys without a mapping: the text could be read, but not without doubt. */
  readonly problems: readonly YamlProblem[];
  readonly tree: YamlTree;
  /** Where words stand that comments have been asked for. */
  private readonly comments = new Map<string, LineComments>();

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
    return place === undefined ? undefined : this.tree.placeToJS(place);
  }

  /** Like `get` for strings; undefined where the value is something else. */
  getString(node: NodeId, path: Path): string | undefined {
    const place = this.tree.find(node, path);
    if (place === undefined) return undefined;
    const value = place instanceof Brought ? place.value : this.tree.scalarValue(place);
    return typeof value === 'string' ? value : undefined;
  }

  /**
   * The text of the scalar at a path as it is written there, without quotes and escapes: `0777`, `1.10`, `True`. That of
   * null is empty; undefined where there is a collection, or nothing.
   */
  getText(node: NodeId, path: Path): string | undefined {
    const place = path.length === 0 ? node : this.tree.find(node, path);
    return place === undefined ? undefined : this.tree.placeText(place);
  }

  /** The texts of a mapping's entries, as `getText` gives them; none where there is no mapping. */
  getTexts(node: NodeId, path: Path): [key: string, text: string | undefined][] {
    const place = this.tree.find(node, path);
    const map = typeof place === 'number' ? this.tree.dereference(place) : -1;
    if (map < 0 || this.tree.table.kind(map) !== MAP) return [];
    return [...this.tree.entries(map)].map(([key, entry]) => [key, this.tree.placeText(entry)]);
  }

  has(node: NodeId, path: Path): boolean {
    return this.tree.find(node, path) !== undefined;
  }

  kind(node: NodeId, path: Path): NodeKind | undefined {
    const place = this.tree.find(node, path);
    if (place === undefined) return undefined;
    if (place instanceof Brought) return kindOfValue(place.value);
    const target = this.tree.dereference(place);
    const kind = this.tree.table.kind(target);
    if (kind === MAP) return 'map';
    if (kind === SEQ) return 'sequence';
    return this.tree.isNull(target) ? 'null' : 'scalar';
  }

  /** Whether a node is a mapping itself, not an alias of one. */
  isMapping(node: NodeId): boolean {
    return this.tree.table.kind(node) === MAP;
  }

  isAlias(node: NodeId): boolean {
    return this.tree.table.kind(node) === ALIAS;
  }

  /** Whether a node is a list or mapping between brackets. */
  isFlow(node: NodeId): boolean {
    return this.tree.table.has(node, FLOW);
  }

  /** The keys of the mapping at a path, in order; none where there is no mapping. */
  keys(node: NodeId, path: Path): string[] {
    const place = this.tree.find(node, path);
    if (place === undefined) return [];
    if (place instanceof Brought) return isMap(place.value) ? Object.keys(place.value) : [];
    const map = this.tree.dereference(place);
    return this.tree.table.kind(map) === MAP ? [...this.tree.entries(map).keys()] : [];
  }

  /** The number of items of the sequence at a path; 0 where there is no sequence. */
  length(node: NodeId, path: Path): number {
    const place = this.tree.find(node, path);
    if (place === undefined) return 0;
    if (place instanceof Brought) return Array.isArray(place.value) ? place.value.length : 0;
    const seq = this.tree.dereference(place);
    if (this.tree.table.kind(seq) !== SEQ) return 0;
    const deleted = this.overlay.editsOf(seq)?.deleted?.size ?? 0;
    return this.tree.table.childCount(seq) - deleted + this.overlay.appendedTo(seq).length;
  }

  /** The node at a path, if the text itself holds it there: no alias on the way, no merge, no edit that brought it. */
  ownNode(node: NodeId, path: Path): NodeId | undefined {
    let at = this.isOwn(node) ? node : ELSEWHERE;
    for (let i = 0; i < path.length && at >= 0; i++) at = this.ownChild(at, path[i] as string | number);
    return at >= 0 ? at : undefined;
  }

  /** The node of an entry or item that the text itself holds; else ABSENT, or ELSEWHERE where it may come from. */
  ownChild(node: NodeId, key: string | number): NodeId | typeof ABSENT | typeof ELSEWHERE {
    if (!this.isOwn(node)) return ELSEWHERE;
    const child = this.tree.childAt(node, key);
    if (child >= 0) return this.isOwn(child) ? child : ELSEWHERE;
    return this.tree.table.has(node, EDITED | MERGES) ? ELSEWHERE : ABSENT;
  }

  /** The nodes of the items of the sequence at a path, in order. */
  items(node: NodeId, path: Path): NodeId[] {
    const place = this.tree.find(node, path);
    if (typeof place !== 'number' || this.tree.table.kind(place) !== SEQ) return [];
    return this.overlay.remaining(place);
  }

  /** The comments at and below a node that hold a word, in the text as it was read; paths start at the node. */
  commentsWith(word: string, node: NodeId): LineComment[] {
    let comments = this.comments.get(word);
    if (!comments) {
      comments = new LineComments(this.tree, word);
      this.comments.set(word, comments);
    }
    return comments.below(node);
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
   * Gives whether anything differed. Throws `TypeError` where the path leads through a scalar, or a key into a list.
   */
  set(node: NodeId, path: Path, value: YamlValue): boolean {
    if (this.isSet(node, path, value)) return false;
    unshareForEdit(this.tree, node, path);
    this.setBelow(node, path, 0, value);
    return true;
  }

  /**
   * Gives a scalar of the text another text in its own style: quotes stay, what is plain is written as it is (`1.10`,
   * `true`), unless a plain string stood there and the text does not look like one. Aliases of it follow, where `set`
   * leaves them their old value. Gives whether anything differed.
   */
  rewrite(node: NodeId, text: string): boolean {
    const { tree } = this;
    if (tree.scalarText(node) === text) return false;
    const isString = typeof tree.scalarValue(node) === 'string';
    if (canRewrite(tree, node, text)) this.overlay.rewrite(node, rewrittenValue(tree, node, text), text);
    else this.set(node, [], isString ? text : resolvePlain(text));
    return true;
  }

  /**
   * Gives a list of the text other items, written as they are in their own text. What is the same stays as it is; a list
   * in flow style that changes becomes one in block style, unless it stands inside another. Gives whether it differed.
   */
  setList(node: NodeId, items: readonly WrittenItem[]): boolean {
    return setListItems(this.tree, node, items);
  }

  /** Whether a list of the text has these items, written so. */
  hasItems(node: NodeId, items: readonly WrittenItem[]): boolean {
    return hasListItems(this.tree, node, items);
  }

  /** The items of the list that a text is, each with its own text; undefined where it is something else. */
  writtenItems(): WrittenItem[] | undefined {
    return this.tree.table.kind(this.root) === SEQ ? writtenItems(this.tree, this.root) : undefined;
  }

  /** Like `set`, for an entry of a mapping that the text itself holds. */
  setString(map: NodeId, key: string, value: string): boolean {
    const isNew = this.ownChild(map, key) === ABSENT && this.tree.sharing.isEmpty;
    if (!isNew) return this.set(map, [key], value);
    this.overlay.addEntry(map, key, value);
    return true;
  }

  /** Adds items behind the sequence at a path; makes it where there is nothing, or null. */
  append(node: NodeId, path: Path, values: readonly YamlValue[]): void {
    if (values.length === 0) return;
    unshareForEdit(this.tree, node, path);
    const place = this.tree.find(node, path);
    if (typeof place === 'number' && this.tree.table.kind(place) === SEQ) {
      const appended = this.overlay.appending(place);
      for (const value of values) appended.push(cloneValue(value));
    } else {
      const present = this.get(node, path) ?? [];
      if (!Array.isArray(present)) throw new TypeError(`cannot append to ${formatPath(path)}: it is no list`);
      this.set(node, path, [...present, ...values]);
    }
  }

  /** Like `append`, for items with their own texts, at column 0; what is no block list writes them as values. */
  appendWritten(node: NodeId, path: Path, items: readonly WrittenItem[]): void {
    const list = this.tree.find(node, path);
    if (typeof list !== 'number' || this.tree.table.kind(list) !== SEQ) {
      const values = items.map(({ value }) => value);
      this.append(node, path, values);
      return;
    }
    if (items.length > 0) unshareForEdit(this.tree, node, path);
    for (const { value, text } of items) this.overlay.append(list, cloneValue(value), text);
  }

  /** The text of an item of the list at a path as it was read, at column 0, with its comments. */
  itemSource(node: NodeId, path: Path, item: NodeId): string | undefined {
    const list = this.tree.find(node, path);
    return typeof list === 'number' ? itemSource(this.tree, list, item) : undefined;
  }

  /** Deletes the entry or item at a path, if it is there. The path must not be empty. */
  delete(node: NodeId, path: Path): void {
    if (!this.has(node, path)) return;
    unshareForDeletion(this.tree, node, path);
    const parent = this.tree.find(node, path.slice(0, -1));
    if (parent === undefined) return;
    const key = path.at(-1) as string | number;
    if (parent instanceof Brought) deleteInside(parent.value, key);
    else this.deleteChild(parent, key);
  }

  /** Deletes an item of the sequence at a path by its node. */
  deleteItem(node: NodeId, path: Path, item: NodeId): void {
    const place = this.tree.find(node, path);
    if (typeof place !== 'number') return;
    unshareForDeletion(this.tree, item, []);
    this.overlay.delete(place, item);
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

  private isOwn(node: NodeId): boolean {
    return this.tree.table.kind(node) !== ALIAS && this.overlay.replacementOf(node) === undefined;
  }

  private isSet(node: NodeId, path: Path, value: YamlValue): boolean {
    const place = this.tree.find(node, path);
    if (place === undefined) return false;
    if (typeof value === 'string' && typeof place === 'number') return this.getString(place, []) === value;
    return sameValue(this.tree.placeToJS(place), value);
  }

  /** `path` counts from index `from` on. */
  private setBelow(node: NodeId, path: Path, from: number, value: YamlValue): void {
    const replacement = this.overlay.replacementOf(node);
    if (replacement !== undefined) {
      this.overlay.replace(node, setInside(replacement, path, value, from));
      return;
    }
    const key = path[from];
    if (key === undefined) {
      this.reconcile(node, value);
      return;
    }
    const kind = this.tree.table.kind(node);
    if (kind === MAP && typeof key === 'string') this.setEntry(node, key, path, from + 1, value);
    else if (kind === SEQ && typeof key === 'number') this.setItem(node, key, path, from + 1, value);
    else if (kind !== MAP && kind !== SEQ && this.tree.scalarValue(node) === null) {
      this.overlay.replace(node, wrap(path, value, from));
    } else {
      throw new TypeError(
        `cannot set ${formatPath(path)} in what is no ${typeof key === 'number' ? 'list' : 'mapping'}`,
      );
    }
  }

  private setEntry(map: NodeId, key: string, path: Path, from: number, value: YamlValue): void {
    const child = this.tree.findEntry(map, key);
    if (child >= 0) {
      this.setBelow(child, path, from, value);
      return;
    }
    // What edits or merges bring to the mapping is copied, then changed.
    const brought = from < path.length ? this.get(map, [key]) : undefined;
    this.overlay.addEntry(
      map,
      key,
      brought === undefined ? wrap(path, value, from) : setInside(brought, path, value, from),
    );
  }

  private setItem(seq: NodeId, index: number, path: Path, from: number, value: YamlValue): void {
    const item = this.tree.itemAt(seq, index);
    if (typeof item === 'number') {
      this.setBelow(item, path, from, value);
      return;
    }
    const appended = this.overlay.appending(seq);
    const position = index - (this.length(seq, []) - appended.length);
    if (position > appended.length) throw new TypeError(`cannot set item ${index}: the list ends before it`);
    const present = appended[position];
    appended[position] = present === undefined ? wrap(path, value, from) : setInside(present, path, value, from);
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
    if (typeof key === 'string') {
      const child = this.tree.findEntry(parent, key);
      if (child >= 0) this.overlay.delete(parent, child);
      this.overlay.removeAdded(parent, key);
      return;
    }
    const item = this.tree.itemAt(parent, key);
    if (typeof item === 'number') this.overlay.delete(parent, item);
    else {
      const appended = this.overlay.appending(parent);
      appended.splice(key - (this.length(parent, []) - appended.length), 1);
    }
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

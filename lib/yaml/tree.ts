import type { Overlay } from './edit/overlay';
import { Sharing } from './edit/sharing';
import { Expansion } from './expansion';
import {
  ALIAS,
  CODED_KEY,
  COLUMN,
  EDITED,
  END,
  FLAGS,
  FOLDED,
  HAS_EXTRAS,
  KEY,
  KEY_END,
  KIND,
  LITERAL,
  MAP,
  MERGE_KEY,
  MERGES,
  NEXT,
  type NodeId,
  type NodeTable,
  PLAIN,
  SEQ,
  START,
} from './node-table';
import type { Path } from './path';
import { keyText } from './read/keys';
import { decodeBlock, decodePlain, decodeQuoted } from './scalar/decode';
import { resolvePlain, resolveTagged, type Scalar } from './scalar/resolve';
import type { SourceText } from './source';
import { assignKey, cloneValue, isMap, valueInside, type YamlMap, type YamlValue } from './value';

/** A value that is in no node of the text: an edit brought it. */
export class Brought {
  constructor(readonly value: YamlValue) {}
}

/** Where a value stands. Nodes are plain numbers: looking up a field allocates nothing. */
export type Place = NodeId | Brought;

/** Reads values: from the rows of a text, with the edits of the overlay on top. */
export class YamlTree {
  private sharingIndex: Sharing | undefined;

  constructor(
    readonly source: SourceText,
    readonly table: NodeTable,
    readonly overlay: Overlay,
  ) {}

  /** Anchors and aliases; empty in most texts. */
  get sharing(): Sharing {
    this.sharingIndex ??= new Sharing(this.table);
    return this.sharingIndex;
  }

  /** The place of the value at a path below a node; undefined where there is none. */
  find(node: NodeId, path: Path): Place | undefined {
    const { table } = this;
    let at = node;
    for (let i = 0; i < path.length; i++) {
      const key = path[i] as string | number;
      const flags = table.get(at, FLAGS);
      // What is neither an alias nor edited is just looked up.
      if ((flags & (KIND | EDITED)) !== MAP || typeof key !== 'string') return this.findOutside(at, path, i);
      const child = this.findEntry(at, key);
      if (child < 0) return (flags & MERGES) === 0 ? undefined : this.findBrought(at, path, i);
      at = child;
    }
    return table.has(at, EDITED) ? this.findOutside(at, path, path.length) : at;
  }

  /** Like `find` (from index `from` of the path on), through items, aliases and edits. */
  private findOutside(node: NodeId, path: Path, from: number): Place | undefined {
    const replacement = this.overlay.replacementOf(node);
    if (replacement !== undefined) return placeInside(replacement, path, from);
    const key = path[from];
    if (key === undefined) return node;
    const collection = this.dereference(node);
    const kind = this.table.kind(collection);
    if (kind === MAP && typeof key === 'string') {
      const child = this.findEntry(collection, key);
      return child < 0 ? this.findBrought(collection, path, from) : this.find(child, path.slice(from + 1));
    }
    if (kind !== SEQ || typeof key !== 'number') return undefined;
    const item = this.itemAt(collection, key);
    if (item === undefined || item instanceof Brought) return item && placeInside(item.value, path, from + 1);
    return this.find(item, path.slice(from + 1));
  }

  /** The row of a collection's own entry or item that is not deleted; -1 where there is none. */
  childAt(collection: NodeId, key: string | number): NodeId {
    const kind = this.table.kind(collection);
    if (kind === MAP && typeof key === 'string') return this.findEntry(collection, key);
    const item = kind === SEQ && typeof key === 'number' ? this.itemAt(collection, key) : undefined;
    return typeof item === 'number' ? item : -1;
  }

  /** The row of a mapping's own entry that is not deleted; -1 where there is none. */
  findEntry(map: NodeId, key: string): NodeId {
    const { data } = this.table;
    const { text } = this.source;
    const end = data[map + NEXT] as number;
    for (let child = this.table.firstChild(map); child < end; child = data[child + NEXT] as number) {
      const start = data[child + KEY] as number;
      const hasKey = this.table.has(child, CODED_KEY)
        ? this.hasCodedKey(child, key)
        : (data[child + KEY_END] as number) - start === key.length && text.startsWith(key, start);
      if (hasKey && !this.overlay.isDeleted(map, child)) return child;
    }
    return -1;
  }

  private hasCodedKey(entry: NodeId, key: string): boolean {
    return !this.table.has(entry, MERGE_KEY) && this.keyOf(entry) === key;
  }

  /** The key of an entry, decoded. */
  keyOf(entry: NodeId): string {
    return keyText(this.source, this.table, entry);
  }

  itemAt(seq: NodeId, index: number): Place | undefined {
    const { table, overlay } = this;
    let i = 0;
    const end = table.get(seq, NEXT);
    for (let child = table.firstChild(seq); child < end; child = table.get(child, NEXT)) {
      if (!overlay.isDeleted(seq, child) && i++ === index) return child;
    }
    const value = overlay.appendedTo(seq)[index - i];
    return value === undefined ? undefined : new Brought(value);
  }

  /** The node an alias stands for; any other node itself. */
  dereference(node: NodeId): NodeId {
    let at = node;
    for (let hops = 0; this.table.kind(at) === ALIAS && hops < 100; hops++) {
      const target = this.table.extras.get(at)?.target;
      if (target === undefined) return at;
      at = target;
    }
    return at;
  }

  /** A node as JavaScript data, aliases and merge keys expanded. Throws `YamlError` ALIAS_BOMB, TOO_DEEP. */
  toJS(node: NodeId, expansion?: Expansion): YamlValue {
    const replacement = this.overlay.replacementOf(node);
    if (replacement !== undefined) return cloneValue(replacement);
    const kind = this.table.kind(node);
    if (kind === MAP) return this.mapToJS(node, expansion);
    if (kind === SEQ) return this.seqToJS(node, expansion);
    if (kind === ALIAS) return this.aliasToJS(node, expansion);
    return this.scalarValue(node);
  }

  /** The value of a scalar node as yaml.v3 resolves it; an alias gives what it stands for. */
  scalarValue(node: NodeId): Scalar {
    const scalar = this.dereference(node);
    const kind = this.table.kind(scalar);
    if (kind === ALIAS || kind === MAP || kind === SEQ) return null;
    const rewritten = this.overlay.replacementOf(scalar);
    if (rewritten !== undefined && typeof rewritten !== 'object') return rewritten;
    const tag = this.table.has(scalar, HAS_EXTRAS) ? this.table.extras.get(scalar)?.tag : undefined;
    const text = this.sourceText(scalar);
    if (tag !== undefined && tag !== '!') return resolveTagged(tag, text);
    return kind === PLAIN ? resolvePlain(text) : text;
  }

  /** Whether a scalar node is null. */
  isNull(node: NodeId): boolean {
    const { table } = this;
    const isPlainOrQuoted = table.kind(node) !== ALIAS && !table.has(node, HAS_EXTRAS);
    // The longest spelling of null has four letters.
    if (isPlainOrQuoted && table.get(node, END) - table.get(node, START) > 4) return false;
    return this.scalarValue(node) === null;
  }

  /** The text of a scalar node, with edits: decoded, not resolved. */
  scalarText(node: NodeId): string {
    const replacement = this.overlay.replacementOf(node);
    if (replacement === undefined) return this.sourceText(node);
    const text = this.overlay.rewrittenText(node) ?? replacement;
    return text === null || typeof text === 'object' ? '' : String(text);
  }

  /** The text of a scalar node as it was read: decoded, not resolved. */
  sourceText(node: NodeId): string {
    const { table, source } = this;
    const kind = table.kind(node);
    const start = table.get(node, START);
    const end = table.get(node, END);
    if (kind === PLAIN) return decodePlain(source, start, end);
    if (kind === LITERAL || kind === FOLDED) return decodeBlock(source, start, end, table.get(node, COLUMN));
    return decodeQuoted(source, start, end);
  }

  /** The entries of a mapping, merged ones (`<<`) included: own keys win, then earlier merges. */
  entries(map: NodeId, expansion = new Expansion()): Map<string, Place> {
    const own = new Map<string, Place>();
    const merged = new Map<string, Place>();
    for (const child of this.overlay.remaining(map)) {
      if (this.table.has(child, MERGE_KEY)) addMissing(merged, this.mergedEntries(child, expansion));
      else own.set(this.keyOf(child), child);
    }
    for (const [key, value] of this.overlay.addedTo(map)) own.set(key, new Brought(value));
    addMissing(own, merged);
    return own;
  }

  /** What a merge entry, or an item of its sequence, brings. */
  mergedEntries(merge: NodeId, expansion = new Expansion()): Map<string, Place> {
    const replacement = this.overlay.replacementOf(merge);
    if (replacement !== undefined) return entriesOfValue(replacement);
    const source = this.dereference(merge);
    this.enter(source, merge, expansion);
    const entries = this.table.kind(source) === MAP ? this.entries(source, expansion) : new Map<string, Place>();
    if (this.table.kind(source) === SEQ) {
      for (const child of this.overlay.remaining(source)) addMissing(entries, this.mergedEntries(child, expansion));
    }
    // A merge of merges hands the same keys on from one to the next.
    const refusal = expansion.take(entries.size);
    if (refusal) throw this.source.error(...refusal, this.table.get(merge, START));
    expansion.depth--;
    return entries;
  }

  /** The text of a scalar, decoded, not resolved; that of null is empty, and undefined that of a collection. */
  placeText(place: Place): string | undefined {
    if (place instanceof Brought) return textOfValue(place.value);
    const node = this.dereference(place);
    if (this.table.isCollection(node)) return undefined;
    return this.isNull(node) ? '' : this.scalarText(node);
  }

  placeToJS(place: Place, expansion?: Expansion): YamlValue {
    return place instanceof Brought ? cloneValue(place.value) : this.toJS(place, expansion);
  }

  private mapToJS(node: NodeId, expansion = new Expansion()): YamlMap {
    const map: YamlMap = {};
    expansion.depth++;
    if (!this.table.has(node, EDITED | MERGES)) {
      for (const child of this.table.children(node)) {
        assignKey(map, keyText(this.source, this.table, child), this.toJS(child, expansion));
      }
    } else {
      for (const [key, place] of this.entries(node, expansion)) assignKey(map, key, this.placeToJS(place, expansion));
    }
    expansion.depth--;
    return map;
  }

  private seqToJS(node: NodeId, expansion = new Expansion()): YamlValue[] {
    const items: YamlValue[] = [];
    expansion.depth++;
    for (const child of this.overlay.remaining(node)) items.push(this.toJS(child, expansion));
    for (const value of this.overlay.appendedTo(node)) items.push(cloneValue(value));
    expansion.depth--;
    return items;
  }

  private aliasToJS(node: NodeId, expansion = new Expansion()): YamlValue {
    const target = this.dereference(node);
    if (target === node) return null;
    this.enter(target, node, expansion);
    const value = this.toJS(target, expansion);
    expansion.depth--;
    return value;
  }

  /** Goes into what an alias or a merge key stands for. */
  private enter(target: NodeId, from: NodeId, expansion: Expansion): void {
    const { table, source } = this;
    if (target < from && from < table.get(target, NEXT)) {
      throw source.error('ALIAS_BOMB', 'an alias stands inside what it stands for', table.get(from, START));
    }
    const rows = target === from ? 0 : table.size(target);
    const refusal = expansion.enter(rows);
    if (refusal) throw source.error(...refusal, table.get(from, START));
  }

  /** Looks a key up among the entries that edits and merges bring to a mapping. */
  private findBrought(map: NodeId, path: Path, i: number): Place | undefined {
    const key = path[i] as string;
    const added = this.overlay.addedEntry(map, key);
    if (added !== undefined) return placeInside(added, path, i + 1);
    const merged = this.table.has(map, MERGES) ? this.entries(map).get(key) : undefined;
    if (merged === undefined) return undefined;
    return merged instanceof Brought ? placeInside(merged.value, path, i + 1) : this.find(merged, path.slice(i + 1));
  }
}

function placeInside(value: YamlValue, path: Path, from: number): Place | undefined {
  const inside = valueInside(value, path, from);
  return inside === undefined ? undefined : new Brought(inside);
}

function addMissing(entries: Map<string, Place>, more: Map<string, Place>): void {
  for (const [key, place] of more) if (!entries.has(key)) entries.set(key, place);
}

function entriesOfValue(value: YamlValue): Map<string, Place> {
  const entries = new Map<string, Place>();
  for (const map of Array.isArray(value) ? value : [value]) {
    if (!isMap(map)) continue;
    for (const [key, entry] of Object.entries(map)) if (!entries.has(key)) entries.set(key, new Brought(entry));
  }
  return entries;
}

function textOfValue(value: YamlValue): string | undefined {
  if (value === null) return '';
  return typeof value === 'object' ? undefined : String(value);
}

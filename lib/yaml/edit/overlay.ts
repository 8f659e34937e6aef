import { EDITED, type NodeId, type NodeTable } from '../node-table';
import type { YamlValue } from '../value';

/** What an edit changed in a collection; its other entries stay as they are in the text. */
export interface CollectionEdits {
  deleted: Set<NodeId>;
  /** New entries of a mapping, in the order they were set. */
  added: Map<string, YamlValue>;
  /** New items of a sequence. */
  appended: YamlValue[];
}

/** The edit log: what was replaced, deleted and added, by node. The text itself stays untouched until it is written. */
export class Overlay {
  readonly replaced = new Map<NodeId, YamlValue>();
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
    this.collections.clear();
  }

  replacementOf(id: NodeId): YamlValue | undefined {
    return this.table.has(id, EDITED) ? this.replaced.get(id) : undefined;
  }

  editsOf(id: NodeId): CollectionEdits | undefined {
    return this.table.has(id, EDITED) ? this.collections.get(id) : undefined;
  }

  replace(id: NodeId, value: YamlValue): void {
    this.revision++;
    this.table.mark(id, EDITED);
    this.replaced.set(id, value);
  }

  /** The edits of a collection, to be extended. */
  editing(id: NodeId): CollectionEdits {
    this.revision++;
    let edits = this.collections.get(id);
    if (!edits) {
      edits = { deleted: new Set(), added: new Map(), appended: [] };
      this.collections.set(id, edits);
      this.table.mark(id, EDITED);
    }
    return edits;
  }

  /** The children of a collection that stand in the text and are not deleted. */
  *remaining(id: NodeId): Generator<NodeId> {
    const deleted = this.editsOf(id)?.deleted;
    for (const child of this.table.children(id)) if (!deleted?.has(child)) yield child;
  }

  addedTo(id: NodeId): Iterable<[string, YamlValue]> {
    return this.editsOf(id)?.added ?? [];
  }
}

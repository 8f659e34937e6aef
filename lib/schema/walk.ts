import type { KubeObject } from '../krm/kube-object';
import { nearest } from '../krm/nearest';
import { YamlDocument } from '../yaml/document';
import { HAS_EXTRAS, MAP, MERGES, type NodeId, SEQ, SINGLE_QUOTED } from '../yaml/node-table';
import { formatPath, type Path } from '../yaml/path';
import type { YamlTree } from '../yaml/tree';
import { bigIntAsText, isMap, valueInside, type YamlValue } from '../yaml/value';
import { blockText } from '../yaml/write/render';
import { applyDefaults } from './defaulting';
import { describeScalar, nameOfType, scalarProblem } from './scalar-types';
import type { Combination, Field, Schema } from './schema';

export type SchemaCode =
  | 'DUPLICATE_ITEM'
  | 'FIELD_MISSING'
  | 'FIELD_UNKNOWN'
  | 'RULE_BROKEN'
  | 'VALUE_INVALID'
  | 'VALUE_TYPE';

/** What a schema does not allow, where it is, and how to mend it. */
export interface SchemaFinding {
  code: SchemaCode;
  path: Path;
  message: string;
  current?: YamlValue;
  proposed?: string | number | boolean;
  /** The rule of the API server, or of its CRD, that it breaks. */
  rule?: string;
  /** What kind of mistake the CRD says it is. */
  reason?: string;
}

/** A whole object inside an object, whose metadata is to be checked. */
export type EmbeddedVisitor = (path: Path) => void;

/** All that a schema does not allow in an object that nobody has edited. */
export function checkSchema(object: KubeObject, schema: Schema, onEmbedded?: EmbeddedVisitor): SchemaFinding[] {
  const { document, node } = completed(object, schema);
  const walk = new SchemaWalk(document.tree, () => object.toJS(), onEmbedded);
  walk.visit(node, schema);
  return walk.findings;
}

/** The same for a value that stands in no object. */
export function checkValue(value: YamlValue, schema: Schema): SchemaFinding[] {
  const { tree, root } = new YamlDocument(Buffer.from(`${blockText([value])}\n`));
  const walk = new SchemaWalk(tree, () => undefined);
  for (const node of tree.table.children(root)) walk.visit(node, schema);
  return walk.findings;
}

/** The object, or a copy with the defaults of its CRD where there are any to fill in: the API server judges that. */
function completed(object: KubeObject, schema: Schema): { document: YamlDocument; node: NodeId } {
  if (!schema.isCompleted) return object;
  const value = object.toJS();
  const complete = applyDefaults(value, schema);
  if (complete === value) return object;
  const document = new YamlDocument(Buffer.from(`${blockText(complete)}\n`));
  return { document, node: document.root };
}

/**
 * Walks the rows of an object beside its schema. `refuseBombs` throws where aliases expand to too much; it is called
 * before the first alias is followed.
 */
class SchemaWalk {
  readonly findings: SchemaFinding[] = [];
  private readonly path: (string | number)[] = [];
  private isExpandable = false;
  /** The outermost struct with rules around the place of the walk: what is below it is read from it, not again. */
  private struct: { value: YamlValue; depth: number } | undefined;

  constructor(
    private readonly tree: YamlTree,
    private readonly refuseBombs: () => void,
    private readonly onEmbedded?: EmbeddedVisitor,
  ) {}

  visit(place: NodeId, schema: Schema): void {
    const node = this.resolve(place);
    const kind = this.tree.table.kind(node);
    if (kind === MAP) this.visitMapping(node, schema);
    else if (kind === SEQ) this.visitList(node, schema);
    else if (!this.visitScalar(node, schema)) return;
    if (schema.checks) this.runChecks(node, schema.checks);
    if (schema.combinations) for (const each of schema.combinations) this.visitCombination(node, each);
  }

  private visitMapping(node: NodeId, schema: Schema): void {
    if (schema.type !== undefined && schema.type !== 'mapping') {
      this.refuseCollection(node, schema);
      return;
    }
    const isOutermost = schema.rules !== undefined && this.struct === undefined;
    if (isOutermost) this.struct = { value: this.tree.toJS(node), depth: this.path.length };
    for (const entry of this.entries(node)) this.visitEntry(entry, schema);
    if (schema.fields) this.visitMissing(schema.fields, (name, field) => this.hasValue(node, name, field));
    if (schema.rules) this.applyRules(node, schema.rules);
    if (isOutermost) this.struct = undefined;
    if (schema.isEmbedded) this.onEmbedded?.([...this.path]);
  }

  private visitEntry(entry: NodeId, schema: Schema): void {
    const key = this.tree.keyOf(entry);
    const inner = schema.fields?.get(key)?.schema ?? schema.values;
    if (!inner && schema.isOpen) return;
    this.path.push(key);
    if (!inner) this.refuseUnknown(key, schema);
    else if (!this.isNull(entry)) this.visit(entry, inner);
    this.path.pop();
  }

  /** `has`: whether a field of the mapping is there; null is not, where it is no value. */
  private visitMissing(fields: ReadonlyMap<string, Field>, has: (name: string, schema: Schema) => boolean): void {
    for (const [name, { schema, isRequired, isNeverAbsent }] of fields) {
      if (!(isRequired || isNeverAbsent) || has(name, schema)) continue;
      this.path.push(name);
      if (isNeverAbsent && schema.fields) this.visitMissing(schema.fields, () => false);
      else this.add('FIELD_MISSING', `${this.here} is required: give it ${nameOfType(schema.type)}`);
      this.path.pop();
    }
  }

  private visitList(node: NodeId, schema: Schema): void {
    if (schema.type !== undefined && schema.type !== 'list') {
      this.refuseCollection(node, schema);
      return;
    }
    const { items, itemKeys, isSet } = schema;
    if (!items) return;
    const nodes = this.tree.table.children(node);
    nodes.forEach((item, i) => {
      this.path.push(i);
      if (!this.isNull(item)) this.visit(item, items);
      else this.visitNullItem(schema, items);
      this.path.pop();
    });
    if (itemKeys) this.refuseDuplicates(nodes, item => this.keyOfItem(item, schema));
    else if (isSet) this.refuseDuplicates(nodes, item => JSON.stringify(this.tree.toJS(item), bigIntAsText));
  }

  private visitNullItem(list: Schema, items: Schema): void {
    if (list.nullItemsAreEmpty) {
      if (items.fields) this.visitMissing(items.fields, () => false);
    } else if (!items.isNullable) {
      this.add(
        'VALUE_TYPE',
        `${this.here}: expected ${nameOfType(items.type)}, found null: delete the item, or fill it`,
      );
    }
  }

  /** Gives whether the scalar is of the type. */
  private visitScalar(node: NodeId, { type, isNullable }: Schema): boolean {
    if (type === undefined) return true;
    const { table } = this.tree;
    // Most scalars are strings, and what is quoted is one; a tag can make it something else.
    if (type === 'string' && table.kind(node) >= SINGLE_QUOTED && !table.has(node, HAS_EXTRAS)) return true;
    const value = this.tree.scalarValue(node);
    if (value === null && isNullable) return true;
    if (type === 'mapping' || type === 'list') {
      const message = `${this.here}: expected ${nameOfType(type)}, found ${describeScalar(value)}`;
      this.add('VALUE_TYPE', message, { current: value });
      return false;
    }
    const problem = scalarProblem(type, value);
    if (!problem) return true;
    const { message, proposed } = problem;
    this.add('VALUE_TYPE', `${this.here}: ${message}`, { current: value, ...(proposed !== undefined && { proposed }) });
    return false;
  }

  /** A mapping or a list stands where something else belongs: what is in it are fields that nobody knows. */
  private refuseCollection(node: NodeId, { type }: Schema): void {
    const { table } = this.tree;
    const expected = `${this.here} is ${nameOfType(type)}`;
    const before = this.findings.length;
    const refuseEntries = (mapping: NodeId) => {
      for (const entry of this.entries(mapping)) {
        const key = this.tree.keyOf(entry);
        const message = `${expected}, so there is no field \`${key}\` in it: write the value itself`;
        this.findings.push({ code: 'FIELD_UNKNOWN', path: [...this.path, key], message });
      }
    };
    if (table.kind(node) === MAP) refuseEntries(node);
    else
      table.children(node).forEach((child, i) => {
        const item = this.resolve(child);
        this.path.push(i);
        if (table.kind(item) === MAP) refuseEntries(item);
        this.path.pop();
      });
    if (this.findings.length > before) return;
    const found = table.kind(node) === MAP ? 'mapping' : 'list';
    this.add('VALUE_TYPE', `${this.here}: expected ${nameOfType(type)}, found ${nameOfType(found)}`);
  }

  private refuseUnknown(key: string, { fields, prunes, instead }: Schema): void {
    const holder = this.path.length > 1 ? `${formatPath(this.path.slice(0, -1))} has` : 'there is';
    const near = fields && nearest(key, fields.keys());
    const advice = instead && Object.hasOwn(instead, key) ? instead[key] : undefined;
    const hint = advice ? `: ${advice}` : near ? `: did you mean \`${near}\`?` : knownFields(fields);
    const why = prunes ? ' (the API server would drop it without a word)' : '';
    this.add('FIELD_UNKNOWN', `${holder} no field \`${key}\`${why}${hint}`);
  }

  private refuseDuplicates(items: readonly NodeId[], keyOf: (item: NodeId) => string | undefined): void {
    const first = new Map<string, number>();
    items.forEach((item, i) => {
      const key = keyOf(item);
      if (key === undefined) return;
      const before = first.get(key);
      first.set(key, before === undefined ? i : REPORTED);
      if (before !== undefined && before !== REPORTED) {
        const message = `${this.here}[${i}] has the same ${key} as item ${before}: server-side apply (Config Sync) refuses it; change or delete one`;
        this.findings.push({ code: 'DUPLICATE_ITEM', path: [...this.path, i], message });
      }
    });
  }

  /** `port=80, protocol=TCP`; undefined where a key is missing. */
  private keyOfItem(item: NodeId, { itemKeys = [] }: Schema): string | undefined {
    const parts: string[] = [];
    for (const { name, fallback } of itemKeys) {
      const place = this.tree.find(item, [name]);
      const value = typeof place === 'number' ? this.tree.scalarValue(place) : null;
      if (value === null && fallback === undefined) return undefined;
      parts.push(`${name}=${value ?? fallback}`);
    }
    return parts.join(', ');
  }

  private runChecks(node: NodeId, checks: NonNullable<Schema['checks']>): void {
    const value = this.valueOf(node);
    for (const check of checks) {
      const problem = check(value);
      if (problem) this.add('VALUE_INVALID', `${this.here}: ${problem}`, isScalar(value) ? { current: value } : {});
    }
  }

  /** The value of the node at the place of the walk. */
  private valueOf(node: NodeId): YamlValue {
    if (!this.struct) return this.tree.toJS(node);
    return valueInside(this.struct.value, this.path, this.struct.depth) ?? null;
  }

  private applyRules(node: NodeId, rules: NonNullable<Schema['rules']>): void {
    const struct = this.valueOf(node);
    if (!isMap(struct)) return;
    for (const { name, check } of rules) {
      for (const { path, message } of check(struct)) {
        const full = [...this.path, ...path];
        // What has a wrong type or is missing has been said already.
        if (this.findings.some(finding => startsWith(finding.path, full))) continue;
        this.findings.push({ code: 'RULE_BROKEN', path: full, message: `${formatPath(full)}: ${message}`, rule: name });
      }
    }
  }

  private visitCombination(node: NodeId, { kind, schemas }: Combination): void {
    if (kind === 'allOf') {
      for (const schema of schemas) this.visit(node, schema);
      return;
    }
    const fitting = schemas.filter(schema => this.fits(node, schema)).length;
    if (kind === 'anyOf' && fitting === 0) this.add('VALUE_INVALID', `${this.here} fits none of its schemas (anyOf)`);
    if (kind === 'oneOf' && fitting !== 1)
      this.add('VALUE_INVALID', `${this.here} fits ${fitting} of its schemas, not one (oneOf)`);
    if (kind === 'not' && fitting > 0)
      this.add('VALUE_INVALID', `${this.here} fits a schema that it must not fit (not)`);
  }

  private fits(node: NodeId, schema: Schema): boolean {
    const walk = new SchemaWalk(this.tree, this.refuseBombs);
    walk.visit(node, schema);
    return walk.findings.length === 0;
  }

  private hasValue(mapping: NodeId, name: string, { isNullable = false }: Schema): boolean {
    const own = this.tree.findEntry(mapping, name);
    if (own >= 0) return isNullable || !this.isNull(own);
    if (!this.tree.table.has(mapping, MERGES)) return false;
    const merged = this.tree.entries(mapping).get(name);
    return typeof merged === 'number' && (isNullable || !this.isNull(merged));
  }

  private isNull(place: NodeId): boolean {
    return !this.tree.table.isCollection(this.tree.dereference(place)) && this.tree.isNull(place);
  }

  private entries(mapping: NodeId): NodeId[] {
    const { table } = this.tree;
    if (!table.has(mapping, MERGES)) return table.children(mapping);
    this.expand();
    return [...this.tree.entries(mapping).values()].filter(place => typeof place === 'number');
  }

  private resolve(place: NodeId): NodeId {
    const node = this.tree.dereference(place);
    if (node !== place) this.expand();
    return node;
  }

  private expand(): void {
    if (!this.isExpandable) this.refuseBombs();
    this.isExpandable = true;
  }

  private get here(): string {
    return this.path.length === 0 ? 'the object' : formatPath(this.path);
  }

  private add(code: SchemaCode, message: string, more: Pick<SchemaFinding, 'current' | 'proposed'> = {}): void {
    this.findings.push({ code, path: [...this.path], message, ...more });
  }
}

/** In place of the index of a first item: its duplicates are known, one finding says it. */
const REPORTED = -1;
const MANY_FIELDS = 12;

function knownFields(fields: Schema['fields']): string {
  if (!fields || fields.size === 0) return '';
  return fields.size > MANY_FIELDS ? '' : `; it has ${[...fields.keys()].join(', ')}`;
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((step, i) => path[i] === step);
}

function isScalar(value: YamlValue): boolean {
  return typeof value !== 'object' || value === null;
}

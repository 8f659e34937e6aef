import { nearest } from '../krm/nearest';
import { HAS_EXTRAS, MAP, MERGES, type NodeId, PLAIN, SEQ, SINGLE_QUOTED } from '../yaml/node-table';
import { formatPath, type Path } from '../yaml/path';
import { yaml11Reading } from '../yaml/scalar/resolve';
import type { YamlTree } from '../yaml/tree';
import { bigIntAsText, isMap, valueInside, type YamlMap, type YamlValue } from '../yaml/value';
import { describeScalar, nameOfType, scalarProblem } from './scalar-types';
import type { Combination, NamedCheck, NamedField, Schema, ValueType } from './schema';

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

/** A plain text that YAML readers do not agree about, at a place where a schema wants a text or a boolean. */
export interface AmbiguousText {
  path: Path;
  text: string;
  /** What YAML 1.1 has for it: a boolean, a number to the base 60, or null. */
  reading: boolean | 'base 60' | null;
  wanted: 'string' | 'boolean';
}

/** What else than faults may be of interest on the way through an object. */
export interface SchemaVisitor {
  /** A whole object inside an object, whose metadata is to be checked. */
  onEmbedded?: ((path: Path) => void) | undefined;
  onAmbiguous?: ((text: AmbiguousText) => void) | undefined;
}

/**
 * Walks the rows of an object beside its schema. `refuseBombs` throws where aliases expand to too much; it is called
 * before the first alias is followed.
 */
export class SchemaWalk {
  readonly findings: SchemaFinding[] = [];
  private readonly path: (string | number)[] = [];
  private isExpandable = false;
  /** The outermost struct with rules around the place of the walk: what is below it is read from it, not again. */
  private struct: { value: YamlValue; depth: number } | undefined;

  constructor(
    private readonly tree: YamlTree,
    private readonly refuseBombs: () => void,
    private readonly visitor: SchemaVisitor = {},
  ) {}

  visit(place: NodeId, schema: Schema): void {
    const node = this.resolve(place);
    const kind = this.tree.table.kind(node);
    if (kind === MAP) this.visitMapping(node, schema);
    else if (kind === SEQ) this.visitList(node, schema);
    else if (!this.visitScalar(node, schema)) return;
    if (schema.checks) this.runChecks(node, schema.checks);
    if (schema.rule && this.tree.table.isCollection(node)) this.refuseValue(this.valueOf(node), schema.rule);
    if (schema.combinations) for (const each of schema.combinations) this.visitCombination(node, each);
  }

  private visitMapping(node: NodeId, schema: Schema): void {
    if (schema.type !== undefined && schema.type !== 'mapping') {
      this.refuseCollection(node, schema);
      return;
    }
    const rules = schema.rules && this.applicable(node, schema.rules);
    const isOutermost = rules !== undefined && this.struct === undefined;
    if (isOutermost) this.struct = { value: this.tree.toJS(node), depth: this.path.length };
    for (const entry of this.entries(node)) this.visitEntry(entry, schema);
    if (schema.needed) this.visitMissing(schema.needed, node);
    if (rules) this.applyRules(node, rules);
    if (isOutermost) this.struct = undefined;
    if (schema.isEmbedded) this.visitor.onEmbedded?.([...this.path]);
  }

  private visitEntry(entry: NodeId, schema: Schema): void {
    const key = this.tree.keyOf(entry);
    const inner = schema.fields?.get(key)?.schema ?? schema.values;
    if (!inner && schema.isOpen) return;
    this.path.push(key);
    if (schema.keyRule) this.refuseValue(key, schema.keyRule);
    if (!inner) this.refuseUnknown(key, schema);
    else if (!this.isNull(entry)) this.visit(entry, inner);
    else if (inner.type === 'string') this.visitTilde(entry);
    this.path.pop();
  }

  /** `mapping`: undefined for one that nothing stands for. A field that is null is there only where null is a value. */
  private visitMissing(needed: readonly NamedField[], mapping: NodeId | undefined): void {
    for (let i = 0; i < needed.length; i++) {
      const [name, { schema, isNeverAbsent, requiredBy }] = needed[i] as NamedField;
      if (mapping !== undefined && this.hasValue(mapping, name, schema)) continue;
      this.path.push(name);
      if (isNeverAbsent && schema.needed) this.visitAbsent(schema);
      else {
        const message = `${this.here} is required: give it ${nameOfType(schema.type)}`;
        this.add('FIELD_MISSING', message, requiredBy === undefined ? {} : { rule: requiredBy });
      }
      this.path.pop();
    }
  }

  /** A struct that nothing stands for is an empty one. */
  private visitAbsent({ needed, rules }: Schema): void {
    if (needed) this.visitMissing(needed, undefined);
    if (rules) this.breakRules({}, rules);
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
    if (!list.nullItemsAreEmpty) {
      if (items.isNullable) return;
      const message = `${this.here}: expected ${nameOfType(items.type)}, found null: delete the item, or fill it`;
      this.add('VALUE_TYPE', message);
      return;
    }
    const before = this.findings.length;
    if (items.fields) this.visitAbsent(items);
    else if (items.rule) this.refuseValue(items.type === 'string' ? '' : 0, items.rule);
    if ((list.isSet || list.itemKeys) && this.findings.length === before) {
      const message = `${this.here}: server-side apply (Config Sync) refuses null here: delete the item, or fill it`;
      this.add('VALUE_TYPE', message);
    }
  }

  /** Gives whether the scalar is of the type. */
  private visitScalar(node: NodeId, { type, isNullable, rule }: Schema): boolean {
    if (type === undefined) return true;
    const { table } = this.tree;
    // Most scalars are strings, and what is quoted is one; a tag can make it something else.
    if (type === 'string' && !rule && table.kind(node) >= SINGLE_QUOTED && !table.has(node, HAS_EXTRAS)) return true;
    const value = this.tree.scalarValue(node);
    if (value === null && isNullable) return true;
    if (type === 'mapping' || type === 'list') {
      const message = `${this.here}: expected ${nameOfType(type)}, found ${describeScalar(value)}`;
      this.add('VALUE_TYPE', message, { current: value });
      return false;
    }
    const isRead = typeof value === 'string' && this.isAmbiguous(node, value, type);
    const problem = isRead ? undefined : scalarProblem(type, value);
    if (!problem) {
      if (rule) this.refuseValue(value, rule);
      return true;
    }
    const { message } = problem;
    // In quotes it is the text as it stands there: 0644, not 420.
    const proposed = type === 'string' && value !== null ? this.tree.scalarText(node) : problem.proposed;
    this.add('VALUE_TYPE', `${this.here}: ${message}`, { current: value, ...(proposed !== undefined && { proposed }) });
    return false;
  }

  /** Whether a plain text is what the schema wants to some YAML readers, and something else to others. */
  private isAmbiguous(node: NodeId, text: string, wanted: ValueType): boolean {
    if ((wanted !== 'string' && wanted !== 'boolean') || this.tree.table.kind(node) !== PLAIN) return false;
    const reading = yaml11Reading(text);
    if (reading === undefined || (wanted === 'boolean' && reading === 'base 60')) return false;
    if (this.tree.table.has(node, HAS_EXTRAS) && this.tree.table.extras.get(node)?.tag !== undefined) return false;
    this.visitor.onAmbiguous?.({ path: [...this.path], text, reading, wanted });
    return true;
  }

  /** `~` may have been meant as a text; `null`, or nothing at all, hardly. */
  private visitTilde(entry: NodeId): void {
    const node = this.tree.dereference(entry);
    if (this.tree.table.kind(node) !== PLAIN || this.tree.scalarText(node) !== '~') return;
    this.visitor.onAmbiguous?.({ path: [...this.path], text: '~', reading: null, wanted: 'string' });
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

  private refuseValue(value: YamlValue, { name, check }: NamedCheck): void {
    const problem = check(value);
    if (!problem) return;
    const current = isScalar(value) ? { current: value } : {};
    this.add('VALUE_INVALID', `${this.here}: ${problem}`, { ...current, rule: name });
  }

  /** The rules that have something to say of a mapping; undefined where none has, and it need not be read. */
  private applicable(node: NodeId, rules: NonNullable<Schema['rules']>): Schema['rules'] {
    const hasField = (name: string) => this.tree.table.has(node, MERGES) || this.tree.findEntry(node, name) >= 0;
    if (rules.every(({ onlyWith }) => onlyWith !== undefined && !hasField(onlyWith))) return undefined;
    return rules;
  }

  private applyRules(node: NodeId, rules: NonNullable<Schema['rules']>): void {
    const struct = this.valueOf(node);
    if (isMap(struct)) this.breakRules(struct, rules);
  }

  private breakRules(struct: YamlMap, rules: NonNullable<Schema['rules']>): void {
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

  private add(
    code: SchemaCode,
    message: string,
    more: Pick<SchemaFinding, 'current' | 'proposed' | 'rule'> = {},
  ): void {
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

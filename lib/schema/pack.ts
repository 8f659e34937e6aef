import { parseApiVersion } from '../krm/gvk';
import type { FieldRules } from './api-server/field-rules';
import type { StructRules } from './api-server/struct-rules';
import {
  type Field,
  type FieldRule,
  type ItemKey,
  type NamedCheck,
  type NamedField,
  neededOf,
  type ScalarType,
  type Schema,
  schemaOf,
  type ValueCheck,
} from './schema';

/** A kind of the API server. */
export interface KindEntry {
  plural: string;
  isNamespaced: boolean;
  schema: Schema;
}

type Named<T> = Record<string, Record<string, T>>;

/** What lib/schema/generate writes: the newest version whole, the others as what they have other than the next one. */
interface PackText {
  kinds: Record<string, Record<string, string> | null>;
  types: Record<string, Record<string, string> | null>;
}

/** As texts, so that only what is asked for is parsed. Newest first. */
const PACKS: readonly (readonly [version: string, read: () => string])[] = [
  ['1.36', () => require('./packs/1.36.pack')],
  ['1.35', () => require('./packs/1.35.pack')],
  ['1.34', () => require('./packs/1.34.pack')],
  ['1.33', () => require('./packs/1.33.pack')],
  ['1.32', () => require('./packs/1.32.pack')],
];

/** The Kubernetes versions that there are packs for, newest first. */
export const KUBERNETES_VERSIONS: readonly string[] = PACKS.map(([version]) => version);
export const NEWEST_KUBERNETES = '1.36';

/** The minor version that a text names (`1.34`, `v1.34.2`), if there is a pack for it. */
export function knownKubernetes(text: string): string | undefined {
  const [, minor] = /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(text) ?? [];
  return minor !== undefined && KUBERNETES_VERSIONS.includes(minor) ? minor : undefined;
}

const OBJECT_META = 'V1ObjectMeta';

/** What the API server checks beyond its schemas. */
interface ApiRules {
  readonly ofFields: FieldRules;
  readonly ofStructs: StructRules;
}

const NO_RULES: ApiRules = { ofFields: {}, ofStructs: {} };

/** Large tables, that not everybody asks: they are loaded for those who do. */
function loadApiRules(): ApiRules {
  const { FIELD_RULES }: typeof import('./api-server/field-rules') = require('./api-server/field-rules');
  const { STRUCT_RULES }: typeof import('./api-server/struct-rules') = require('./api-server/struct-rules');
  return { ofFields: FIELD_RULES, ofStructs: STRUCT_RULES };
}

/** The built-in kinds of a Kubernetes version. */
export class SchemaPack {
  private readonly kinds: Named<string> = {};
  private readonly types: Named<string> = {};
  private readonly structs = new Map<string, Schema>();
  private readonly apiRules: ApiRules;

  /** `version`: one of `KUBERNETES_VERSIONS`. `hasApiRules`: with what the API server checks beyond its schemas. */
  constructor(
    readonly version: string,
    hasApiRules = false,
  ) {
    this.apiRules = hasApiRules ? loadApiRules() : NO_RULES;
    const wanted = KUBERNETES_VERSIONS.indexOf(version);
    if (wanted < 0) throw new TypeError(`there is no schema pack for Kubernetes ${version}`);
    for (const [, read] of PACKS.slice(0, wanted + 1)) {
      const { kinds, types } = JSON.parse(read()) as PackText;
      change(this.kinds, kinds);
      change(this.types, types);
    }
  }

  /** A kind; undefined where this version has none of this name. */
  kind(apiVersion: string, kind: string): KindEntry | undefined {
    const kinds = this.kindsOf(apiVersion);
    const entry = kinds && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (entry === undefined) return undefined;
    const [plural = '', type = '', scope] = entry.split(' ');
    return { plural, isNamespaced: scope === undefined, schema: this.struct(type) };
  }

  /** The names of the kinds of an API version; undefined where there is no such API version. */
  kindNames(apiVersion: string): string[] | undefined {
    const kinds = this.kindsOf(apiVersion);
    return kinds && Object.keys(kinds);
  }

  /** All kinds. */
  allKinds(): KindEntry[] {
    return Object.entries(this.kinds).flatMap(([apiVersion, kinds]) =>
      Object.keys(kinds).flatMap(kind => this.kind(apiVersion, kind) ?? []),
    );
  }

  hasGroup(group: string): boolean {
    return Object.keys(this.kinds).some(apiVersion => parseApiVersion(apiVersion).group === group);
  }

  /** The API versions that have a kind of this name. */
  apiVersionsOf(kind: string): string[] {
    return Object.keys(this.kinds).filter(apiVersion => this.kindNames(apiVersion)?.includes(kind));
  }

  /** The metadata of every object. */
  get objectMeta(): Schema {
    return this.struct(OBJECT_META);
  }

  private kindsOf(apiVersion: string): Record<string, string> | undefined {
    return Object.hasOwn(this.kinds, apiVersion) ? this.kinds[apiVersion] : undefined;
  }

  private struct(name: string): Schema {
    let struct = this.structs.get(name);
    if (!struct) {
      struct = new Struct(name, () => this.fieldsOf(name), this.apiRules.ofStructs[name]);
      this.structs.set(name, struct);
    }
    return struct;
  }

  private fieldsOf(name: string): Map<string, Field> {
    const fields = Object.entries(this.types[name] ?? {});
    const rules = this.apiRules.ofFields[name];
    const read = (field: string, type: string) =>
      rules ? withRules(this.field(type), name, field, rules) : this.field(type);
    return new Map(fields.map(([field, type]) => [field, read(field, type)]));
  }

  /** Reads `V1Container[name]!`: `!` required, `~` never absent, `[]`, `[*]` and `[keys]` lists, `{}` maps. */
  private field(spelling: string): Field {
    const isRequired = spelling.endsWith('!');
    const isNeverAbsent = spelling.endsWith('~');
    const type = isRequired || isNeverAbsent ? spelling.slice(0, -1) : spelling;
    return { schema: this.type(type), isRequired, isNeverAbsent };
  }

  private type(spelling: string): Schema {
    if (spelling.endsWith('{}')) return schemaOf({ type: 'mapping', values: this.type(spelling.slice(0, -2)) });
    if (spelling.endsWith(']')) return this.list(spelling);
    if (spelling === 'object') return schemaOf({ type: 'mapping', isOpen: true });
    if (spelling === 'any') return schemaOf({ isOpen: true });
    return /^[A-Z]/.test(spelling) ? this.struct(spelling) : schemaOf({ type: spelling as ScalarType });
  }

  private list(spelling: string): Schema {
    const open = spelling.lastIndexOf('[');
    const keys = spelling.slice(open + 1, -1);
    const list = { type: 'list', items: this.type(spelling.slice(0, open)), nullItemsAreEmpty: true } as const;
    if (keys === '') return schemaOf(list);
    return schemaOf(keys === '*' ? { ...list, isSet: true } : { ...list, itemKeys: keys.split(',').map(itemKey) });
  }
}

function change(map: Named<string>, changes: Record<string, Record<string, string> | null>): void {
  for (const [key, entry] of Object.entries(changes)) {
    if (entry === null) delete map[key];
    else map[key] = entry;
  }
}

/** A field with the rules of its value, and of its items, entries and keys. */
function withRules(field: Field, type: string, name: string, rules: Record<string, ValueCheck | FieldRule>): Field {
  const { rule, isRequired } = fieldRule(type, name, rules);
  const requiredBy = isRequired && !field.isRequired ? `${type}.${name}` : undefined;
  const demanded = { ...field, isRequired: isRequired ?? field.isRequired, requiredBy };
  if (field.schema instanceof Struct) return demanded;
  const { items, values } = field.schema;
  const schema = schemaOf({
    ...field.schema,
    ...(rule && { rule }),
    ...(items && { items: withRule(items, fieldRule(type, `${name}[]`, rules).rule) }),
    ...(values && { values: withRule(values, fieldRule(type, `${name}{}`, rules).rule) }),
    ...(values && { keyRule: fieldRule(type, `${name}{key}`, rules).rule }),
  });
  return { ...demanded, schema };
}

function fieldRule(
  type: string,
  name: string,
  rules: Record<string, ValueCheck | FieldRule>,
): { rule: NamedCheck | undefined; isRequired: boolean | undefined } {
  const found = rules[name];
  if (found === undefined) return { rule: undefined, isRequired: undefined };
  const { check, isRequired } = typeof found === 'function' ? { check: found, isRequired: undefined } : found;
  return { rule: check && { name: `${type}.${name}`, check }, isRequired };
}

function withRule(schema: Schema, rule: NamedCheck | undefined): Schema {
  return rule ? schemaOf({ ...schema, rule }) : schema;
}

function itemKey(text: string): ItemKey {
  const [name = '', fallback] = text.split('=');
  return { name, fallback };
}

/** A struct whose fields are read when they are first asked for: a package uses few of them, and they refer in circles. */
class Struct implements Schema {
  readonly type = 'mapping';
  private cached: Map<string, Field> | undefined;
  private cachedNeeded: readonly NamedField[] | undefined;

  constructor(
    readonly typeName: string,
    private readonly read: () => Map<string, Field>,
    readonly rules: Schema['rules'],
  ) {}

  get fields(): Map<string, Field> {
    this.cached ??= this.read();
    return this.cached;
  }

  get needed(): readonly NamedField[] {
    this.cachedNeeded ??= neededOf(this.fields);
    return this.cachedNeeded;
  }
}

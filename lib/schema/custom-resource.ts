import { INSTEAD } from '../kinds/third-party/shape';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { NEWEST_KUBERNETES } from './pack';
import { type Combination, type Field, type ItemKey, type Schema, schemaOf, type ValueType } from './schema';
import { checksOf } from './value-checks';

/** The schema of a version of a CustomResourceDefinition. */
export interface CustomSchema {
  schema: Schema;
  /** It has rules of its own (`x-kubernetes-validations`). */
  hasRules: boolean;
}

const TEXT_FIELD: Field = { schema: schemaOf({ type: 'string' }), isRequired: true, isNeverAbsent: false };

/** What the schema of a CRD means beyond its own words. */
export interface SchemaContext {
  /** The schema of metadata, which the API server knows itself. */
  objectMeta: Schema;
  /** The version of Kubernetes, which knows more formats than older ones. */
  kubernetesVersion: string;
  /** Unknown fields are dropped without a word; else they are refused. */
  prunes: boolean;
}

/** Reads the `openAPIV3Schema` of a CRD. */
export function readCustomSchema(openApi: YamlValue | undefined, context: SchemaContext): CustomSchema {
  const reader = new Reader(context);
  const root = isMap(openApi) ? openApi : { 'x-kubernetes-preserve-unknown-fields': true };
  const schema = reader.read({ ...root, 'x-kubernetes-embedded-resource': true });
  // The runner of the function has looked at the object's own metadata already.
  return {
    schema: { ...schema, isEmbedded: false, isCompleted: reader.isCompleted },
    hasRules: reader.hasRules,
  };
}

/** Reads the schema of a value inside of an object. */
export function readValueSchema(openApi: YamlMap, context: SchemaContext): Schema {
  return new Reader(context).read(openApi);
}

/**
 * Reads a JSON Schema of a value inside an object, such as O2 IMS has for the parameters of a template. Fields that it
 * does not list are allowed, unless it says `additionalProperties: false`.
 */
export function readJsonSchema(jsonSchema: YamlMap): Schema {
  const context = { objectMeta: {}, kubernetesVersion: NEWEST_KUBERNETES, prunes: false };
  return readValueSchema(openWhereNotClosed(jsonSchema), context);
}

function openWhereNotClosed(schema: YamlMap): YamlMap {
  const { additionalProperties, items, properties } = schema;
  const opened: YamlMap = { ...schema };
  if (additionalProperties !== false) opened['x-kubernetes-preserve-unknown-fields'] = true;
  if (isMap(items)) opened.items = openWhereNotClosed(items);
  if (isMap(additionalProperties)) opened.additionalProperties = openWhereNotClosed(additionalProperties);
  if (isMap(properties)) {
    const entries = Object.entries(properties);
    opened.properties = Object.fromEntries(
      entries.map(([name, property]) => [name, isMap(property) ? openWhereNotClosed(property) : property]),
    );
  }
  return opened;
}

/** Keywords whose verdict depends on defaults that are filled in, or on nulls that are dropped. */
const COUNTS_FIELDS = ['default', 'minProperties', 'maxProperties'];

class Reader {
  hasRules = false;
  isCompleted = false;

  constructor(private readonly context: SchemaContext) {}

  /** `isBranch`: of `anyOf` and the like, where fields are not pruned. */
  read(openApi: YamlMap, isBranch = false): Schema {
    const rules = openApi['x-kubernetes-validations'];
    if (Array.isArray(rules) && rules.length > 0) this.hasRules = true;
    if (COUNTS_FIELDS.some(keyword => openApi[keyword] !== undefined)) this.isCompleted = true;
    const isEmbedded = openApi['x-kubernetes-embedded-resource'] === true;
    const { additionalProperties: additional, items } = openApi;
    const checks = checksOf(openApi, this.context.kubernetesVersion);
    const combinations = this.readCombinations(openApi);
    return schemaOf({
      type: typeOf(openApi),
      fields: this.readFields(openApi, isBranch, isEmbedded),
      values: isMap(additional) ? this.read(additional, isBranch) : undefined,
      isOpen: isBranch || openApi['x-kubernetes-preserve-unknown-fields'] === true || additional === true,
      items: isMap(items) ? this.read(items, isBranch) : undefined,
      itemKeys: openApi['x-kubernetes-list-type'] === 'map' ? itemKeysOf(openApi) : undefined,
      isSet: openApi['x-kubernetes-list-type'] === 'set',
      isNullable: openApi.nullable === true,
      default: openApi.default ?? undefined,
      isEmbedded,
      checks: checks.length > 0 ? checks : undefined,
      combinations: combinations.length > 0 ? combinations : undefined,
      instead: insteadOf(openApi),
      prunes: this.context.prunes,
    });
  }

  private readFields(openApi: YamlMap, isBranch: boolean, isEmbedded: boolean): Map<string, Field> {
    const { properties, required } = openApi;
    const fields = new Map<string, Field>();
    for (const [name, property] of Object.entries(isMap(properties) ? properties : {})) {
      if (!isMap(property)) continue;
      fields.set(name, { schema: this.read(property, isBranch), isRequired: false, isNeverAbsent: false });
    }
    for (const name of Array.isArray(required) ? required : []) {
      if (typeof name !== 'string') continue;
      const schema = fields.get(name)?.schema ?? schemaOf({ isOpen: true });
      fields.set(name, { schema, isRequired: true, isNeverAbsent: false });
    }
    if (isEmbedded) {
      fields.set('apiVersion', TEXT_FIELD);
      fields.set('kind', TEXT_FIELD);
      fields.set('metadata', { schema: this.metadata(properties), isRequired: false, isNeverAbsent: false });
    }
    return fields;
  }

  /** That of every object, and what the CRD says of name and generateName. */
  private metadata(properties: YamlValue | undefined): Schema {
    const { objectMeta } = this.context;
    const own = isMap(properties) && isMap(properties.metadata) ? properties.metadata : {};
    if (!isMap(own.properties)) return objectMeta;
    return schemaOf({ isOpen: true, combinations: [{ kind: 'allOf', schemas: [objectMeta, this.read(own, true)] }] });
  }

  private readCombinations(openApi: YamlMap): Combination[] {
    const combinations: Combination[] = [];
    for (const kind of ['allOf', 'anyOf', 'oneOf'] as const) {
      const branches = openApi[kind];
      if (!Array.isArray(branches)) continue;
      combinations.push({ kind, schemas: branches.filter(isMap).map(branch => this.read(branch, true)) });
    }
    const { not } = openApi;
    if (isMap(not)) combinations.push({ kind: 'not', schemas: [this.read(not, true)] });
    return combinations;
  }
}

function typeOf(openApi: YamlMap): ValueType | undefined {
  if (openApi['x-kubernetes-int-or-string'] === true) return 'int-or-string';
  switch (openApi.type) {
    case 'array':
      return 'list';
    case 'boolean':
    case 'string':
      return openApi.type;
    case 'integer':
      return openApi.format === 'int32' ? 'int32' : 'int64';
    case 'number':
      return 'double';
    case 'object':
      return 'mapping';
    default:
      return undefined;
  }
}

function itemKeysOf(openApi: YamlMap): ItemKey[] {
  const keys = openApi['x-kubernetes-list-map-keys'];
  return (Array.isArray(keys) ? keys : []).map(key => ({ name: String(key) }));
}

function insteadOf(openApi: YamlMap): Record<string, string> | undefined {
  const instead = openApi[INSTEAD];
  return isMap(instead) ? (instead as Record<string, string>) : undefined;
}

import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  struct,
  TIMESTAMP,
  type Type,
} from '../../cel/check/type';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { escapeName } from './escape';

const TEXTS: Record<string, Type> = { byte: BYTES, date: TIMESTAMP, 'date-time': TIMESTAMP, duration: DURATION };

const SCALARS: Record<string, Type> = { boolean: BOOL, integer: INT, number: DOUBLE };

/** What expressions may read of an object whatever its schema says. */
const OBJECT_FIELDS: YamlMap = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } },
};

export function isResource(schema: YamlMap): boolean {
  return schema['x-kubernetes-embedded-resource'] === true;
}

/** The fields of a schema, those of every object included where it is one of a whole object. */
export function propertiesOf(schema: YamlMap, isObject: boolean): Record<string, YamlMap> | undefined {
  const { properties } = schema;
  if (!isMap(properties) && !isObject) return undefined;
  const own = Object.entries(isMap(properties) ? properties : {}).filter(([, property]) => isMap(property));
  return { ...(Object.fromEntries(own) as Record<string, YamlMap>), ...(isObject ? objectFields(properties) : {}) };
}

function objectFields(properties: YamlValue | undefined): Record<string, YamlMap> {
  const metadata = isMap(properties) && isMap(properties.metadata) ? properties.metadata.properties : undefined;
  const hasNames = isMap(metadata) && isMap(metadata.name) && isMap(metadata.generateName);
  return (hasNames ? {} : OBJECT_FIELDS) as Record<string, YamlMap>;
}

/**
 * The type of a value with a structural schema; undefined where expressions cannot read it. `name`: that of the types
 * of objects, as messages show it. Source: `SchemaDeclType` of k8s.io/apiserver, pkg/cel/common.
 */
export function declaredType(schema: YamlMap, isObject: boolean, name: string): Type | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return DYN;
  if (schema.type === 'array') {
    const items = isMap(schema.items)
      ? declaredType(schema.items, isResource(schema.items), `${name}.@idx`)
      : undefined;
    return items && listOf(items);
  }
  if (schema.type === 'object') return objectType(schema, isObject, name);
  if (schema.type === 'string') return TEXTS[String(schema.format ?? '')] ?? STRING;
  return SCALARS[String(schema.type)];
}

function objectType(schema: YamlMap, isObject: boolean, name: string): Type | undefined {
  const { additionalProperties: additional } = schema;
  if (isMap(additional)) {
    const values = declaredType(additional, isResource(additional), `${name}.@elem`);
    return values && mapOf(STRING, values);
  }
  const fields = new Map<string, Type>();
  for (const [key, property] of Object.entries(propertiesOf(schema, isObject) ?? {})) {
    const escaped = escapeName(key);
    const type = escaped === undefined ? undefined : declaredType(property, isResource(property), `${name}.${escaped}`);
    if (escaped !== undefined && type) fields.set(escaped, type);
  }
  return struct(name, fields);
}

import { isMap, type YamlMap } from '../../yaml/value';
import type { RuleFinding } from '../api-server/rules/struct';
import type { SchemaLevel } from './levels';
import type { SchemaRule } from './schema-rules';

const TYPE = 'x-kubernetes-list-type';
const KEYS = 'x-kubernetes-list-map-keys';

/** The rules of lists. Source: as SCHEMA_RULES, and `validateMapListKeysMapSet`. */
export const LIST_RULES: readonly SchemaRule[] = [
  { name: 'crd-list-items-not-null', check: itemsNotNull, isOfNewCrds: true },
  { name: 'crd-list-keys', check: listKeys },
  { name: 'crd-list-keys-always-there', check: keysAlwaysThere, isOfNewCrds: true },
  { name: 'crd-list-set', check: listSet },
  { name: 'crd-list-type', check: listType },
];

function listType({ schema }: SchemaLevel): RuleFinding[] {
  const type = schema[TYPE];
  if (type === undefined || type === null) return [];
  const findings: RuleFinding[] = [];
  if (type !== 'atomic' && type !== 'map' && type !== 'set') {
    findings.push({ path: [TYPE], message: `${JSON.stringify(type)} is none of atomic, map, set` });
  }
  if (schema.type !== 'array') findings.push({ path: ['type'], message: `it must be array, as ${TYPE} is given` });
  return findings;
}

function itemsNotNull({ schema }: SchemaLevel): RuleFinding[] {
  const type = schema[TYPE];
  const mayBeNull = isMap(schema.items) && schema.items.nullable === true;
  if (!mayBeNull || (type !== 'map' && type !== 'set')) return [];
  return [{ path: ['items', 'nullable'], message: `the items of a ${type} may not be null: delete it` }];
}

/** Items of a set are compared as a whole. */
function listSet({ schema: { items, ...schema } }: SchemaLevel): RuleFinding[] {
  if (schema[TYPE] !== 'set' || schema.type !== 'array' || !isMap(items)) return [];
  const list = items[TYPE];
  if (items.type === 'array' && list !== undefined && list !== null && list !== 'atomic') {
    return [{ path: ['items', TYPE], message: 'a list in a set must be atomic' }];
  }
  if (items.type !== 'object' || items['x-kubernetes-map-type'] === 'atomic') return [];
  return [{ path: ['items', 'x-kubernetes-map-type'], message: 'it must be atomic for objects in a set' }];
}

function listKeys({ schema }: SchemaLevel): RuleFinding[] {
  const keys = (Array.isArray(schema[KEYS]) ? schema[KEYS] : []).map(String);
  if (schema[TYPE] !== 'map') {
    return keys.length > 0 ? [{ path: [TYPE], message: `it must be map, as ${KEYS} are given` }] : [];
  }
  const { items } = schema;
  const findings: RuleFinding[] = [];
  if (keys.length === 0) findings.push({ path: [KEYS], message: 'a map needs the fields that tell its items apart' });
  if (!isMap(items)) return [...findings, { path: ['items'], message: 'a map needs a schema of its items' }];
  if (items.type !== 'object') return [...findings, { path: ['items', 'type'], message: 'it must be object in a map' }];
  if (new Set(keys).size < keys.length)
    findings.push({ path: [KEYS], message: 'a key stands there twice: delete one' });
  return [...findings, ...keys.flatMap(key => keyField(items, key))];
}

function keyField(items: YamlMap, key: string): RuleFinding[] {
  const property = propertyOf(items, key);
  if (!property) return [{ path: [KEYS], message: `the items have no field \`${key}\`: add it, or name another` }];
  if (property.type !== 'array' && property.type !== 'object') return [];
  return [{ path: ['items', 'properties', key, 'type'], message: 'a key must be a string, a number or a boolean' }];
}

function keysAlwaysThere({ schema }: SchemaLevel): RuleFinding[] {
  const { items } = schema;
  const keys = schema[TYPE] === 'map' && Array.isArray(schema[KEYS]) ? schema[KEYS].map(String) : [];
  if (!isMap(items)) return [];
  return keys.flatMap(key => {
    const property = propertyOf(items, key);
    if (!property) return [];
    const path = ['items', 'properties', key];
    const isRequired = Array.isArray(items.required) && items.required.includes(key);
    const isFilled = property.default !== undefined && property.default !== null;
    return [
      ...(property.nullable === true
        ? [{ path: [...path, 'nullable'], message: 'a key may not be null: delete it' }]
        : []),
      ...(isRequired || isFilled
        ? []
        : [{ path: [...path, 'default'], message: 'a key must be required, or have a default' }]),
    ];
  });
}

function propertyOf(items: YamlMap, key: string): YamlMap | undefined {
  const properties = isMap(items.properties) ? items.properties : {};
  const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
  return isMap(property) ? property : undefined;
}

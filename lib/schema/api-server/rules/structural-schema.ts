import { isMap, type YamlMap, type YamlValue } from '../../../yaml/value';
import { checksOf } from '../../value-checks';
import { at, below, found, isEmpty, listAt, mapAt, mapsAt, type RuleFinding, show } from './struct';

/** What makes the schema of a CRD structural. Source: pkg/apiserver/schema/{structural,validation}.go of apiextensions-apiserver. */

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const FORBIDDEN = ['$ref', '$schema', 'additionalItems', 'definitions', 'dependencies', 'id', 'patternProperties'];
/** Belongs to the schema itself, not to the conditions inside allOf, anyOf, oneOf and not. */
const NOT_IN_CONDITIONS = ['additionalProperties', 'default', 'description', 'nullable', 'title', 'type'];
const LISTS_OF_CONDITIONS = ['allOf', 'anyOf', 'oneOf'];
/** As deep as anybody writes one; the API server has limits of its own. */
const DEEPEST = 64;

/** All that keeps a schema from being structural, and from being a root. */
export function structuralProblems(root: YamlValue): RuleFinding[] {
  const type = at(root, 'type');
  return [
    ...(type !== undefined && type !== 'object'
      ? found(['type'], `${show(type)}: the type of the root must be object`)
      : []),
    ...metadataProblems(mapAt(root, 'properties', 'metadata')).map(below('properties', 'metadata')),
    ...schemaProblems(root, 0),
  ];
}

function metadataProblems({ properties }: YamlMap): RuleFinding[] {
  return Object.keys(mapAt(properties)).flatMap(name =>
    name === 'name' || name === 'generateName'
      ? []
      : found(['properties', name], 'of metadata only name and generateName can be restricted'),
  );
}

function schemaProblems(schema: YamlValue, depth: number): RuleFinding[] {
  if (!isMap(schema) || depth > DEEPEST) return [];
  return [
    ...typeProblems(schema),
    ...keywordProblems(schema),
    ...listProblems(schema),
    ...defaultProblems(schema),
    ...innerSchemas(schema).flatMap(({ path, inner }) => schemaProblems(inner, depth + 1).map(below(...path))),
    ...conditionProblems(schema, depth),
  ];
}

function innerSchemas({ properties, items, additionalProperties }: YamlMap): { path: string[]; inner: YamlValue }[] {
  return [
    ...Object.entries(mapAt(properties)).map(([name, inner]) => ({ path: ['properties', name], inner: inner ?? {} })),
    ...(isMap(items) ? [{ path: ['items'], inner: items }] : []),
    ...(isMap(additionalProperties) ? [{ path: ['additionalProperties'], inner: additionalProperties }] : []),
  ];
}

function typeProblems(schema: YamlMap): RuleFinding[] {
  const { type } = schema;
  const needsNone =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isEmpty(type)) return needsNone ? [] : found(['type'], `it is required: one of ${TYPES.join(', ')}`);
  if (typeof type !== 'string') return found(['type'], 'it must be one word');
  if (schema['x-kubernetes-int-or-string'] === true)
    return found(['type'], 'with x-kubernetes-int-or-string it must be left out');
  return TYPES.includes(String(type)) ? [] : found(['type'], `${JSON.stringify(type)} is none of ${TYPES.join(', ')}`);
}

function keywordProblems(schema: YamlMap): RuleFinding[] {
  const { type, items, properties, additionalProperties, uniqueItems, pattern } = schema;
  return [
    ...FORBIDDEN.filter(name => !isEmpty(schema[name])).flatMap(name => found([name], 'a CRD must not have it')),
    ...(type === 'array' && !isMap(items) ? found(['items'], 'an array needs the schema of its items') : []),
    ...(!isEmpty(properties) &&
    at({ additionalProperties: additionalProperties ?? null }, 'additionalProperties') !== undefined &&
    additionalProperties !== false
      ? found(['additionalProperties'], 'it and properties exclude each other')
      : []),
    ...(additionalProperties === false
      ? found(['additionalProperties'], 'it must not be false: unknown fields are dropped anyway')
      : []),
    ...(uniqueItems === true ? found(['uniqueItems'], 'it must not be true: use x-kubernetes-list-type set') : []),
    ...(typeof pattern === 'string' && !isPattern(pattern)
      ? found(['pattern'], `${JSON.stringify(pattern)} is no regular expression`)
      : []),
    ...embeddedProblems(schema),
    ...mapTypeProblems(schema),
  ];
}

/** RE2, which lacks some of what JavaScript has; what only RE2 has is not known here, and let pass. */
function isPattern(pattern: string): boolean {
  if (/\(\?<?[=!]|\\[1-9]/.test(pattern)) return false;
  if (/\(\?[imsU-]+[:)]|\(\?P<|\\[pPQzAEC]|\[\[:/.test(pattern)) return true;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

function embeddedProblems(schema: YamlMap): RuleFinding[] {
  if (schema['x-kubernetes-embedded-resource'] !== true) return [];
  const hasFields = !isEmpty(schema.properties) || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return [
    ...(schema.type === 'object' ? [] : found(['type'], 'an embedded resource is an object')),
    ...(hasFields
      ? []
      : found(['properties'], 'an embedded resource needs properties, or x-kubernetes-preserve-unknown-fields')),
  ];
}

/** What JavaScript calls the values of each type. */
const IS_OF_TYPE: Record<string, (value: YamlValue) => boolean> = {
  array: Array.isArray,
  boolean: value => typeof value === 'boolean',
  integer: value => typeof value === 'bigint' || Number.isInteger(value),
  number: value => typeof value === 'bigint' || typeof value === 'number',
  object: isMap,
  string: value => typeof value === 'string',
};

/** A default is a value of its schema; what is inside a mapping or list is not looked at. */
function defaultProblems(schema: YamlMap): RuleFinding[] {
  const value = schema.default;
  if (value === undefined || value === null) return [];
  const isOfType = IS_OF_TYPE[String(schema.type)];
  if (isOfType && !isOfType(value)) return found(['default'], `${show(value)} is not of type ${String(schema.type)}`);
  const problem = checksOf(schema)
    .map(check => check(value))
    .find(message => message !== undefined);
  return problem === undefined ? [] : found(['default'], problem);
}

function mapTypeProblems(schema: YamlMap): RuleFinding[] {
  const mapType = schema['x-kubernetes-map-type'];
  if (typeof mapType !== 'string') return [];
  if (mapType !== 'atomic' && mapType !== 'granular') {
    return found(['x-kubernetes-map-type'], `${JSON.stringify(mapType)} is none of atomic, granular`);
  }
  return schema.type === 'object' ? [] : found(['type'], 'x-kubernetes-map-type needs object');
}

function listProblems(schema: YamlMap): RuleFinding[] {
  const listType = schema['x-kubernetes-list-type'];
  const keys = listAt(schema, 'x-kubernetes-list-map-keys');
  if (listType === undefined || listType === null) {
    return keys.length > 0 ? found(['x-kubernetes-list-type'], 'list-map-keys need map here') : [];
  }
  if (!['atomic', 'map', 'set'].includes(String(listType))) {
    return found(['x-kubernetes-list-type'], `${show(listType)} is none of atomic, map, set`);
  }
  if (schema.type !== 'array') return found(['type'], 'x-kubernetes-list-type needs array');
  if (listType !== 'map')
    return keys.length > 0 ? found(['x-kubernetes-list-type'], 'list-map-keys need map here') : [];
  return mapListProblems(schema, keys);
}

function mapListProblems(schema: YamlMap, keys: readonly YamlValue[]): RuleFinding[] {
  const fields = mapAt(schema.items, 'properties');
  const demanded = listAt(schema.items, 'required');
  if (keys.length === 0) return found(['x-kubernetes-list-map-keys'], 'a list of type map needs keys');
  if (new Set(keys).size < keys.length) return found(['x-kubernetes-list-map-keys'], 'a key is there twice');
  if (at(schema.items, 'type') !== 'object' && isMap(schema.items))
    return found(['items', 'type'], 'the items of a list with keys are objects');
  return keys.flatMap(key => {
    const name = String(key);
    if (!Object.hasOwn(fields, name)) return found(['x-kubernetes-list-map-keys'], `the items have no field ${name}`);
    return demanded.includes(name) || at(fields, name, 'default') !== undefined
      ? []
      : found(['items', 'properties', name, 'default'], 'a key of a list is required, or has a default');
  });
}

function conditionProblems(schema: YamlMap, depth: number): RuleFinding[] {
  const conditions = [
    ...LISTS_OF_CONDITIONS.flatMap(name => mapsAt(schema, name).map((inner, i) => ({ path: [name, i], inner }))),
    ...(isMap(schema.not) ? [{ path: ['not'], inner: schema.not }] : []),
  ];
  const isEither = schema['x-kubernetes-int-or-string'] === true;
  return conditions.flatMap(({ path, inner }) => conditionFindings(inner, isEither, depth).map(below(...path)));
}

function conditionFindings(condition: YamlMap, isEither: boolean, depth: number): RuleFinding[] {
  if (depth > DEEPEST) return [];
  const names = NOT_IN_CONDITIONS.filter(
    name => !isEmpty(condition[name]) && condition[name] !== false && !(isEither && name === 'type'),
  );
  return [
    ...names.flatMap(name => found([name], 'inside a condition it must be left out')),
    ...innerSchemas(condition).flatMap(({ path, inner }) =>
      isMap(inner) ? conditionFindings(inner, isEither, depth + 1).map(below(...path)) : [],
    ),
    ...conditionProblems(condition, depth + 1),
  ];
}

import { compileRegex } from '../../cel/regex/regex';
import { isMap, type YamlMap } from '../../yaml/value';
import { found, type RuleFinding } from '../api-server/rules/struct';
import type { SchemaLevel } from './levels';
import { LIST_RULES } from './list-rules';
import { ownRules } from './own-rules';

/** What the API server demands of each place in a schema. */
export interface SchemaRule {
  readonly name: string;
  check(level: SchemaLevel): RuleFinding[];
  /** A cluster may have older CRDs that break it, and goes by their schemas all the same. */
  readonly isOfNewCrds?: boolean;
}

const BRANCHES = ['allOf', 'anyOf', 'not', 'oneOf'];
const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** Keywords of JSON Schema that a CRD may not have; the second kind may be there, if it is empty. */
const UNSUPPORTED = ['$ref', 'additionalItems', 'dependencies'];
const UNSUPPORTED_UNLESS_EMPTY = ['$schema', 'definitions', 'id', 'patternProperties'];

/** What a branch may not say: it stands outside of branches, once. */
const OUTSIDE_ONLY = [
  'description',
  'nullable',
  'title',
  'type',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
];

/**
 * The rules of structural schemas, sorted. Source: apiextensions-apiserver v0.36, `schema/validation.go`,
 * `schema/complete.go` and `validateCustomResourceDefinitionOpenAPISchema`.
 */
export const SCHEMA_RULES: readonly SchemaRule[] = [
  { name: 'crd-branches-only-validate', check: branchesOnlyValidate },
  { name: 'crd-branch-fields-exist', check: branchFieldsExist },
  { name: 'crd-embedded-resource', check: embeddedResource },
  { name: 'crd-fields-or-map', check: fieldsOrMap },
  { name: 'crd-int-or-string', check: intOrString },
  { name: 'crd-items-given', check: itemsGiven },
  { name: 'crd-map-type', check: mapType },
  { name: 'crd-metadata', check: metadata },
  { name: 'crd-no-unique-items', check: noUniqueItems },
  { name: 'crd-own-rules', check: ownRules, isOfNewCrds: true },
  { name: 'crd-pattern', check: pattern },
  { name: 'crd-preserve-unknown-fields', check: preserveUnknownFields },
  { name: 'crd-root-not-nullable', check: rootNotNullable },
  { name: 'crd-supported-keywords', check: supportedKeywords },
  { name: 'crd-type-given', check: typeGiven },
  { name: 'crd-type-known', check: typeKnown },
  ...LIST_RULES,
];

/** Whether a keyword says anything: false, null and what is empty are as if it were left out. */
export function says(schema: YamlMap, keyword: string): boolean {
  const value = schema[keyword];
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return !(value === undefined || value === null || value === false || value === '');
}

function branchesOnlyValidate({ schema, isBranch, isIntOrString }: SchemaLevel): RuleFinding[] {
  if (!isBranch) return [];
  const forbidden = OUTSIDE_ONLY.filter(keyword => says(schema, keyword));
  if (schema.default !== undefined && schema.default !== null) forbidden.push('default');
  const { additionalProperties: additional } = schema;
  if (isMap(additional) || additional === true) forbidden.push('additionalProperties');
  return forbidden
    .filter(keyword => !(keyword === 'type' && isIntOrString))
    .map(keyword => ({
      path: [keyword],
      message: 'it may not stand in allOf, anyOf, oneOf or not: write it outside of them',
    }));
}

/** The API server looks for fields outside of the branches of the root only, and for metadata in all. */
function branchFieldsExist({ schema, path, isBranch, outside }: SchemaLevel): RuleFinding[] {
  if (!isBranch) return [];
  const isOfRoot = BRANCHES.includes(String(path[0]));
  if (isOfRoot && isMap(schema.items) && !isMap(outside?.items)) {
    return found(['items'], 'there are no `items` outside of this branch: write them there too, with their type');
  }
  const known = isMap(outside?.properties) ? outside.properties : {};
  const names = Object.keys(isMap(schema.properties) ? schema.properties : {});
  return names.flatMap(name => {
    const path = ['properties', name];
    if (name === 'metadata') return found(path, 'a branch may not speak of metadata: delete it');
    if (!isOfRoot || Object.hasOwn(known, name)) return [];
    return found(path, 'there is no such field outside of this branch: write it there too, with its type');
  });
}

function embeddedResource({ schema, isInMetadata }: SchemaLevel): RuleFinding[] {
  const keyword = 'x-kubernetes-embedded-resource';
  if (!says(schema, keyword)) return [];
  const isOpen = says(schema, 'x-kubernetes-preserve-unknown-fields');
  const hasFields = isMap(schema.properties) && Object.keys(schema.properties).length > 0;
  return [
    ...(isInMetadata ? found([keyword], 'metadata holds no whole object: delete it') : []),
    ...(schema.type === 'object' ? [] : found(['type'], `it must be object, as ${keyword} is true`)),
    ...(isMap(schema.additionalProperties) || typeof schema.additionalProperties === 'boolean'
      ? found(['additionalProperties'], 'a whole object has fields, not a map: delete it')
      : []),
    ...(isOpen || hasFields
      ? []
      : found(['properties'], 'give the fields of the object, or x-kubernetes-preserve-unknown-fields: true')),
  ];
}

function fieldsOrMap({ schema, place, isBranch }: SchemaLevel): RuleFinding[] {
  const { additionalProperties: additional, properties } = schema;
  const isGiven = isMap(additional) || typeof additional === 'boolean';
  if (isGiven && place === 'root' && !isBranch)
    return found(['additionalProperties'], 'the root has fields: delete it');
  const hasFields = isMap(properties) && Object.keys(properties).length > 0;
  if (!hasFields || !isGiven || additional === true) return [];
  const message = 'there may be `properties` or `additionalProperties`, not both: other fields are dropped anyhow';
  return found(['additionalProperties'], message);
}

function intOrString({ schema, isBranch }: SchemaLevel): RuleFinding[] {
  if (isBranch || !says(schema, 'x-kubernetes-int-or-string')) return [];
  return ['x-kubernetes-embedded-resource', 'x-kubernetes-preserve-unknown-fields']
    .filter(keyword => says(schema, keyword))
    .flatMap(keyword => found([keyword], 'an integer or a string has no fields: delete it'));
}

function itemsGiven({ schema, isBranch }: SchemaLevel): RuleFinding[] {
  if (Array.isArray(schema.items)) return found(['items'], 'write one schema for all items, not a list of schemas');
  if (isBranch || schema.type !== 'array' || isMap(schema.items)) return [];
  return found(['items'], 'an array needs a schema of its items');
}

function mapType({ schema }: SchemaLevel): RuleFinding[] {
  const type = schema['x-kubernetes-map-type'];
  if (type === undefined || type === null) return [];
  return [
    ...(type === 'atomic' || type === 'granular'
      ? []
      : found(['x-kubernetes-map-type'], `${JSON.stringify(type)} is none of atomic, granular`)),
    ...(schema.type === 'object' ? [] : found(['type'], 'it must be object, as x-kubernetes-map-type is given')),
  ];
}

/** Name and generateName are all that a CRD may say of metadata: the rest is the API server's. */
function metadata({ schema, path, place, isBranch }: SchemaLevel): RuleFinding[] {
  const isObject = place === 'root' || says(schema, 'x-kubernetes-embedded-resource');
  if (isBranch || !isObject || !isMap(schema.properties)) return [];
  const { apiVersion, kind, metadata: own } = schema.properties;
  const findings: RuleFinding[] = [];
  for (const [name, field] of Object.entries({ apiVersion, kind })) {
    if (isMap(field) && field.type !== 'string')
      findings.push(...found(['properties', name, 'type'], 'it must be string'));
  }
  if (!isMap(own)) return findings;
  if (own.type !== 'object') findings.push(...found(['properties', 'metadata', 'type'], 'it must be object'));
  if (path.length > 0) return findings;
  const others = Object.keys(own)
    .filter(key => !['type', 'properties', 'default'].includes(key))
    .filter(key => Array.isArray(own[key]) || says(own, key));
  const fields = Object.keys(isMap(own.properties) ? own.properties : {});
  if (others.length === 0 && fields.every(name => name === 'name' || name === 'generateName')) return findings;
  const message = 'a CRD may say something of name and generateName only: write `metadata: {type: object}`';
  return [...findings, ...found(['properties', 'metadata'], message)];
}

function noUniqueItems({ schema }: SchemaLevel): RuleFinding[] {
  const message = 'it may not be true: write x-kubernetes-list-type: set';
  return says(schema, 'uniqueItems') ? found(['uniqueItems'], message) : [];
}

function pattern({ schema }: SchemaLevel): RuleFinding[] {
  if (typeof schema.pattern !== 'string') return [];
  const regex = compileRegex(schema.pattern);
  if (!('problem' in regex)) return [];
  return found(['pattern'], `it is no regular expression of RE2 (${regex.problem})`);
}

function preserveUnknownFields({ schema }: SchemaLevel): RuleFinding[] {
  const keyword = 'x-kubernetes-preserve-unknown-fields';
  return schema[keyword] === false ? found([keyword], 'it must be true, or left out') : [];
}

function rootNotNullable({ schema, path }: SchemaLevel): RuleFinding[] {
  if (path.length > 0 || !says(schema, 'nullable')) return [];
  return found(['nullable'], 'an object is never null: delete it');
}

function supportedKeywords({ schema }: SchemaLevel): RuleFinding[] {
  const given = [
    ...UNSUPPORTED.filter(keyword => schema[keyword] !== undefined && schema[keyword] !== null),
    ...UNSUPPORTED_UNLESS_EMPTY.filter(keyword => says(schema, keyword)),
  ];
  return given.flatMap(keyword => found([keyword], 'a CRD may not have it: write the schema out'));
}

function typeGiven({ schema, place, isBranch }: SchemaLevel): RuleFinding[] {
  if (isBranch) return [];
  const { type } = schema;
  if (place === 'root' && typeof type === 'string' && type !== '' && type !== 'object') {
    return found(['type'], 'it must be object at the root');
  }
  const isOpen = says(schema, 'x-kubernetes-int-or-string') || says(schema, 'x-kubernetes-preserve-unknown-fields');
  if (says(schema, 'type') || isOpen || says(schema, 'x-kubernetes-embedded-resource')) return [];
  return found(['type'], 'a type is required (or x-kubernetes-int-or-string, or x-kubernetes-preserve-unknown-fields)');
}

function typeKnown({ schema }: SchemaLevel): RuleFinding[] {
  const { type } = schema;
  if (typeof type !== 'string' || type === '' || TYPES.includes(type)) return [];
  const mend = type === 'null' ? ': write nullable: true beside the type' : '';
  return found(['type'], `${JSON.stringify(type)} is none of ${TYPES.join(', ')}${mend}`);
}

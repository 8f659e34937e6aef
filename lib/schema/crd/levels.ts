import type { Path } from '../../yaml/path';
import { isMap, sameValue, type YamlMap, type YamlValue } from '../../yaml/value';

/** A place in the schema of a CRD. */
export interface SchemaLevel {
  readonly schema: YamlMap;
  /** From the root of the schema on. */
  readonly path: Path;
  readonly place: 'root' | 'item' | 'field';
  /** Inside of `allOf`, `anyOf`, `oneOf` or `not`, which may only add to what is said outside of them. */
  readonly isBranch: boolean;
  /** For a branch: what is said of its value outside of branches, if anything. */
  readonly outside: YamlMap | undefined;
  /** The first `allOf` of a place outside of branches: kubebuilder may have put integer-or-string into it. */
  readonly isFirstOfAll: boolean;
  /** A branch that only says that integers and strings may stand there. */
  readonly isIntOrString: boolean;
  /** Metadata, kind or apiVersion of an object, or inside of it. */
  readonly isInMetadata: boolean;
  /** Inside of `additionalProperties`, where nobody looks at defaults. */
  readonly isInMap: boolean;
  /** Why a default is not allowed. */
  readonly noDefault: string | undefined;
}

const BRANCHES = ['allOf', 'anyOf', 'oneOf'] as const;
const INT_OR_STRING: YamlValue = [{ type: 'integer' }, { type: 'string' }];
const OBJECT_FIELDS: readonly string[] = ['metadata', 'kind', 'apiVersion'];

/** All places of a schema, the outer before the inner. */
export function levelsOf(root: YamlMap): SchemaLevel[] {
  const levels: SchemaLevel[] = [];
  const level: SchemaLevel = {
    schema: root,
    path: [],
    place: 'root',
    isBranch: false,
    outside: undefined,
    isFirstOfAll: false,
    isIntOrString: false,
    isInMetadata: false,
    isInMap: false,
    noDefault: undefined,
  };
  collect(level, levels);
  return levels;
}

function collect(level: SchemaLevel, levels: SchemaLevel[]): void {
  levels.push(level);
  for (const inner of [...fieldLevels(level), ...branchLevels(level)]) collect(inner, levels);
}

function fieldLevels(level: SchemaLevel): SchemaLevel[] {
  const { schema, isBranch, outside } = level;
  const { properties, items, additionalProperties } = schema;
  const levels: SchemaLevel[] = [];
  const add = (inner: YamlValue | undefined, more: Partial<SchemaLevel> & { path: Path }) => {
    if (isMap(inner)) levels.push({ ...level, isFirstOfAll: false, isIntOrString: false, ...more, schema: inner });
  };
  for (const [name, property] of Object.entries(isMap(properties) ? properties : {})) {
    const isMeta = (level.place === 'root' || schema['x-kubernetes-embedded-resource'] === true) && !isBranch;
    const isObjectField = isMeta && OBJECT_FIELDS.includes(name);
    add(property, {
      path: [...level.path, 'properties', name],
      place: 'field',
      outside: isBranch ? mapAt(mapAt(outside, 'properties'), name) : undefined,
      isInMetadata: level.isInMetadata || isObjectField,
      noDefault: isObjectField && level.place === 'root' ? `in the ${name} of the object` : level.noDefault,
    });
  }
  add(items, { path: [...level.path, 'items'], place: 'item', outside: mapAt(outside, 'items') });
  add(additionalProperties, {
    path: [...level.path, 'additionalProperties'],
    place: 'field',
    outside: mapAt(outside, 'additionalProperties'),
    isInMap: true,
    noDefault: level.isInMetadata ? 'for any field of metadata' : level.noDefault,
  });
  return levels;
}

function branchLevels(level: SchemaLevel): SchemaLevel[] {
  const { schema, path, isBranch } = level;
  const outside = isBranch ? level.outside : schema;
  const branch = (inner: YamlMap, step: Path, isIntOrString = false): SchemaLevel => ({
    ...level,
    schema: inner,
    path: [...path, ...step],
    isBranch: true,
    outside,
    isFirstOfAll: !isBranch && step[0] === 'allOf' && step[1] === 0,
    isIntOrString,
  });
  const levels: SchemaLevel[] = [];
  // kubebuilder writes `anyOf: [{type: integer}, {type: string}]` beside x-kubernetes-int-or-string, alone or in the first allOf.
  const mayBeIntOrString = !isBranch || level.isFirstOfAll;
  for (const keyword of BRANCHES) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    const isSpelling = keyword === 'anyOf' && mayBeIntOrString && sameValue(list, INT_OR_STRING);
    list.forEach((inner, i) => {
      if (isMap(inner)) levels.push(branch(inner, [keyword, i], isSpelling));
    });
  }
  if (isMap(schema.not)) levels.push(branch(schema.not, ['not']));
  return levels;
}

function mapAt(map: YamlMap | undefined, key: string): YamlMap | undefined {
  const value = map && Object.hasOwn(map, key) ? map[key] : undefined;
  return isMap(value) ? value : undefined;
}

import type { Type } from '../../cel/check/type';
import type { Environment } from '../../cel/environment';
import type { Path } from '../../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { declaredType, isResource, propertiesOf } from './declared-type';
import { escapeName } from './escape';
import { type Rule, rulesOf } from './rule';

/** The rules of a schema, and of what is in it. What has none is left out. */
export interface RuleTree {
  readonly schema: YamlMap;
  /** Where its rules stand in the schema of the CRD. */
  readonly path: Path;
  readonly isObject: boolean;
  readonly rules: readonly Rule[];
  readonly fields: ReadonlyMap<string, RuleTree>;
  readonly values: RuleTree | undefined;
  readonly items: RuleTree | undefined;
  readonly allOf: readonly RuleTree[];
}

/** The rules of the schema of a CRD; undefined where it has none. */
export function ruleTreeOf(schema: YamlMap, environment: Environment): RuleTree | undefined {
  const type = declaredType(schema, true, 'selfType');
  return type && treeOf(schema, { schema, type, isObject: true, path: [] }, environment);
}

/** The level of a structural schema that rules are for. */
interface Level {
  readonly schema: YamlMap;
  readonly type: Type;
  readonly isObject: boolean;
  readonly path: Path;
}

/** `rules`: the schema that has the rules; of a branch of `allOf` it is not that of the structure. */
function treeOf(rules: YamlMap, level: Level, environment: Environment): RuleTree | undefined {
  const { schema, type, isObject, path } = level;
  const [item, value] = [type.params[0], type.params[1]];
  const at = (...steps: Path) => [...path, ...steps];
  const tree: RuleTree = {
    schema,
    path,
    isObject,
    rules: rulesOf(rules, type, environment),
    fields: fieldsOf(rules, level, environment),
    values: inner(
      rules.additionalProperties,
      schema.additionalProperties,
      value,
      at('additionalProperties'),
      environment,
    ),
    items: inner(rules.items, schema.items, item, at('items'), environment),
    allOf: (Array.isArray(rules.allOf) ? rules.allOf : []).flatMap((branch, i) => {
      const found = isMap(branch) ? treeOf(branch, { ...level, path: at('allOf', i) }, environment) : undefined;
      return found ? [found] : [];
    }),
  };
  const isEmpty = tree.rules.length === 0 && tree.fields.size === 0 && tree.allOf.length === 0;
  return isEmpty && !tree.values && !tree.items ? undefined : tree;
}

function fieldsOf(
  rules: YamlMap,
  { schema, type, isObject, path }: Level,
  environment: Environment,
): Map<string, RuleTree> {
  const fields = new Map<string, RuleTree>();
  const properties = propertiesOf(schema, isObject) ?? {};
  for (const [name, own] of Object.entries(isMap(rules.properties) ? rules.properties : {})) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isMap(own) || !property) continue;
    const escaped = escapeName(name);
    const fieldType =
      escaped === undefined ? declaredType(property, isResource(property), 'selfType') : type.fields?.get(escaped);
    const tree =
      fieldType &&
      treeOf(
        own,
        { schema: property, type: fieldType, isObject: isResource(property), path: [...path, 'properties', name] },
        environment,
      );
    if (tree) fields.set(name, tree);
  }
  return fields;
}

function inner(
  rules: YamlValue | undefined,
  structure: YamlValue | undefined,
  type: Type | undefined,
  path: Path,
  environment: Environment,
): RuleTree | undefined {
  if (!isMap(rules) || !isMap(structure) || !type) return undefined;
  return treeOf(rules, { schema: structure, type, isObject: isResource(structure), path }, environment);
}

/** A tree, and all that are in it. */
export function* treesIn(tree: RuleTree): Generator<RuleTree> {
  yield tree;
  const inside = [...tree.fields.values(), ...tree.allOf];
  if (tree.values) inside.push(tree.values);
  if (tree.items) inside.push(tree.items);
  for (const each of inside) yield* treesIn(each);
}

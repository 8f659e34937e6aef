import { assignKey, cloneValue, isMap, type YamlMap, type YamlValue } from '../yaml/value';
import type { Schema } from './schema';

/**
 * A value with the defaults of its schema, as the API server fills them in: in place of what is left out and of null
 * where that is no value, also inside of what a default has brought; a null that has no default is dropped (in a list
 * it stays). Gives the value itself where nothing is to be done, and never changes it.
 *
 * Source: `prunenulls.go` and `algorithm.go` of apiextensions-apiserver, pkg/apiserver/schema/defaulting.
 */
export function applyDefaults(value: YamlValue, schema: Schema): YamlValue {
  if (Array.isArray(value)) return completedList(value, schema);
  return isMap(value) ? completedMap(value, schema) : value;
}

function completedList(list: YamlValue[], { items }: Schema): YamlValue[] {
  if (!items) return list;
  const complete = list.map(item => completedValue(item, items) ?? null);
  return complete.every((item, i) => item === list[i]) ? list : complete;
}

function completedMap(map: YamlMap, schema: Schema): YamlMap {
  const complete: YamlMap = {};
  let isChanged = false;
  for (const [key, value] of Object.entries(map)) {
    const inner = schema.fields?.get(key)?.schema ?? schema.values;
    const entry = inner ? completedValue(value, inner) : value;
    if (entry !== value) isChanged = true;
    if (entry !== undefined) assignKey(complete, key, entry);
  }
  for (const [name, { schema: inner }] of schema.fields ?? []) {
    if (inner.default === undefined || Object.hasOwn(map, name)) continue;
    assignKey(complete, name, ownDefault(inner.default, inner));
    isChanged = true;
  }
  return isChanged ? complete : map;
}

/** Undefined where a null is dropped. */
function completedValue(value: YamlValue, schema: Schema): YamlValue | undefined {
  if (value !== null || schema.isNullable) return applyDefaults(value, schema);
  return schema.default === undefined ? undefined : ownDefault(schema.default, schema);
}

function ownDefault(value: YamlValue, schema: Schema): YamlValue {
  return applyDefaults(cloneValue(value), schema);
}

import type { Json, JsonMap } from 'kpt-functions';
import { formatPath } from '../../yaml/path';
import { assignKey, isMap, type YamlMap, type YamlValue } from '../../yaml/value';

/** As deep as a text may nest; an object that holds itself ends here too. */
const MAX_DEPTH = 1000;

/**
 * A copy of what an SDK function handles as an object, as data that can be written. Entries that are `undefined` are
 * left out, as the SDK's writer does; a `Date` is its ISO text. Throws `TypeError` where something is no data.
 */
export function toYamlValue(value: unknown): YamlValue {
  return copyOf(value, []);
}

/** A copy for an SDK user, whose writer drops a bigint without a word: it becomes the number the SDK's reader gives. */
export function toSdkValue(value: YamlValue): Json {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toSdkValue);
  if (!isMap(value)) return value;
  const map: JsonMap = {};
  for (const [key, entry] of Object.entries(value)) assignKey(map, key, toSdkValue(entry));
  return map;
}

/** `path` leads to the value; it is one array for the whole walk. */
function copyOf(value: unknown, path: (string | number)[]): YamlValue {
  if (path.length > MAX_DEPTH) throw new TypeError(`${formatPath(path.slice(0, 5))}… nests without end`);
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return listOf(value, path);
  if (typeof value === 'object') return mapOf(value, path);
  if (typeof value === 'function' || typeof value === 'symbol') throw noData(typeof value, path);
  return value as YamlValue;
}

function listOf(list: readonly unknown[], path: (string | number)[]): YamlValue[] {
  return Array.from(list, (item, i) => {
    path.push(i);
    const copy = copyOf(item, path);
    path.pop();
    return copy;
  });
}

function mapOf(value: object, path: (string | number)[]): YamlMap {
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) {
    throw noData(value.constructor.name, path);
  }
  const map: YamlMap = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    path.push(key);
    assignKey(map, key, copyOf(entry, path));
    path.pop();
  }
  return map;
}

function noData(what: string, path: readonly (string | number)[]): TypeError {
  return new TypeError(
    `${formatPath(path)} is a ${what}, which is no YAML value: give text, numbers, lists or mappings`,
  );
}

import { formatPath, type Path } from './path';
import type { Scalar } from './scalar/resolve';

/** A YAML value as JavaScript data. Integers beyond 2^53 are bigints. */
export type YamlValue = Scalar | YamlValue[] | YamlMap;
export interface YamlMap {
  [key: string]: YamlValue;
}

export function isMap(value: YamlValue | undefined): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a key as data, `__proto__` included. */
export function assignKey(map: YamlMap, key: string, value: YamlValue): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  else map[key] = value;
}

export function cloneValue(value: YamlValue): YamlValue {
  if (Array.isArray(value)) return value.map(cloneValue);
  if (!isMap(value)) return value;
  const copy: YamlMap = {};
  for (const [key, entry] of Object.entries(value)) assignKey(copy, key, cloneValue(entry));
  return copy;
}

/** For `JSON.stringify`, which knows no bigint: its digits as a text. */
export function bigIntAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** Deep equality; the order of keys does not count. */
export function sameValue(a: YamlValue, b: YamlValue): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i] as YamlValue));
  }
  if (!isMap(a)) return Object.is(a, b) || (a === 0 && b === 0);
  if (!isMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && sameValue(a[key] as YamlValue, b[key] as YamlValue))
  );
}

/** The value at `path` (from index `from` on) inside a value; undefined where there is none. */
export function valueInside(value: YamlValue, path: Path, from = 0): YamlValue | undefined {
  let at: YamlValue | undefined = value;
  for (let i = from; i < path.length; i++) {
    const key = path[i] as string | number;
    if (Array.isArray(at) && typeof key === 'number') at = at[key];
    else if (isMap(at) && typeof key === 'string') at = Object.hasOwn(at, key) ? at[key] : undefined;
    else return undefined;
  }
  return at;
}

/** Sets a path inside a value, in place where it can; gives the value to keep. Throws `TypeError` at a scalar. */
export function setInside(value: YamlValue, path: Path, entry: YamlValue, from = 0): YamlValue {
  if (from === path.length) return cloneValue(entry);
  const key = path[from] as string | number;
  const present = valueInside(value, [key]);
  const next = present === undefined ? wrap(path, entry, from + 1) : setInside(present, path, entry, from + 1);
  if (value === null) return wrap([key], next);
  if (Array.isArray(value) && typeof key === 'number' && key <= value.length) value[key] = next;
  else if (isMap(value) && typeof key === 'string') assignKey(value, key, next);
  else throw new TypeError(`cannot set ${formatPath(path)}: ${formatPath(path.slice(0, from))} cannot hold it`);
  return value;
}

/** `{a: {b: value}}` for the path `[a, b]` (from index `from` on); an index makes a sequence of one item. */
export function wrap(path: Path, value: YamlValue, from = 0): YamlValue {
  let wrapped = cloneValue(value);
  for (let i = path.length - 1; i >= from; i--) {
    const key = path[i] as string | number;
    if (typeof key === 'number') wrapped = [wrapped];
    else {
      const map: YamlMap = {};
      assignKey(map, key, wrapped);
      wrapped = map;
    }
  }
  return wrapped;
}

import type { Path } from '../../../yaml/path';
import { bigIntAsText, isMap, valueInside, type YamlMap, type YamlValue } from '../../../yaml/value';

/** What a rule finds in a struct: where, from the struct on, and what. */
export interface RuleFinding {
  path: Path;
  message: string;
}

export interface StructRule {
  name: string;
  /** It has nothing to say of structs without this field; most need not be read for it then. */
  onlyWith?: string;
  check(struct: YamlMap): RuleFinding[];
}

/** By type of the packs. */
export type StructRules = Record<string, readonly StructRule[]>;

const NOTHING: YamlMap = {};
const NO_MAPS: YamlMap[] = [];
const NO_ITEMS: YamlValue[] = [];

/** What stands at a path; undefined where there is nothing, or null. */
export function at(value: YamlValue | undefined, ...path: (string | number)[]): YamlValue | undefined {
  return (value === undefined ? undefined : valueInside(value, path)) ?? undefined;
}

export function mapAt(value: YamlValue | undefined, ...path: string[]): YamlMap {
  const found = at(value, ...path);
  return isMap(found) ? found : NOTHING;
}

/** The items of a list; what is no mapping is an empty one. */
export function mapsAt(value: YamlValue | undefined, ...path: string[]): YamlMap[] {
  const found = at(value, ...path);
  if (!Array.isArray(found) || found.length === 0) return NO_MAPS;
  // The rules ask for lists of mappings, again and again: no copy of what is one.
  return found.every(isMap) ? found : found.map(each => (isMap(each) ? each : NOTHING));
}

export function listAt(value: YamlValue | undefined, ...path: string[]): YamlValue[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : NO_ITEMS;
}

/** A value for a message, or to tell it from others. */
export function show(value: YamlValue | undefined): string {
  return JSON.stringify(value, bigIntAsText) ?? 'nothing';
}

/** Nothing, null, or an empty text, list or mapping. */
export function isEmpty(value: YamlValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

export function found(path: Path, message: string): RuleFinding[] {
  return [{ path, message }];
}

/** Puts what was found at a place of the struct. */
export function below(...place: (string | number)[]): (finding: RuleFinding) => RuleFinding {
  return ({ path, message }) => ({ path: [...place, ...path], message });
}

/** Those of the fields that are there; a mapping may be empty. */
export function given(struct: YamlMap, names: readonly string[]): string[] {
  return names.filter(name => struct[name] !== undefined && struct[name] !== null && struct[name] !== '');
}

export function atMostOne(struct: YamlMap, names: readonly string[]): RuleFinding[] {
  const [, ...others] = given(struct, names);
  return others.flatMap(name => found([name], `only one of ${names.join(', ')} may be given`));
}

export function atLeastOne(struct: YamlMap, names: readonly string[]): RuleFinding[] {
  return given(struct, names).length > 0 ? [] : found([], `one of ${names.join(', ')} must be given`);
}

export function exactlyOne(struct: YamlMap, names: readonly string[]): RuleFinding[] {
  return [...atLeastOne(struct, names), ...atMostOne(struct, names)];
}

/** Which later items have the same key as an item before; items without a key are left out. */
export function repeated<T>(items: readonly T[], keyOf: (item: T) => unknown): { index: number; key: string }[] {
  if (items.length < 2) return [];
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const value = keyOf(item);
    if (value === undefined || value === null || value === '') return [];
    const key = String(value);
    if (seen.has(key)) return [{ index, key }];
    seen.add(key);
    return [];
  });
}

import { isMap, type YamlMap, type YamlValue } from '../yaml/value';

/** The text of a field; empty where there is none. */
export function textOf(value: YamlValue | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

/** The mappings of a list; none where there is no list. */
export function mapsIn(value: YamlValue | undefined): YamlMap[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

/** The texts of a list; none where there is no list. */
export function textsIn(value: YamlValue | undefined): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

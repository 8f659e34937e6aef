import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';

/** Reading and writing the fields of structs that are not to be changed. */

/** The struct with another value of a field. */
export function withField(struct: YamlMap, name: string, value: YamlValue): YamlMap {
  return { ...struct, [name]: value };
}

/** The struct with a field, where it has none. */
export function withFallback(struct: YamlMap, name: string, value: YamlValue | undefined): YamlMap {
  return value === undefined || Object.hasOwn(struct, name) ? struct : withField(struct, name, value);
}

export function withoutField(struct: YamlMap, name: string): YamlMap {
  if (!Object.hasOwn(struct, name)) return struct;
  const { [name]: _, ...others } = struct;
  return others;
}

/** The struct with its struct `name` changed, where it has one; itself where that stays the same. */
export function withChanged(struct: YamlMap, name: string, change: (inner: YamlMap) => YamlMap): YamlMap {
  const inner = struct[name];
  if (!isMap(inner)) return struct;
  const changed = change(inner);
  return changed === inner ? struct : withField(struct, name, changed);
}

/** The struct with the structs of its list `name` changed, where it has one. */
export function withItems(struct: YamlMap, name: string, change: (item: YamlMap) => YamlMap): YamlMap {
  const list = struct[name];
  if (!Array.isArray(list)) return struct;
  const changed = list.map(item => (isMap(item) ? change(item) : item));
  return changed.every((item, i) => item === list[i]) ? struct : withField(struct, name, changed);
}

/** An object, or a template, with labels or annotations in place of those that it has not. */
export function withTexts(object: YamlMap, name: 'annotations' | 'labels', texts: YamlMap): YamlMap {
  return withChanged(object, 'metadata', metadata => {
    const present = mapAt(metadata, name) ?? {};
    const isComplete = Object.keys(texts).every(key => Object.hasOwn(present, key));
    return isComplete ? metadata : withField(metadata, name, { ...texts, ...present });
  });
}

export function mapAt(struct: YamlMap, name: string): YamlMap | undefined {
  const value = struct[name];
  return isMap(value) ? value : undefined;
}

export function itemsAt(struct: YamlMap, name: string): YamlMap[] {
  const list = struct[name];
  return Array.isArray(list) ? list.filter(isMap) : [];
}

/** Whether nothing, or as good as nothing, is written there. */
export function isBlank(value: YamlValue | undefined): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}

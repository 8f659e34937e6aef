import type { Schema } from '../../lib/schema/schema';
import type { Path } from '../../lib/yaml/path';
import { cloneValue, isMap, setInside, type YamlMap, type YamlValue } from '../../lib/yaml/value';

/** An object with one more field, which is as good as not written. */
export interface ZeroField {
  name: string;
  object: YamlMap;
}

const ZEROS: Readonly<Record<string, YamlValue>> = {
  boolean: false,
  bytes: '',
  double: 0,
  'int-or-string': 0,
  int32: 0,
  int64: 0,
  list: [],
  mapping: {},
  quantity: 0,
  string: '',
};

/** The object with each field that its schema has and it has not, one at a time: `""`, `0`, `false`, `[]` or `{}`. */
export function zeroFields(object: YamlMap, schema: Schema): ZeroField[] {
  return missingFields(object, schema).map(([path, zero]) => ({
    name: `${path.join('.')}: ${JSON.stringify(zero)}`,
    object: setInside(cloneValue(object), path, zero) as YamlMap,
  }));
}

function missingFields(value: YamlValue, schema: Schema, path: Path = []): [Path, YamlValue][] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((item, i) => missingFields(item, items, [...path, i])) : [];
  }
  if (!isMap(value)) return [];
  const fields = [...(schema.fields ?? [])];
  return fields.flatMap(([name, { schema: inner }]): [Path, YamlValue][] => {
    const present = value[name];
    if (present !== undefined) return missingFields(present, inner, [...path, name]);
    const zero = ZEROS[inner.type ?? ''];
    return zero === undefined ? [] : [[[...path, name], zero]];
  });
}

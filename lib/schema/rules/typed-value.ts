import { EvaluationError } from '../../cel/evaluate/errors';
import { celValue } from '../../cel/evaluate/from-yaml';
import { parseTimestamp } from '../../cel/evaluate/time';
import { CelMap, type CelValue, Double, Duration, keyedList } from '../../cel/evaluate/value';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { durationNanos } from '../formats/duration';
import { isResource, propertiesOf } from './declared-type';
import { escapeName } from './escape';

/**
 * A value as its structural schema says it is to be read: numbers as ints or doubles, texts of some formats as times
 * and bytes, lists as sets or by keys, names of fields as expressions write them.
 *
 * Throws `EvaluationError` where a text is not of its format. Source: `UnstructuredToVal` of k8s.io/apiserver.
 */
export function typedValue(value: YamlValue, schema: YamlMap, isObject: boolean): CelValue {
  if (Array.isArray(value)) return typedList(value, schema);
  if (isMap(value)) return typedMap(value, schema, isObject);
  if (typeof value === 'string' && schema.type === 'string') return typedText(value, String(schema.format ?? ''));
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  if (isNumber && schema.type === 'number') return new Double(Number(value));
  return celValue(value);
}

function typedMap(map: YamlMap, schema: YamlMap, isObject: boolean): CelMap {
  const typed = new CelMap();
  const properties = propertiesOf(schema, isObject);
  const { additionalProperties: additional } = schema;
  for (const [key, value] of Object.entries(map)) {
    const property = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
    const inner = property ?? (isMap(additional) ? additional : undefined);
    // A field that is null is as if it were not there.
    if (value === null && inner && (property || inner.nullable !== true)) continue;
    const name = property ? (escapeName(key) ?? key) : key;
    // What the schema does not know counts where values are compared only: expressions cannot name it.
    typed.set(name, inner ? typedValue(value, inner, isResource(inner)) : celValue(value));
  }
  return typed;
}

function typedList(list: YamlValue[], schema: YamlMap): CelValue {
  const { items } = schema;
  const typed = list.map(item => (isMap(items) ? typedValue(item, items, isResource(items)) : celValue(item)));
  const kind = schema['x-kubernetes-list-type'];
  if (kind === 'set') return keyedList(typed, keyText);
  if (kind !== 'map') return typed;
  const keys = schema['x-kubernetes-list-map-keys'];
  const names = (Array.isArray(keys) ? keys : []).map(key => escapeName(String(key)) ?? String(key));
  return keyedList(typed, item =>
    names.map(name => keyText(item instanceof CelMap ? item.get(name) : item)).join('\n'),
  );
}

/** A scalar as text, with its type. */
function keyText(value: CelValue | undefined): string {
  return value instanceof Double ? `number ${value.value}` : `${typeof value} ${JSON.stringify(String(value))}`;
}

function typedText(text: string, format: string): CelValue {
  switch (format) {
    case 'byte':
      return Buffer.from(text, 'base64');
    case 'date':
      return timestamp(`${text}T00:00:00Z`);
    case 'date-time':
      return timestamp(text.toUpperCase());
    case 'duration':
      return duration(text);
    default:
      return text;
  }
}

function timestamp(text: string): CelValue {
  const value = parseTimestamp(text);
  if (!value) throw new EvaluationError(`Invalid date-time formatted string ${text}`);
  return value;
}

function duration(text: string): CelValue {
  const nanos = durationNanos(text);
  if (nanos === undefined) throw new EvaluationError(`Invalid duration ${text}`);
  return new Duration(nanos);
}

import { isMap, type YamlValue } from '../../yaml/value';
import { CelMap, type CelValue, Double } from './value';

/** A value of an object without a schema, as the API server gives it to expressions: whole numbers are ints. */
export function celValue(value: YamlValue): CelValue {
  if (Array.isArray(value)) return value.map(celValue);
  if (isMap(value)) {
    const map = new CelMap();
    for (const [key, entry] of Object.entries(value)) map.set(key, celValue(entry));
    return map;
  }
  return typeof value === 'number' ? numberValue(value) : value;
}

/** YAML's `1.0` is an int: so the API server reads it. */
export function numberValue(value: number): CelValue {
  return Number.isSafeInteger(value) ? value : new Double(value);
}

import { indexOf, isList } from './compare';
import { EvaluationError } from './errors';
import { CelMap, type CelValue, Double, Optional, Uint } from './value';

/** `value.field` and `value[key]`; of an optional, the optional part of what is in it. */
export function part(value: CelValue, key: CelValue): CelValue {
  if (value instanceof CelMap) {
    const found = value.get(key);
    if (found === undefined) throw noSuchKey(key);
    return found;
  }
  if (value instanceof Optional) return optionalPart(value, key);
  if (!isList(value)) throw noSuchKey(key);
  const found = value[indexOf(key)];
  if (found === undefined) throw new EvaluationError(`index out of bounds: ${keyText(key)}`);
  return found;
}

/**
 * `value.field` where the value is a field itself: cel-go looks into an optional where a chain of fields begins with it, and
 * not on the way. Source: `applyQualifiers` and `refQualify` of cel-go's interpreter/attributes.go.
 */
export function partOfPart(value: CelValue, key: CelValue): CelValue {
  return part(value instanceof Optional ? null : value, key);
}

/** `value.?field` of such a value. */
export function optionalPartOfPart(value: CelValue, key: CelValue): Optional {
  return optionalPart(value instanceof Optional ? null : value, key);
}

/** `has(value.field)` of such a value. */
export function hasPartOfPart(value: CelValue, key: CelValue): boolean {
  return hasPart(value instanceof Optional ? null : value, key);
}

/** `value.?field` and `value[?key]`. */
export function optionalPart(value: CelValue, key: CelValue): Optional {
  const found = partIfPresent(value instanceof Optional ? value.value : value, key);
  return found === undefined ? Optional.NONE : new Optional(found);
}

/** `has(value.field)`. */
export function hasPart(value: CelValue, key: CelValue): boolean {
  const whole = value instanceof Optional ? value.value : value;
  return whole instanceof CelMap ? whole.isPresent(key) : partIfPresent(whole, key) !== undefined;
}

function partIfPresent(value: CelValue | undefined, key: CelValue): CelValue | undefined {
  if (value === undefined) return undefined;
  if (value instanceof CelMap) return value.get(key);
  return isList(value) ? value[indexOf(key)] : undefined;
}

function noSuchKey(key: CelValue): EvaluationError {
  return new EvaluationError(`no such key: ${keyText(key)}`);
}

/** A key as messages name it. */
export function keyText(key: CelValue): string {
  if (key instanceof Uint || key instanceof Double) return String(key.value);
  return typeof key === 'object' && key !== null ? 'of another type' : String(key);
}

import type { Path } from '../yaml/path';
import { isMap, type YamlValue } from '../yaml/value';
import type { ScopedContext } from './expectation';

/**
 * The leaves of a value as contexts, named by the way to them (`resources.cpu`): what a source system says beside its
 * targets. A list of plain values stays one.
 */
export function contextsOf(
  value: YamlValue | undefined,
  scope: ScopedContext['scope'],
  attribute: string,
  path: Path,
): ScopedContext[] {
  if (value === undefined || value === null) return [];
  if (isMap(value)) {
    return Object.entries(value).flatMap(([key, entry]) =>
      contextsOf(entry, scope, attribute === '' ? key : `${attribute}.${key}`, [...path, key]),
    );
  }
  if (!Array.isArray(value)) return [{ scope, attribute, condition: 'IS_EQUAL_TO', value, path }];
  if (value.length === 0) return [];
  if (value.every(item => typeof item !== 'object' || item === null)) {
    return [{ scope, attribute, condition: 'IS_ALL_OF', value, path }];
  }
  return value.flatMap((item, i) => contextsOf(item, scope, `${attribute}.${i}`, [...path, i]));
}

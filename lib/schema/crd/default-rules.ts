import type { RuleFinding } from '../api-server/rules/struct';
import { checkValue } from '../check-schema';
import { readValueSchema, type SchemaContext } from '../custom-resource';
import type { SchemaLevel } from './levels';

/**
 * A default must fit its schema, and hold no field that would be dropped. In metadata none is allowed.
 * Source: apiextensions-apiserver v0.36, `schema/defaulting/validation.go`.
 */
export function defaultsFit(
  { schema, place, isBranch, isInMap, isInMetadata, noDefault }: SchemaLevel,
  context: SchemaContext,
): RuleFinding[] {
  const { default: value } = schema;
  if (isBranch || value === undefined || value === null) return [];
  if (noDefault !== undefined) {
    return [{ path: ['default'], message: `there may be no default ${noDefault}: delete it` }];
  }
  // The API server does not look for fields too much there.
  if (isInMap || isInMetadata) return [];
  const whole = place === 'root' ? { ...schema, 'x-kubernetes-embedded-resource': true } : schema;
  return checkValue(value, readValueSchema(whole, context)).map(({ path, message }) => ({
    path: ['default', ...path],
    // It is no object that was looked at.
    message: message.replace(/^the object: /, '').replace(/^the object /, 'it '),
  }));
}

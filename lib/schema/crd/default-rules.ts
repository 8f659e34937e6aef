import type { RuleFinding } from '../api-server/struct-rules';
import { readValueSchema, type SchemaContext } from '../custom-resource';
import { checkValue } from '../walk';
import type { SchemaLevel } from './levels';

/**
 * A default must fit its schema, and hold no field that would be dropped. In metadata none is allowed.
 * Source: apiextensions-apiserver v0.36, `schema/defaulting/validation.go`.
 */
export function defaultsFit({ schema, isBranch, noDefault }: SchemaLevel, context: SchemaContext): RuleFinding[] {
  const { default: value } = schema;
  if (isBranch || value === undefined || value === null) return [];
  if (noDefault !== undefined) {
    return [{ path: ['default'], message: `there may be no default ${noDefault}: delete it` }];
  }
  return checkValue(value, readValueSchema(schema, context)).map(({ path, message }) => ({
    path: ['default', ...path],
    message,
  }));
}

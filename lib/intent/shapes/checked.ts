import type * as z from 'zod/mini';
import { nearest } from '../../krm/nearest';
import { parseWith, unknownPaths } from '../../krm/schema-issues';
import type { Path } from '../../yaml/path';
import type { YamlValue } from '../../yaml/value';
import type { Reading } from '../expectation';
import { SOURCE_OBJECT_TYPES, sourceObjectType } from '../object-types';

/** An input as its schema has it; undefined where it is wrong. Keys the schema does not name are refused. */
export function checkedBy<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: YamlValue,
  reading: Reading,
): z.output<Schema> | undefined {
  const parsed = parseWith(schema, value);
  if ('issues' in parsed) {
    for (const { path, message } of parsed.issues) reading.problem(path, message);
    return undefined;
  }
  for (const path of unknownPaths(schema, value)) reading.refuse(path, 'NOT_AN_ATTRIBUTE');
  return parsed.data;
}

/** The object type a source system's word means; a word no one knows is a problem. */
export function objectTypeAt(written: string, id: string, path: Path, reading: Reading): string {
  const known = sourceObjectType(written);
  if (known !== undefined) return known;
  const types = Object.keys(SOURCE_OBJECT_TYPES);
  const candidate = written.length > 80 ? undefined : nearest(written, types);
  const message = `expectation ${id}: no bundle is for objectType ${written.slice(0, 80)}: ${candidate ? `did you mean ${candidate}? ` : ''}known are ${types.join(', ')}`;
  reading.problem(path, message, 'OBJECT_TYPE_UNKNOWN');
  return written;
}

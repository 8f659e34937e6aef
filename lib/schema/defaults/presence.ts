import type { Field, Schema } from '../schema';
import { POINTERS } from './pointers';
import { ALWAYS_WRITTEN, FILLED, NULL_WHEN_ABSENT, OMITTED_WHEN_EMPTY } from './presence-table';

/** The names of fields, with spaces between them, by type. */
export type FieldNames = Readonly<Record<string, string>>;

/** What becomes of a field that is empty, or that is not written, where the API server holds an object. */
export type Presence =
  /** It stays as it was written. */
  | 'as-written'
  /** An empty one is as if it were not written. */
  | 'omitted-when-empty'
  /** It is there, be it empty. */
  | 'always'
  /** It is null. */
  | 'null-when-absent';

/** Of other types there are structs and pointers, never empty by what is written. */
const CAN_BE_EMPTY: ReadonlySet<Schema['type']> = new Set([
  ...(['boolean', 'bytes', 'double', 'int32', 'int64', 'list', 'mapping', 'string'] as const),
]);

/** What becomes of a field of a built-in type when it is empty or not written: Go's `omitempty` and pointers. */
export function presenceOf(type: string, name: string, { schema, isRequired, isNeverAbsent }: Field): Presence {
  if (has(NULL_WHEN_ABSENT, type, name)) return 'null-when-absent';
  if (isStruct(schema)) {
    const isFilled = isNeverAbsent || name === 'metadata' || has(FILLED, type, name);
    return isFilled ? 'always' : 'as-written';
  }
  if (has(ALWAYS_WRITTEN, type, name)) return 'always';
  if (has(POINTERS, type, name) || isOpenMapping(schema) || !CAN_BE_EMPTY.has(schema.type)) return 'as-written';
  return isRequired && !has(OMITTED_WHEN_EMPTY, type, name) ? 'always' : 'omitted-when-empty';
}

/** `V1beta2DeviceClass` → `DeviceClass`, `RbacV1Subject` → `Subject`. */
export function withoutVersion(type: string): string {
  return type.replace(/^[A-Za-z]*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
}

/** A struct whose fields the packs do not know. */
function isOpenMapping({ type, values }: Schema): boolean {
  return type === 'mapping' && values === undefined;
}

function isStruct({ fields }: Schema): boolean {
  return fields !== undefined;
}

function has(table: FieldNames, type: string, name: string): boolean {
  return contains(table[type], name) || contains(table[withoutVersion(type)], name);
}

function contains(names: string | undefined, name: string): boolean {
  return names?.split(' ').includes(name) ?? false;
}

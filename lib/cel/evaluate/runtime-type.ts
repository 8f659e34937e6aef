import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  optionalOf,
  STRING,
  TIMESTAMP,
  TYPE,
  type Type,
  UINT,
} from '../check/type';
import { CelMap, type CelValue, Double, Duration, ExtensionValue, Optional, Timestamp, TypeValue, Uint } from './value';

const LIST = listOf(DYN);
const MAP = mapOf(DYN, DYN);
const OPTIONAL = optionalOf(DYN);

/** The type that a value says it has: of lists and maps, not of what is in them. */
export function runtimeType(value: CelValue): Type {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'number':
    case 'bigint':
      return INT;
    case 'boolean':
      return BOOL;
    default:
      return objectType(value);
  }
}

function objectType(value: Exclude<CelValue, string | number | bigint | boolean>): Type {
  if (value === null) return NULL;
  if (value instanceof CelMap) return MAP;
  if (value instanceof Uint8Array) return BYTES;
  if (value instanceof Double) return DOUBLE;
  if (value instanceof Uint) return UINT;
  if (value instanceof Timestamp) return TIMESTAMP;
  if (value instanceof Duration) return DURATION;
  if (value instanceof Optional) return OPTIONAL;
  if (value instanceof TypeValue) return TYPE;
  return value instanceof ExtensionValue ? value.type : LIST;
}

/** Whether a value may be given for a parameter of a type; what is in lists and maps is not looked at. */
export function fitsType(value: CelValue, { kind, name }: Type): boolean {
  if (kind === 'dyn' || kind === 'param') return true;
  const own = runtimeType(value);
  return own.name === name || (kind === 'struct' && own.kind === 'map');
}

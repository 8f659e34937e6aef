import { isList } from '../../../lib/cel/evaluate/compare';
import { keyText } from '../../../lib/cel/evaluate/fields';
import { formatDuration, formatTimestamp } from '../../../lib/cel/evaluate/time';
import {
  CelMap,
  type CelValue,
  Double,
  Duration,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
} from '../../../lib/cel/evaluate/value';

/** A value as JSON: an optional as what it holds, a type as its name, what JSON does not know as text. */
export function jsonText(value: CelValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Double) return Number.isFinite(value.value) ? String(value.value) : `"${value.value}"`;
  if (value instanceof Timestamp) return JSON.stringify(formatTimestamp(value));
  if (value instanceof Duration) return JSON.stringify(formatDuration(value));
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  if (value instanceof TypeValue) return JSON.stringify(value.name);
  if (value instanceof Optional) return value.value === undefined ? 'null' : jsonText(value.value);
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  if (!(value instanceof CelMap)) return JSON.stringify(value.type.name);
  const entries = [...value.entries()].map(([key, entry]) => `${JSON.stringify(keyText(key))}:${jsonText(entry)}`);
  return `{${entries.join(',')}}`;
}

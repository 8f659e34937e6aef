/** A type of CEL. `name`: what `type()` gives of a value; `params`: types in it. */
export interface Type {
  readonly kind: TypeKind;
  readonly name: string;
  readonly params: readonly Type[];
  /** Of a struct, its fields; without them, it has none that an expression may read. */
  readonly fields?: ReadonlyMap<string, Type>;
}

export type TypeKind =
  | 'any'
  | 'bool'
  | 'bytes'
  | 'double'
  | 'duration'
  | 'dyn'
  | 'error'
  | 'int'
  | 'list'
  | 'map'
  | 'null'
  | 'opaque'
  | 'param'
  | 'string'
  | 'struct'
  | 'timestamp'
  | 'type'
  | 'uint';

function simple(kind: TypeKind, name: string = kind): Type {
  return { kind, name, params: [] };
}

export const BOOL = simple('bool');
export const BYTES = simple('bytes');
export const DOUBLE = simple('double');
export const DURATION = simple('duration', 'google.protobuf.Duration');
export const DYN = simple('dyn');
export const ERROR = simple('error', '!error!');
export const INT = simple('int');
export const NULL = simple('null', 'null_type');
export const STRING = simple('string');
export const TIMESTAMP = simple('timestamp', 'google.protobuf.Timestamp');
export const TYPE = simple('type');
export const UINT = simple('uint');

export function listOf(item: Type): Type {
  return { kind: 'list', name: 'list', params: [item] };
}

export function mapOf(key: Type, value: Type): Type {
  return { kind: 'map', name: 'map', params: [key, value] };
}

export function optionalOf(value: Type): Type {
  return { kind: 'opaque', name: 'optional_type', params: [value] };
}

export function typeOf(type: Type): Type {
  return { kind: 'type', name: 'type', params: [type] };
}

/** A type that stands for any other, in a signature. */
export function param(name: string): Type {
  return { kind: 'param', name, params: [] };
}

export function opaque(name: string): Type {
  return { kind: 'opaque', name, params: [] };
}

/** A type with fields; what a library of Kubernetes brings is one without. */
export function struct(name: string, fields: ReadonlyMap<string, Type> = new Map()): Type {
  return { kind: 'struct', name, params: [], fields };
}

export function isOptionalType(type: Type): boolean {
  return type.kind === 'opaque' && type.name === 'optional_type';
}

/** What is in an optional; the type itself where it is none. */
export function unwrapOptional(type: Type): Type {
  return isOptionalType(type) ? (type.params[0] as Type) : type;
}

export function isDyn(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'any';
}

export function isSameType(a: Type, b: Type): boolean {
  return (
    a === b ||
    (a.kind === b.kind &&
      a.name === b.name &&
      a.params.length === b.params.length &&
      a.params.every((each, i) => isSameType(each, b.params[i] as Type)))
  );
}

/** Source: `FormatCELType` of cel-go. */
const SHOWN_NAMES: Partial<Record<TypeKind, string>> = {
  duration: 'duration',
  null: 'null',
  timestamp: 'timestamp',
};

/** A type as messages of the checker name it. */
export function formatType(type: Type): string {
  const name = SHOWN_NAMES[type.kind] ?? type.name;
  return type.params.length === 0 ? name : `${name}(${type.params.map(formatType).join(', ')})`;
}

/** A type as `type` of a compiled expression. Source: `Type.String` of cel-go. */
export function typeText(type: Type): string {
  return type.params.length === 0 ? type.name : `${type.name}(${type.params.map(typeText).join(', ')})`;
}

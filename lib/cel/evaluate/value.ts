import type { Type } from '../check/type';

/**
 * A value of CEL. An int is a number as long as that is exact, else a bigint; a double is a `Double`. That makes the
 * common one, the int, the fast one, and keeps the two apart.
 */
export type CelValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | Uint
  | Double
  | Uint8Array
  | readonly CelValue[]
  | CelMap
  | Timestamp
  | Duration
  | TypeValue
  | Optional
  | ExtensionValue;

export const MIN_INT64 = -(2n ** 63n);
export const MAX_INT64 = 2n ** 63n - 1n;
export const MAX_UINT64 = 2n ** 64n - 1n;

/** An int of 64 bits, in its one form. */
export function intOf(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function isInt(value: CelValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

export class Uint {
  constructor(readonly value: bigint) {}
}

export class Double {
  constructor(readonly value: number) {}
}

/** A duration in nanoseconds. */
export class Duration {
  constructor(readonly nanos: bigint) {}
}

/** An instant, in nanoseconds since 1970; the offset is how it was written, and how it is written again. */
export class Timestamp {
  constructor(
    readonly nanos: bigint,
    readonly offsetMinutes = 0,
  ) {}
}

export class TypeValue {
  constructor(readonly type: Type) {}

  get name(): string {
    return this.type.name;
  }
}

export class Optional {
  static readonly NONE = new Optional(undefined);

  constructor(readonly value: CelValue | undefined) {}
}

/** A value of a type that a library of Kubernetes brings. */
export abstract class ExtensionValue {
  abstract readonly type: Type;

  /** Whether it equals another value of its type. */
  abstract equals(other: ExtensionValue): boolean;

  /** What its size counts as, for costs. */
  get size(): number {
    return 1;
  }
}

/** What a map holds a value under; a uint or a double as the int or number that equals it. */
type MapKey = null | string | number | bigint | boolean;

/** A map. Numeric keys that are equal are the same key, whatever their types. */
export class CelMap {
  protected readonly values = new Map<MapKey, CelValue>();
  /** Keys that are uints and doubles, by what they are held under. */
  private typedKeys: Map<MapKey, Uint | Double> | undefined;

  get size(): number {
    return this.values.size;
  }

  get(key: CelValue): CelValue | undefined {
    return this.values.get(typeof key === 'string' ? key : (mapKey(key) as MapKey));
  }

  has(key: CelValue): boolean {
    return this.values.has(mapKey(key) as MapKey);
  }

  /** Whether there is a value, which is found for that: `has(map.key)`. */
  isPresent(key: CelValue): boolean {
    return this.get(key) !== undefined;
  }

  /** Gives whether the key is of a type that keys may have. */
  set(key: CelValue, value: CelValue): boolean {
    const own = mapKey(key);
    if (own === undefined) return false;
    if (key instanceof Uint || key instanceof Double) {
      this.typedKeys ??= new Map();
      this.typedKeys.set(own, key);
    }
    this.values.set(own, value);
    return true;
  }

  delete(key: CelValue): void {
    this.values.delete(mapKey(key) as MapKey);
  }

  *keys(): IterableIterator<CelValue> {
    for (const key of this.values.keys()) yield this.typedKeys?.get(key) ?? key;
  }

  *entries(): IterableIterator<[CelValue, CelValue]> {
    for (const [key, value] of this.values) yield [this.typedKeys?.get(key) ?? key, value];
  }

  copy(): CelMap {
    const copy = new CelMap();
    for (const [key, value] of this.entries()) copy.set(key, value);
    return copy;
  }
}

function mapKey(key: CelValue): MapKey | undefined {
  if (typeof key === 'string' || typeof key === 'boolean' || key === null || isInt(key)) return key;
  if (key instanceof Uint) return intOf(key.value);
  if (key instanceof Double) return Number.isInteger(key.value) ? intOf(BigInt(key.value)) : key.value;
  return undefined;
}

/**
 * A list whose items are known by their keys (`x-kubernetes-list-type` set and map): their order does not count when it
 * is compared, and adding a list replaces the items whose keys are there.
 */
export class KeyedList extends Array<CelValue> {
  /** What arrays make of it (`map`, `slice`) are plain lists. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  keyOf: (item: CelValue) => string = String;
}

export function keyedList(items: Iterable<CelValue>, keyOf: (item: CelValue) => string): KeyedList {
  const list = new KeyedList();
  for (const item of items) list.push(item);
  list.keyOf = keyOf;
  return list;
}

const WIDE = /[\ud800-\udfff]/;

/** The number of characters, as Go counts them: code points. */
export function lengthOf(text: string): number {
  let length = text.length;
  // Texts without wide characters, nearly all there are, need not be looked at.
  if (!WIDE.test(text)) return length;
  for (let i = text.length - 1; i > 0; i--) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xdc00 && unit <= 0xdfff && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) length--;
  }
  return length;
}

/** The size of a value; of what has none, undefined. */
export function sizeOf(value: CelValue): number | undefined {
  if (typeof value === 'string') return lengthOf(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return value instanceof CelMap ? value.size : undefined;
}

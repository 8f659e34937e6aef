import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { CelMap, type CelValue, Double } from './value';

/** A value of an object without a schema, as the API server gives it to expressions: whole numbers are ints. */
export function celValue(value: YamlValue): CelValue {
  if (Array.isArray(value)) return value.map(celValue);
  if (isMap(value)) return new YamlCelMap(value);
  return typeof value === 'number' ? numberValue(value) : value;
}

/** YAML's `1.0` is an int: so the API server reads it. */
export function numberValue(value: number): CelValue {
  return Number.isSafeInteger(value) ? value : new Double(value);
}

/** A mapping, whose values are converted when they are first read: expressions look at few of them. It is not changed. */
export class YamlCelMap extends CelMap {
  /** `instead`: values for some keys of the mapping. */
  constructor(
    private readonly mapping: YamlMap,
    instead: Iterable<readonly [key: string, value: CelValue]> = [],
  ) {
    super();
    for (const [key, value] of instead) this.values.set(key, value);
  }

  override get size(): number {
    return Object.keys(this.mapping).length;
  }

  override get(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string') return undefined;
    const known = this.values.get(key);
    if (known !== undefined || !Object.hasOwn(this.mapping, key)) return known;
    const value = celValue(this.mapping[key] as YamlValue);
    this.values.set(key, value);
    return value;
  }

  override has(key: CelValue): boolean {
    return typeof key === 'string' && Object.hasOwn(this.mapping, key);
  }

  override *keys(): IterableIterator<CelValue> {
    yield* Object.keys(this.mapping);
  }

  override *entries(): IterableIterator<[CelValue, CelValue]> {
    for (const key of Object.keys(this.mapping)) yield [key, this.get(key) as CelValue];
  }
}

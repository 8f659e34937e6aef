import { UnknownValueError } from './errors';
import { CelMap, type CelValue } from './value';

/**
 * A map that has further entries, with values that nobody can know: that they are there is known, and how many. Its
 * `entries` are the known ones.
 */
export class PartlyKnownMap extends CelMap {
  private readonly unknown: ReadonlySet<string>;

  /** `name`: of the map, in expressions. `others`: the keys of the entries beside those that are known. */
  constructor(
    known: CelMap,
    private readonly name: string,
    others: Iterable<string>,
  ) {
    super();
    for (const [key, value] of known.entries()) this.set(key, value);
    this.unknown = new Set([...others].filter(key => !known.has(key)));
  }

  override get size(): number {
    return super.size + this.unknown.size;
  }

  override get(key: CelValue): CelValue | undefined {
    if (this.isUnknown(key)) throw new UnknownValueError(`${this.name}.${key}`);
    return super.get(key);
  }

  override has(key: CelValue): boolean {
    return this.isUnknown(key) || super.has(key);
  }

  override isPresent(key: CelValue): boolean {
    return this.isUnknown(key) || super.isPresent(key);
  }

  override *keys(): IterableIterator<CelValue> {
    yield* super.keys();
    yield* this.unknown;
  }

  private isUnknown(key: CelValue): key is string {
    return typeof key === 'string' && this.unknown.has(key);
  }
}

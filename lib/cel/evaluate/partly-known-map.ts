import { UnknownValueError } from './errors';
import { CelMap, type CelValue } from './value';

/**
 * A map that has further entries, with values that nobody can know: that they are there is known, and how many. Its
 * `entries` are the known ones. It is not changed.
 */
export class PartlyKnownMap extends CelMap {
  private readonly unknown: ReadonlySet<string>;

  /** `name`: of the map, in expressions. `others`: the keys of the entries beside those that are known. */
  constructor(
    private readonly known: CelMap,
    private readonly name: string,
    others: Iterable<string>,
  ) {
    super();
    this.unknown = new Set([...others].filter(key => !known.has(key)));
  }

  override get size(): number {
    return this.known.size + this.unknown.size;
  }

  override get(key: CelValue): CelValue | undefined {
    if (this.isUnknown(key)) throw new UnknownValueError(`${this.name}.${key}`);
    return this.known.get(key);
  }

  override has(key: CelValue): boolean {
    return this.isUnknown(key) || this.known.has(key);
  }

  override isPresent(key: CelValue): boolean {
    return this.isUnknown(key) || this.known.isPresent(key);
  }

  override *keys(): IterableIterator<CelValue> {
    yield* this.known.keys();
    yield* this.unknown;
  }

  override entries(): IterableIterator<[CelValue, CelValue]> {
    return this.known.entries();
  }

  private isUnknown(key: CelValue): key is string {
    return typeof key === 'string' && this.unknown.has(key);
  }
}

import { UnknownValueError } from './errors';
import { CelMap, type CelValue } from './value';

/** A map that has further entries, with values that nobody can know. It is not changed. */
export class PartlyKnownMap extends CelMap {
  /** `name`: of the map, in expressions. */
  constructor(
    private readonly known: CelMap,
    private readonly name: string,
    private readonly unknown: ReadonlySet<string>,
  ) {
    super();
  }

  override get size(): number {
    return this.known.size;
  }

  override get(key: CelValue): CelValue | undefined {
    const found = this.known.get(key);
    if (found === undefined && typeof key === 'string' && this.unknown.has(key)) {
      throw new UnknownValueError(`${this.name}.${key}`);
    }
    return found;
  }

  override has(key: CelValue): boolean {
    return this.known.has(key) || (typeof key === 'string' && this.unknown.has(key));
  }

  override keys(): IterableIterator<CelValue> {
    return this.known.keys();
  }

  override entries(): IterableIterator<[CelValue, CelValue]> {
    return this.known.entries();
  }
}

import { UnknownValueError } from './errors';
import { CelMap, type CelValue } from './value';

/** A map that has further entries, with values that nobody can know. */
export class PartlyKnownMap extends CelMap {
  /** `name`: of the map, in expressions. */
  constructor(
    known: CelMap,
    private readonly name: string,
    private readonly unknown: ReadonlySet<string>,
  ) {
    super();
    for (const [key, value] of known.entries()) this.set(key, value);
  }

  override get(key: CelValue): CelValue | undefined {
    const found = super.get(key);
    if (found === undefined && typeof key === 'string' && this.unknown.has(key)) {
      throw new UnknownValueError(`${this.name}.${key}`);
    }
    return found;
  }

  override has(key: CelValue): boolean {
    return super.has(key) || (typeof key === 'string' && this.unknown.has(key));
  }
}

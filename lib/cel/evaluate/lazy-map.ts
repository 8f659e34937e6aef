import { EvaluationError } from './errors';
import { CelMap, type CelValue } from './value';

const NONE: ReadonlySet<string> = new Set();

/**
 * A map whose values are found when they are first read, and then kept, their errors too. Source: `lazy.MapValue` of
 * k8s.io/apiserver.
 */
export class LazyMap extends CelMap {
  private readonly errors = new Map<string, EvaluationError>();

  /**
   * `find`: the value of one of the names. `present`: the fields that are there, whatever they are; of others that is known
   * when they are found.
   */
  constructor(
    private readonly names: ReadonlySet<string>,
    private readonly find: (name: string) => CelValue,
    private readonly present: ReadonlySet<string> = NONE,
  ) {
    super();
  }

  override get size(): number {
    return this.names.size;
  }

  override get(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string') return undefined;
    const known = this.values.get(key);
    if (known !== undefined) return known;
    return this.names.has(key) ? this.read(key) : undefined;
  }

  override has(key: CelValue): boolean {
    return typeof key === 'string' && this.names.has(key);
  }

  override isPresent(key: CelValue): boolean {
    return (typeof key === 'string' && this.present.has(key)) || super.isPresent(key);
  }

  override *keys(): IterableIterator<CelValue> {
    yield* this.names;
  }

  override *entries(): IterableIterator<[CelValue, CelValue]> {
    for (const key of this.names) yield [key, this.get(key) as CelValue];
  }

  private read(name: string): CelValue {
    const known = this.errors.get(name);
    if (known) throw known;
    try {
      const found = this.find(name);
      this.values.set(name, found);
      return found;
    } catch (error) {
      if (error instanceof EvaluationError) this.errors.set(name, error);
      throw error;
    }
  }
}

import { EvaluationError } from './errors';
import type { LazyValue } from './frame';
import { CelMap, type CelValue } from './value';

const NONE: ReadonlySet<string> = new Set();

/**
 * A map whose values are found when they are first read, and then kept, their errors too. Source: `lazy.MapValue` of
 * k8s.io/apiserver.
 */
export class LazyMap extends CelMap {
  private readonly known = new Map<string, CelValue | EvaluationError>();

  /** `present`: the fields that are there, whatever they are; of others that is known when they are found. */
  constructor(
    private readonly fields: ReadonlyMap<string, LazyValue>,
    private readonly present: ReadonlySet<string> = NONE,
  ) {
    super();
  }

  override get size(): number {
    return this.fields.size;
  }

  override get(key: CelValue): CelValue | undefined {
    const field = typeof key === 'string' ? this.fields.get(key) : undefined;
    if (!field) return undefined;
    const name = key as string;
    let found = this.known.get(name);
    if (found === undefined) {
      found = valueOrError(field);
      this.known.set(name, found);
    }
    if (found instanceof EvaluationError) throw found;
    return found;
  }

  override has(key: CelValue): boolean {
    return typeof key === 'string' && this.fields.has(key);
  }

  override isPresent(key: CelValue): boolean {
    return (typeof key === 'string' && this.present.has(key)) || super.isPresent(key);
  }

  override *keys(): IterableIterator<CelValue> {
    yield* this.fields.keys();
  }

  override *entries(): IterableIterator<[CelValue, CelValue]> {
    for (const key of this.fields.keys()) yield [key, this.get(key) as CelValue];
  }
}

function valueOrError(find: LazyValue): CelValue | EvaluationError {
  try {
    return find();
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

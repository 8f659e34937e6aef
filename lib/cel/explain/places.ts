import type { Path } from '../../yaml/path';
import { CelMap, type CelValue, Optional } from '../evaluate/value';

/** Where the maps and lists of a value stand in it: they stay the same ones when expressions pick and join them. */
export class Places {
  private found: Map<CelValue, Path> | undefined;

  constructor(private readonly root: CelValue) {}

  /** The path of a part; undefined of what is none, or a scalar. */
  of(value: CelValue): Path | undefined {
    if (value instanceof Optional) return value.value === undefined ? undefined : this.of(value.value);
    if (!(value instanceof CelMap) && !Array.isArray(value)) return undefined;
    if (!this.found) {
      this.found = new Map();
      this.visit(this.root, [], this.found);
    }
    return this.found.get(value);
  }

  private visit(value: CelValue, path: Path, found: Map<CelValue, Path>): void {
    if (value instanceof CelMap) {
      found.set(value, path);
      for (const [key, entry] of value.entries()) this.visit(entry, [...path, String(key)], found);
    } else if (Array.isArray(value)) {
      found.set(value, path);
      for (const [i, item] of value.entries()) this.visit(item as CelValue, [...path, i], found);
    }
  }
}

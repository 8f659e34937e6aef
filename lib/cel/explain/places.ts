import type { Path } from '../../yaml/path';
import { CelMap, type CelValue, Optional } from '../evaluate/value';

/** The place of a part: under a key of another one. */
interface Step {
  readonly key: string | number;
  readonly outer: Step | undefined;
}

/** Where the maps and lists of a value stand in it: they stay the same ones when expressions pick and join them. */
export class Places {
  /** The value itself is at no step. */
  private found: Map<CelValue, Step | undefined> | undefined;

  constructor(private readonly root: CelValue) {}

  /** The path of a part; undefined of what is none, or a scalar. */
  of(value: CelValue): Path | undefined {
    if (value instanceof Optional) return value.value === undefined ? undefined : this.of(value.value);
    if (!isHolder(value)) return undefined;
    if (!this.found) {
      this.found = new Map();
      visit(this.root, undefined, this.found);
    }
    return this.found.has(value) ? pathTo(this.found.get(value)) : undefined;
  }
}

function visit(value: CelValue, step: Step | undefined, found: Map<CelValue, Step | undefined>): void {
  if (!isHolder(value)) return;
  found.set(value, step);
  if (value instanceof CelMap) {
    for (const [key, entry] of value.entries()) visit(entry, { key: String(key), outer: step }, found);
  } else {
    for (let i = 0; i < value.length; i++) visit(value[i] as CelValue, { key: i, outer: step }, found);
  }
}

function isHolder(value: CelValue): value is CelMap | readonly CelValue[] {
  return value instanceof CelMap || Array.isArray(value);
}

function pathTo(step: Step | undefined): Path {
  const path: (string | number)[] = [];
  for (let at = step; at; at = at.outer) path.push(at.key);
  return path.reverse();
}

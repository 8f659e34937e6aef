import { assignKey, isMap, sameValue, type YamlMap, type YamlValue } from '../../yaml/value';
import { removedIndexes } from './list-changes';

/**
 * Makes the changes between two states of an object to a user's own version of it, in place: what did not change
 * stays what it is there, a `Date` too. `before` is the user's version as data.
 */
export class Patch {
  constructor(
    /** Parts that are held from more than one place: they are copied, not changed. */
    private readonly shared: ReadonlySet<object>,
    /** A user's version of a value that is new to them. */
    private readonly toOwn: (value: YamlValue) => unknown,
  ) {}

  apply(target: object, before: YamlMap, after: YamlMap): void {
    this.patchMap(target as YamlMap, before, after, false);
  }

  /** What is to stand in the place of a part: the part itself, changed, or if others hold it too a copy. */
  private patched(target: unknown, before: YamlValue, after: YamlValue, isCopied: boolean): unknown {
    if (sameValue(before, after)) return target;
    const copies = isCopied || (typeof target === 'object' && target !== null && this.shared.has(target));
    if (isMap(before) && isMap(after) && isMap(target as YamlValue)) {
      const map = copies ? { ...(target as YamlMap) } : (target as YamlMap);
      return this.patchMap(map, before, after, copies);
    }
    if (Array.isArray(before) && Array.isArray(after) && Array.isArray(target)) {
      return this.patchList(copies ? [...target] : target, before, after, copies);
    }
    return this.toOwn(after);
  }

  private patchMap(map: YamlMap, before: YamlMap, after: YamlMap, isCopied: boolean): YamlMap {
    for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) delete map[key];
    for (const [key, value] of Object.entries(after)) {
      const isNew = !Object.hasOwn(before, key);
      const part = isNew ? this.toOwn(value) : this.patched(map[key], before[key] as YamlValue, value, isCopied);
      if (isNew || part !== map[key]) assignKey(map, key, part as YamlValue);
    }
    return map;
  }

  private patchList(list: unknown[], before: YamlValue[], after: YamlValue[], isCopied: boolean): unknown[] {
    const removed = removedIndexes(before, after);
    for (const i of [...removed].reverse()) list.splice(i, 1);
    const gone = new Set(removed);
    const staying = before.filter((_, i) => !gone.has(i));
    list.length = Math.min(list.length, after.length);
    after.forEach((value, i) => {
      const present = staying[i];
      list[i] = present === undefined ? this.toOwn(value) : this.patched(list[i], present, value, isCopied);
    });
    return list;
  }
}

/** Lists and mappings that are held from more than one place: the SDK's reader makes them of aliases. */
export function sharedParts(objects: readonly object[]): Set<object> {
  const seen = new Set<object>();
  const shared = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (seen.has(value)) shared.add(value);
    else {
      seen.add(value);
      for (const part of Object.values(value)) visit(part);
    }
  };
  objects.forEach(visit);
  return shared;
}

import type { Path } from '../yaml/path';
import { isMap, valueInside, type YamlValue } from '../yaml/value';
import type { Refusal } from './refusals';

/** How much of an input is rendered into fields of their own. A copy of the input does not count. */
export interface Coverage {
  /** Values in the input: texts, numbers and booleans. Null and what is empty say nothing. */
  values: number;
  rendered: number;
}

/** What is not refused is rendered: adapters refuse every key that their schema does not name. */
export function coverageOf(value: YamlValue, refusals: readonly Refusal[]): Coverage {
  const values = countLeaves(value);
  const refused = outermost(refusals).reduce((sum, { path }) => sum + countLeaves(valueInside(value, path) ?? null), 0);
  return { values, rendered: values - refused };
}

function countLeaves(value: YamlValue): number {
  if (value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countLeaves(item), 0);
  if (!isMap(value)) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countLeaves(item), 0);
}

/** Refusals without those that lie inside another one. */
function outermost(refusals: readonly Refusal[]): Refusal[] {
  const keys = new Set(refusals.map(({ path }) => JSON.stringify(path)));
  const seen = new Set<string>();
  return refusals.filter(({ path }) => {
    const key = JSON.stringify(path);
    if (seen.has(key) || isInside(path, keys)) return false;
    seen.add(key);
    return true;
  });
}

function isInside(path: Path, keys: ReadonlySet<string>): boolean {
  return path.some((_step, i) => keys.has(JSON.stringify(path.slice(0, i))));
}

import { CelMap, type CelValue, ExtensionValue, Optional, sizeOf } from './evaluate/value';
import type { Work } from './work';

/** What one evaluation may cost. Source: `PerCallLimit` of k8s.io/apiserver. */
export const CALL_LIMIT = 1_000_000;
/** What the evaluations for an object may cost together. Source: `RuntimeCELCostBudget` of k8s.io/apiserver. */
export const OBJECT_BUDGET = 10_000_000;

/** Creating a list or a map that is no constant. Source: `common/cost.go` of cel-go. */
export const LIST_COST = 10;
export const MAP_COST = 30;

/** Of each character that is looked at, and of each of a pattern. */
const CHARACTER = 0.1;
const PATTERN_CHARACTER = 0.25;

/** The size that costs go by; 1 of what has none. */
export function costSize(value: CelValue | undefined): number {
  if (value === undefined) return 1;
  const size = sizeOf(value);
  if (size !== undefined) return size;
  if (value instanceof ExtensionValue) return value.size;
  return value instanceof Optional && value.value !== undefined ? costSize(value.value) : 1;
}

/** Looking at all characters of the first argument. */
export function traversal([text]: readonly CelValue[]): number {
  return charactersCost(costSize(text));
}

/** The same, and making as long a text of it. */
export function traversalAndResult([text]: readonly CelValue[]): number {
  return Math.ceil(costSize(text) * 2 * CHARACTER);
}

/** Comparing two texts. */
export function shorter([a, b]: readonly CelValue[]): number {
  return charactersCost(smallerSize(a as CelValue, b as CelValue));
}

/** A text that is more than twice as long as another is not counted: its characters are more than the other's. */
function smallerSize(a: CelValue, b: CelValue): number {
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length > 2 * b.length) return costSize(b);
    if (b.length > 2 * a.length) return costSize(a);
  }
  return Math.min(costSize(a), costSize(b));
}

/** Putting two texts together. */
export function both([a, b]: readonly CelValue[]): number {
  return charactersCost(costSize(a) + costSize(b));
}

/** Searching a text for another. */
export function product([text, part]: readonly CelValue[]): number {
  // The text is not counted in vain.
  const factor = charactersCost(costSize(part));
  return factor === 0 ? 0 : charactersCost(costSize(text)) * factor;
}

/** Matching a text with a pattern. */
export function matching([text, pattern]: readonly CelValue[]): number {
  const size = costSize(pattern);
  return size === 0 ? 0 : patternCost(costSize(text), size);
}

/** Matching a text of a length with a pattern of a length. */
export function patternCost(length: number, pattern: number): number {
  return charactersCost(1 + length) * Math.ceil(pattern * PATTERN_CHARACTER);
}

export function charactersCost(length: number): number {
  return Math.ceil(length * CHARACTER);
}

/** Looking at all that is in the first argument. Source: `traversalCost` of k8s.io/apiserver. */
export function deepTraversal([value]: readonly CelValue[], work: Work): number {
  return depthCost(value as CelValue, work);
}

function depthCost(value: CelValue, work: Work): number {
  if (typeof value === 'string') return Math.floor(Buffer.byteLength(value) * CHARACTER);
  if (value instanceof Uint8Array) return Math.floor(value.length * CHARACTER);
  let sum = 0;
  if (Array.isArray(value)) {
    work.step(value.length);
    for (const item of value) sum += depthCost(item, work);
    return sum;
  }
  if (!(value instanceof CelMap)) return 1;
  work.step(value.size);
  for (const [key, entry] of value.entries()) sum += depthCost(key, work) + depthCost(entry, work);
  return sum;
}

import { compareDecimals } from '../decimal';
import type { ExpectationTarget } from '../expectation';
import type { Conflict, ConflictType, Stated } from './conflict';
import { mayMeet, type SitesOf } from './context-overlap';
import { type Allowed, allowedBy, type Bound, excludeEachOther, isAbove } from './intervals';
import { ownConflicts, shown } from './own-rules';

/** Comparisons, of targets and of contexts, for one object and target; beyond, the caller is told that not all were. */
const MAX_COMPARISONS = 2_000_000;
/** Conflicts that are named for one object and target: more would only repeat themselves. */
const MAX_CONFLICTS = 50;

export interface Conflicts {
  conflicts: Conflict[];
  /** Targets that so many intents state for one object that not every pair was compared. */
  unfinished: { objectInstance: string; target: string; count: number }[];
}

/** A target with what it allows. */
interface Claim {
  stated: Stated;
  target: ExpectationTarget;
  allowed: Allowed;
}

/**
 * The static conflicts between expectations: what no network could fulfil, by their text alone. Two targets are
 * compared where they are of one object (`objectInstance`), or of one expectation, and where their contexts may meet.
 */
export function findConflicts(stated: readonly Stated[], sitesOf: SitesOf): Conflicts {
  const conflicts = stated.flatMap(ownConflicts);
  const unfinished: Conflicts['unfinished'] = [];
  for (const claims of groups(stated)) {
    if (!mayConflict(claims)) continue;
    const { found, isComplete } = compareAll(claims, sitesOf);
    conflicts.push(...found);
    const [first] = claims as [Claim];
    const { objectInstance = '' } = first.stated.expectation;
    if (!isComplete) unfinished.push({ objectInstance, target: first.target.name, count: claims.length });
  }
  return { conflicts, unfinished };
}

/** Targets of one name and one object; without an object instance, of one expectation. */
function groups(stated: readonly Stated[]): Claim[][] {
  const byObject = new Map<string, Claim[]>();
  for (const [i, each] of stated.entries()) {
    const { objectType, objectInstance, targets } = each.expectation;
    const object = objectInstance === undefined ? `#${i}` : `${objectType}\n${objectInstance}`;
    for (const target of targets) {
      const allowed = allowedBy(target);
      if (!allowed) continue;
      const key = `${object}\n${target.name}\n${target.measured?.unit}`;
      const group = byObject.get(key);
      if (group) group.push({ stated: each, target, allowed });
      else byObject.set(key, [{ stated: each, target, allowed }]);
    }
  }
  return [...byObject.values()].filter(claims => claims.length > 1);
}

/**
 * One pass tells most groups that agree: some pair of intervals is disjoint only if the highest low end lies above the
 * lowest high end, and sets with a value in common exclude each other nowhere.
 */
function mayConflict(claims: readonly Claim[]): boolean {
  let low: Bound | undefined;
  let high: Bound | undefined;
  let common: ReadonlySet<string> | undefined;
  let intervals = 0;
  for (const { allowed } of claims) {
    if (allowed.kind === 'except') return true;
    if (allowed.kind === 'set') {
      common = common ? new Set([...common].filter(value => allowed.values.has(value))) : allowed.values;
      continue;
    }
    intervals++;
    if (allowed.low && (!low || isTighter(allowed.low, low, 1))) low = allowed.low;
    if (allowed.high && (!high || isTighter(allowed.high, high, -1))) high = allowed.high;
  }
  return isAbove(low, high) || (common !== undefined && (intervals > 0 || common.size === 0));
}

function isTighter(bound: Bound, than: Bound, direction: 1 | -1): boolean {
  const order = compareDecimals(bound.value, than.value) * direction;
  return order > 0 || (order === 0 && bound.isOpen);
}

function compareAll(claims: readonly Claim[], sitesOf: SitesOf): { found: Conflict[]; isComplete: boolean } {
  const found: Conflict[] = [];
  let comparisons = 0;
  for (const [j, second] of claims.entries()) {
    for (let i = 0; i < j; i++) {
      const first = claims[i] as Claim;
      if (++comparisons > MAX_COMPARISONS || found.length >= MAX_CONFLICTS) return { found, isComplete: false };
      const type = typeOf(first, second);
      if (!type || !excludeEachOther(first.allowed, second.allowed)) continue;
      comparisons += contextCount(first) * contextCount(second);
      const [a, b] = [first, second].map(({ stated, target }) => ({ expectation: stated.expectation, target }));
      if (a && b && mayMeet(a, b, sitesOf)) found.push(toConflict(type, first, second));
    }
  }
  return { found, isComplete: true };
}

function contextCount({ stated, target }: Claim): number {
  return stated.expectation.contexts.length + target.contexts.length;
}

/** Alternatives do not conflict: where one expectation of an intent is enough, the others may fail. */
function typeOf(first: Claim, second: Claim): ConflictType | undefined {
  if (first.stated.expectation === second.stated.expectation) return 'TARGET_CONFLICT';
  if ([first, second].some(hasAlternatives)) return undefined;
  return first.stated.intent === second.stated.intent ? 'EXPECTATION_CONFLICT' : 'INTENT_CONFLICT';
}

function hasAlternatives({ stated }: Claim): boolean {
  const selectivity = stated.expectation.intent?.expectationSelectivity;
  return selectivity === 'ONE_OF' || selectivity === 'ANY_OF';
}

function toConflict(type: ConflictType, first: Claim, second: Claim): Conflict {
  const side = ({ stated, target }: Claim) =>
    `${target.name} ${target.condition} ${shown(target.value)} (expectation ${stated.expectation.id})`;
  const object = second.stated.expectation.objectInstance;
  const message =
    `no value fulfils both ${side(first)} and ${side(second)}${object === undefined ? '' : ` of ${object}`}: ` +
    'modify one of the two, delete it, or give them contexts that do not meet';
  return {
    type,
    rule: 'NOTHING_FULFILS_BOTH',
    severity: 'error',
    message,
    at: second.stated,
    path: second.target.path,
    against: { stated: first.stated, target: first.target.name },
  };
}

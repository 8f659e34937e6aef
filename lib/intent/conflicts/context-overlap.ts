import type { YamlValue } from '../../yaml/value';
import { isMap } from '../../yaml/value';
import type { Expectation, ExpectationTarget, ScopedContext } from '../expectation';

/**
 * Whether two targets may hold at the same place and time. Contexts that exclude each other (other tracking areas,
 * other cells, other times) keep targets from contradicting each other; so do contexts that are alternatives, for then
 * nobody knows which of them applies.
 */
export function mayMeet(a: Placed, b: Placed, sitesOf: SitesOf): boolean {
  const [left, right] = [contextsOf(a), contextsOf(b)];
  if (hasAlternatives(a, left) || hasAlternatives(b, right)) return false;
  if (areApart(sitesOf(a.expectation), sitesOf(b.expectation))) return false;
  return !timesApart(left, right) && !setsApart(left, right);
}

/** The sites an expectation is for, groups told apart into their members; empty where it is for all. */
export type SitesOf = (expectation: Expectation) => readonly string[];

/** A target in its expectation. */
export interface Placed {
  expectation: Expectation;
  target: ExpectationTarget;
}

function contextsOf({ expectation, target }: Placed): ScopedContext[] {
  return [...target.contexts, ...expectation.contexts];
}

const ALTERNATIVES = new Set(['ONE_OF', 'ANY_OF']);

/** Selectivity concerns the contexts beside it: with one context there is nothing to select. */
function hasAlternatives({ expectation, target }: Placed, contexts: readonly ScopedContext[]): boolean {
  const count = (...scopes: ScopedContext['scope'][]) => contexts.filter(({ scope }) => scopes.includes(scope)).length;
  const isLoose = (selectivity: string | undefined) => ALTERNATIVES.has(selectivity ?? '');
  return (
    (isLoose(target.contextSelectivity) && count('Target') > 1) ||
    (isLoose(expectation.contextSelectivity) && count('Expectation', 'Object') > 1) ||
    (isLoose(expectation.intent?.contextSelectivity) && count('Intent') > 1)
  );
}

function areApart(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some(name => b.includes(name));
}

const SET_CONDITIONS = new Set(['IS_ALL_OF', 'IS_EQUAL_TO', 'IS_ONE_OF']);

/** Whether a context that both have names values of which none is common. */
function setsApart(a: readonly ScopedContext[], b: readonly ScopedContext[]): boolean {
  return a.some(left => {
    if (!SET_CONDITIONS.has(left.condition) || TIMES.has(left.attribute)) return false;
    const values = valuesOf(left.value);
    return b.some(right => {
      if (right.attribute !== left.attribute || !SET_CONDITIONS.has(right.condition)) return false;
      return ![...valuesOf(right.value)].some(value => values.has(value));
    });
  });
}

function valuesOf(value: YamlValue): Set<string> {
  return new Set((Array.isArray(value) ? value : [value]).map(keyOf));
}

/** A value as text, keys of mappings in order. */
function keyOf(value: YamlValue): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (!isMap(value)) return JSON.stringify(typeof value === 'bigint' ? String(value) : value);
  const keys = Object.keys(value).sort();
  return `{${keys.map(key => `${JSON.stringify(key)}:${keyOf(value[key] as YamlValue)}`).join()}}`;
}

const TIMES = new Set([
  'MaintenanceTime',
  'ServiceEndTime',
  'ServiceStartTime',
  'StartTime',
  'TargetAssuranceTime',
  'schedulingTime',
  'validFor',
]);

/** A span of time, in milliseconds; an end that is not given is open. */
export interface Span {
  start?: number;
  end?: number;
}

/** The span that contexts give: between their start and their end, and inside their windows. */
export function spanOf(contexts: readonly ScopedContext[]): Span {
  const span: Span = {};
  const later = (time: YamlValue | undefined) => {
    const start = instant(time);
    if (start !== undefined && (span.start === undefined || start > span.start)) span.start = start;
  };
  const earlier = (time: YamlValue | undefined) => {
    const end = instant(time);
    if (end !== undefined && (span.end === undefined || end < span.end)) span.end = end;
  };
  for (const { attribute, value } of contexts) {
    if (attribute === 'ServiceStartTime' || attribute === 'StartTime') later(value);
    else if (attribute === 'ServiceEndTime') earlier(value);
    else if (TIMES.has(attribute) && isMap(value)) {
      later(value.startTime ?? value.startDateTime);
      earlier(value.endTime ?? value.endDateTime);
    } else if (attribute === 'validFor.startDateTime') later(value);
    else if (attribute === 'validFor.endDateTime') earlier(value);
  }
  return span;
}

function timesApart(a: readonly ScopedContext[], b: readonly ScopedContext[]): boolean {
  const [left, right] = [spanOf(a), spanOf(b)];
  return isBefore(left.end, right.start) || isBefore(right.end, left.start);
}

export function isBefore(end: number | undefined, start: number | undefined): boolean {
  return end !== undefined && start !== undefined && end < start;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[-+]\d\d:\d\d)$/;

/** RFC 3339 with its zone: without one, a time means another instant elsewhere, and is not compared. */
function instant(time: YamlValue | undefined): number | undefined {
  if (typeof time !== 'string' || !INSTANT.test(time)) return undefined;
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

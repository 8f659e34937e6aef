import { DYN, opaque, optionalOf } from '../check/type';
import { EvaluationError } from '../evaluate/errors';
import { type CelValue, Double, Duration, Optional, sizeOf, Timestamp, Uint } from '../evaluate/value';
import { OPTIONAL_MACROS } from '../parse/macros';
import type { Work } from '../work';
import { type Library, overloadsOf } from './declare';

type List = readonly CelValue[];

/** Source: version 2 of `OptionalTypes` of cel-go. */
export const OPTIONALS: Library = {
  since: 28,
  macros: OPTIONAL_MACROS,
  types: [{ ...opaque('optional_type'), params: optionalOf(DYN).params }],
  overloads: overloadsOf([
    ['optional.of', '(V) -> optional(V)', (value: CelValue) => new Optional(value)],
    [
      'optional.ofNonZeroValue',
      '(V) -> optional(V)',
      (value: CelValue) => (isZero(value) ? Optional.NONE : new Optional(value)),
    ],
    ['optional.none', '() -> optional(V)', () => Optional.NONE],
    ['value', 'optional(V).() -> V', contentOf],
    ['hasValue', 'optional(V).() -> bool', ({ value }: Optional) => value !== undefined],
    ['last', 'list(V).() -> optional(V)', (list: List) => new Optional(list.at(-1))],
    ['first', 'list(V).() -> optional(V)', (list: List) => new Optional(list[0])],
    ['optional.unwrap', '(list(optional(V))) -> list(V)', unwrap],
    ['unwrapOpt', 'list(optional(V)).() -> list(V)', unwrap],
  ]),
};

function contentOf({ value }: Optional): CelValue {
  if (value === undefined) throw new EvaluationError('optional.none() dereference');
  return value;
}

function unwrap(list: List, work: Work): List {
  work.step(list.length);
  return list.flatMap(item => {
    if (!(item instanceof Optional)) throw new EvaluationError('value is not optional');
    return item.value === undefined ? [] : [item.value];
  });
}

function isZero(value: CelValue): boolean {
  if (value === null || value === false || value === 0 || sizeOf(value) === 0) return true;
  if (value instanceof Uint || value instanceof Double) return Number(value.value) === 0;
  if (value instanceof Duration) return value.nanos === 0n;
  // The year 1, with which Go's clock begins.
  if (value instanceof Timestamp) return value.nanos === -62_135_596_800_000_000_000n;
  return value instanceof Optional ? value.value === undefined : false;
}

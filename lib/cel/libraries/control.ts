import { type FunctionRow, type Library, overloadsOf } from './declare';

/** Operators that do not need all of their operands, or read a part of one. They are compiled (see `evaluate`), not run. */
const SIGNATURES: readonly [name: string, signature: string][] = [
  ['_?_:_', '(bool, A, A) -> A'],
  ['_[_]', '(list(A), int) -> A'],
  ['_[_]', '(map(A, B), A) -> B'],
  ['_[_]', '(optional(list(V)), int) -> optional(V)'],
  ['_[_]', '(optional(map(K, V)), K) -> optional(V)'],
  ['_[?_]', '(list(V), int) -> optional(V)'],
  ['_[?_]', '(optional(list(V)), int) -> optional(V)'],
  ['_[?_]', '(map(K, V), K) -> optional(V)'],
  ['_[?_]', '(optional(map(K, V)), K) -> optional(V)'],
  ['or', 'optional(V).(optional(V)) -> optional(V)'],
  ['orValue', 'optional(V).(V) -> V'],
  ['cel.@mapInsert', '(map(K, V), K, V) -> map(K, V)'],
  ['cel.@mapInsert', '(map(K, V), map(K, V)) -> map(K, V)'],
];

export const CONTROL: Library = {
  since: 0,
  overloads: overloadsOf(SIGNATURES.map(([name, signature]): FunctionRow => [name, signature, notRun])),
};

function notRun(): never {
  throw new Error('this operator is compiled, not run');
}

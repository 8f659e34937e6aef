import { readSignature, type Signature } from '../check/signature';
import type { Type } from '../check/type';
import type { CelValue } from '../evaluate/value';
import type { Macros } from '../parse/macros';
import type { Work } from '../work';

/** What a call costs, given its arguments (the target first). */
export type Cost = (args: readonly CelValue[], work: Work) => number;

/** A cost that goes by the result. */
export class ResultCost {
  constructor(readonly of: (args: readonly CelValue[], result: CelValue) => number) {}
}

/** What a function does; it is given what its signature says, then what counts its `Work`, and checks nothing. */
export type Run = (...args: never[]) => CelValue;

/** A way to call a function. */
export interface Overload extends Signature {
  readonly name: string;
  readonly run: Run;
  /** Without it, a call costs 1. */
  readonly cost: Cost | ResultCost | undefined;
  /**
   * `call`: known by the overload; where it is known only during a call which of several fits, a call costs 1.
   * `function`: the cost is that of the function, whatever the overload.
   */
  readonly costOf: 'call' | 'function';
  /** One run serves all overloads of the function, and sees itself whether it fits. */
  readonly isShared: boolean;
  /** Errors name the types that do not fit; the standard library's do not. */
  readonly isGuarded: boolean;
}

/** A row of a table of functions: its name, how it is called (see `readSignature`), what it does, what it costs. */
export type FunctionRow = readonly [name: string, signature: string, run: Run, cost?: Cost | ResultCost];

/** Functions, macros and types that come together. */
export interface Library {
  /** The minor version of Kubernetes 1.x that brought it. */
  readonly since: number;
  readonly overloads: readonly Overload[];
  readonly macros?: Macros;
  /** Types that have a name in expressions. */
  readonly types?: readonly Type[];
}

/** Reads a table. */
export function overloadsOf(
  rows: readonly FunctionRow[],
  {
    types = [],
    ...more
  }: { types?: readonly Type[] } & Partial<Pick<Overload, 'costOf' | 'isGuarded' | 'isShared'>> = {},
): Overload[] {
  return rows.map(([name, signature, run, cost]) => ({
    ...readSignature(signature, types),
    name,
    run,
    cost,
    costOf: 'call',
    isShared: false,
    isGuarded: true,
    ...more,
  }));
}

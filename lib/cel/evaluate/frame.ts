import type { Work } from '../work';
import { CostLimitError, EvaluationError } from './errors';
import type { CelValue } from './value';

/** A value that is found when it is first asked for. */
export type LazyValue = () => CelValue;

/** What a variable holds while an expression runs; of the result of a macro so far, also why it has none. */
export type Slot = CelValue | LazyValue | EvaluationError | undefined;

/** A part of an expression, ready to run. */
export type Evaluate = (frame: Frame) => CelValue;

/** Steps of work that cost nothing: no object of a cluster needs as many. */
const FREE_STEPS = 1_000_000;
/** What a step beyond them costs, so that a run ends within about a second whatever it looks at. */
const STEP_COST = 0.1;

/** What an expression runs with: the variables, and what it has cost. */
export class Frame implements Work {
  cost = 0;
  private steps = 0;

  constructor(
    readonly slots: Slot[],
    private readonly limit: number,
  ) {}

  /** Throws `CostLimitError` where all together is too much. */
  charge(cost: number): void {
    this.cost += cost;
    if (this.cost > this.limit) throw new CostLimitError();
  }

  step(count: number): void {
    this.steps += count;
    if (this.steps > FREE_STEPS) this.charge(count * STEP_COST);
  }
}

/** The value of a slot. */
export function readSlot(slot: Slot, name: string): CelValue {
  if (slot === undefined) throw new EvaluationError(`no such attribute(s): ${name}`);
  if (slot instanceof EvaluationError) throw slot;
  return typeof slot === 'function' ? slot() : slot;
}

import type { CelValue } from '../cel/evaluate/value';
import type { Activation } from './activation';
import type { CompiledExpression } from './compile-policy';

/** What comes of an expression. `unknown`: the value that would have to be known. */
export type Evaluation = { readonly value: CelValue } | { readonly error: string } | { readonly unknown: string };

/** What comes of expressions that share a budget, which is used up, or of which something is left. */
export type Evaluations =
  | {
      /** By expression; undefined where there is none. */
      readonly evaluations: readonly (Evaluation | undefined)[];
      readonly remaining: number;
    }
  | { readonly problem: string };

const NO_BUDGET = 'validation failed due to running out of cost budget, no further validation rules will be run';

/** Evaluates expressions of one kind in their order. Source: `condition.ForInput` of k8s.io/apiserver, pkg/admission/plugin/cel. */
export function evaluateExpressions(
  expressions: readonly (CompiledExpression | undefined)[],
  activation: Activation,
  budget: number,
): Evaluations {
  activation.beginKind();
  const evaluations: (Evaluation | undefined)[] = [];
  let remaining = budget;
  for (const expression of expressions) {
    if (!expression) {
      evaluations.push(undefined);
      continue;
    }
    const { evaluation, cost } = evaluate(expression, activation);
    remaining -= cost;
    if (remaining < 0) return { problem: NO_BUDGET };
    evaluations.push(evaluation);
  }
  return { evaluations, remaining };
}

function evaluate(
  { text, program }: CompiledExpression,
  activation: Activation,
): { evaluation: Evaluation; cost: number } {
  if ('problem' in program) return { evaluation: { error: `compilation error: ${program.problem}` }, cost: 0 };
  const outcome = program.run(activation.bindings);
  const cost = outcome.cost + activation.takeVariableCost();
  if ('value' in outcome) return { evaluation: outcome, cost };
  if (outcome.unknown !== undefined) return { evaluation: { unknown: outcome.unknown }, cost };
  return { evaluation: { error: `expression '${text}' resulted in error: ${outcome.error}` }, cost };
}

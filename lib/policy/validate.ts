import { OBJECT_BUDGET } from '../cel/cost';
import type { CelValue } from '../cel/evaluate/value';
import { culpritOf } from '../cel/explain/culprit';
import { trimSpace } from '../cel/trim-space';
import type { Path } from '../yaml/path';
import { Activation, type Input } from './activation';
import type { CompiledPolicy } from './compile-policy';
import { type Evaluation, evaluateExpressions } from './evaluate-expressions';
import type { FailurePolicy, Validation } from './policy';

/** What match conditions may cost. Source: `RuntimeCELCostBudgetMatchConditions` of k8s.io/apiserver. */
const MATCH_BUDGET = 2_500_000;
/** How long a message may be. Source: `MaxEvaluatedMessageExpressionSizeBytes` of k8s.io/apiserver. */
const MAX_MESSAGE = 5 * 1024;

/** Why a request is denied, or why that cannot be told. */
export interface Decision {
  readonly verdict: 'denied' | 'unknown';
  /** Of an unknown verdict, the value that would have to be known. */
  readonly message: string;
  readonly reason: string;
  /** Which of the validations decided; undefined where none did. */
  readonly validation?: number | undefined;
  /** Finds where the object has what the validation does not allow, as far as that shows. */
  readonly path?: () => Path | undefined;
  /** Whether an expression had no value. */
  readonly isError: boolean;
  /** Whether it is denied whatever the actions of the binding are. */
  readonly isAbsolute?: boolean;
}

/**
 * What a policy has against a request: nothing, if it admits it or is not for it. Source: `validator.Validate` of
 * k8s.io/apiserver, pkg/admission/plugin/policy/validating.
 */
export function validate(compiled: CompiledPolicy, input: Input): Decision[] {
  const { failurePolicy } = compiled.policy;
  const condition = meetsConditions(compiled, input);
  if (condition === false) return [];
  if (condition !== true) return [condition];
  const activation = new Activation(compiled, input);
  const run = evaluateExpressions(compiled.validations, activation, OBJECT_BUDGET);
  if ('problem' in run) return decisionsOnError(run.problem, failurePolicy);
  const messages = evaluateExpressions(compiled.messages, activation, run.remaining);
  const decisions = run.evaluations.flatMap((evaluation, i) => {
    const validation = compiled.policy.validations[i] as Validation;
    const found = decide(evaluation as Evaluation, validation, failurePolicy, messages, i);
    return found
      ? [{ ...found, validation: i, path: onDemand(() => pathOf(i, found, compiled, input, activation)) }]
      : [];
  });
  const audit = evaluateExpressions(compiled.auditAnnotations, activation, OBJECT_BUDGET);
  if ('problem' in audit) return decisionsOnError(audit.problem, failurePolicy);
  return [...decisions, ...auditDecisions(audit.evaluations, failurePolicy)];
}

/** Any condition that is false decides; an error, only if none is. */
function meetsConditions({ policy, ...compiled }: CompiledPolicy, input: Input): boolean | Decision {
  if (compiled.matchConditions.length === 0) return true;
  // The API server gives them no namespace.
  const match = { ...input.match, resource: input.request.resource };
  const activation = new Activation(compiled, { ...input, namespaceObject: null, match });
  const run = evaluateExpressions(compiled.matchConditions, activation, MATCH_BUDGET);
  const isIgnored = policy.failurePolicy === 'Ignore';
  if ('problem' in run) return isIgnored ? false : denied(run.problem);
  const evaluations = run.evaluations as readonly Evaluation[];
  if (evaluations.some(evaluation => 'value' in evaluation && evaluation.value === false)) return false;
  const errors = [...new Set(evaluations.flatMap(each => ('error' in each ? [each.error] : [])))];
  const unknown = evaluations.find(each => 'unknown' in each);
  if (errors.length > 0 && isIgnored) return false;
  if (unknown && 'unknown' in unknown) return undecided(unknown.unknown);
  if (errors.length === 0) return true;
  return denied(errors.length === 1 ? (errors[0] as string) : `[${errors.join(', ')}]`);
}

function decide(
  evaluation: Evaluation,
  validation: Validation,
  failurePolicy: FailurePolicy,
  messages: ReturnType<typeof evaluateExpressions>,
  index: number,
): Decision | undefined {
  if ('unknown' in evaluation) return undecided(evaluation.unknown);
  if ('error' in evaluation) return decisionsOnError(evaluation.error, failurePolicy)[0];
  if ('problem' in messages) return decisionsOnError(`failed messageExpression: ${messages.problem}`, failurePolicy)[0];
  if (evaluation.value === true) return undefined;
  const message = messageOf(validation, messages.evaluations[index]);
  return { verdict: 'denied', message, reason: validation.reason, isError: false };
}

function pathOf(
  index: number,
  { verdict }: Decision,
  { validations, variables }: CompiledPolicy,
  { places }: Input,
  { bindings }: Activation,
): Path | undefined {
  const program = validations[index]?.program;
  if (verdict !== 'denied' || !program || 'problem' in program) return undefined;
  const variable = (name: string) => {
    const found = variables.get(name)?.program;
    return found && 'source' in found ? found : undefined;
  };
  return culpritOf(program, { bindings, root: 'object', places, variable });
}

function onDemand(find: () => Path | undefined): () => Path | undefined {
  let found: { readonly path: Path | undefined } | undefined;
  return () => {
    found ??= { path: find() };
    return found.path;
  };
}

/** What the expression for it gives, if that is fit to be one; else the message; else the validation. */
function messageOf({ message, expression }: Validation, evaluation: Evaluation | undefined): string {
  const value: CelValue = evaluation && 'value' in evaluation ? evaluation.value : null;
  const text = typeof value === 'string' ? trimSpace(value) : '';
  const isFit = text !== '' && Buffer.byteLength(text) <= MAX_MESSAGE && !text.includes('\n');
  return (isFit ? text : trimSpace(message)) || `failed expression: ${trimSpace(expression)}`;
}

/** Annotations for the audit log are written nowhere here; one without a value denies the request all the same. */
function auditDecisions(evaluations: readonly (Evaluation | undefined)[], failurePolicy: FailurePolicy): Decision[] {
  if (failurePolicy === 'Ignore') return [];
  return evaluations.flatMap(evaluation =>
    evaluation && 'error' in evaluation ? [{ ...denied(evaluation.error), isAbsolute: true }] : [],
  );
}

function decisionsOnError(message: string, failurePolicy: FailurePolicy): Decision[] {
  return failurePolicy === 'Ignore' ? [] : [denied(message)];
}

function denied(message: string): Decision {
  return { verdict: 'denied', message, reason: 'Invalid', isError: true };
}

function undecided(what: string): Decision {
  return { verdict: 'unknown', message: what, reason: '', isError: true };
}

import { formatPath, type Path } from '../yaml/path';
import { type CompiledExpression, type CompiledPolicy, NOT_INSTANTIATED } from './compile-policy';

/** What keeps the API server from taking a policy. */
export interface PolicyProblem {
  /** Of the expression, in the policy. */
  readonly path: Path;
  /** In the words of the API server. */
  readonly message: string;
}

/**
 * The expressions of a policy that do not compile, or are of a wrong type. Source: `validateValidatingAdmissionPolicySpec` of
 * kubernetes/kubernetes, pkg/apis/admissionregistration/validation.
 */
export function policyProblems(compiled: CompiledPolicy): PolicyProblem[] {
  const { policy, matchConditions, validations, messages, auditAnnotations } = compiled;
  const variables = policy.variables.map(({ name }) => compiled.variables.get(name));
  return [
    ...problemsIn('matchConditions', 'expression', matchConditions),
    ...problemsIn('variables', 'expression', variables),
    ...problemsIn('validations', 'expression', validations),
    ...problemsIn('validations', 'messageExpression', messages),
    ...problemsIn('auditAnnotations', 'valueExpression', auditAnnotations),
  ];
}

function problemsIn(
  list: string,
  field: string,
  expressions: readonly (CompiledExpression | undefined)[],
): PolicyProblem[] {
  return expressions.flatMap((expression, i) => {
    if (!expression || !('problem' in expression.program)) return [];
    const path = ['spec', list, i, field];
    return [{ path, message: `${formatPath(path)}: ${said(expression.text, expression.program.problem, field)}` }];
  });
}

function said(text: string, problem: string, field: string): string {
  if (text.trim() === '') return `Required value: ${field} is not specified`;
  return problem.startsWith(NOT_INSTANTIATED)
    ? `Internal error: ${problem}`
    : `Invalid value: ${JSON.stringify(text)}: ${problem}`;
}

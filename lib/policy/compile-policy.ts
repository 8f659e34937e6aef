import { BOOL, DYN, isSameType, NULL, STRING, type Type, typeText } from '../cel/check/type';
import type { Environment, Program } from '../cel/environment';
import { AUTHORIZER_VARIABLES } from '../cel/libraries/authorizer';
import type { Policy } from './policy';
import { declaredVariableType, NAMESPACE_TYPE, REQUEST_TYPE, variablesType } from './variable-types';
import { ParamVariables } from './variables';

/** What is said of an expression that compiles, and cannot be run. */
export const NOT_INSTANTIATED = 'program instantiation failed';

/** An expression of a policy: its program, or why there is none, as the API server words it. */
export interface CompiledExpression {
  readonly text: string;
  readonly program: Program | { readonly problem: string };
}

/** The expressions of a policy, ready to run. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly variables: ReadonlyMap<string, CompiledExpression>;
  readonly paramVariables: ParamVariables;
  readonly matchConditions: readonly CompiledExpression[];
  readonly validations: readonly CompiledExpression[];
  /** By validation; undefined where it has no `messageExpression`. */
  readonly messages: readonly (CompiledExpression | undefined)[];
  readonly auditAnnotations: readonly CompiledExpression[];
}

/**
 * Compiles a policy as the API server does: each expression by itself, so that one which does not compile is an error
 * where it is evaluated. Source: `compilePolicy` of k8s.io/apiserver, pkg/admission/plugin/policy/validating.
 */
export function compilePolicy(policy: Policy, base: Environment): CompiledPolicy {
  const variables = new Map<string, CompiledExpression>();
  const types = new Map<string, Type>();
  for (const { name, expression } of policy.variables) {
    const compiled = compileAs(expression, environmentOf(policy, base, types, true), []);
    variables.set(name, compiled);
    types.set(name, 'type' in compiled.program ? declaredVariableType(compiled.program.type) : DYN);
  }
  const environment = environmentOf(policy, base, types, true);
  const ofConditions = environmentOf(policy, base, undefined, true);
  const ofMessages = environmentOf(policy, base, types, false);
  const compile = (text: string, ...returns: Type[]) => compileAs(text, environment, returns);
  return {
    policy,
    variables,
    paramVariables: new ParamVariables(),
    matchConditions: policy.matchConditions.map(({ expression }) => compileAs(expression, ofConditions, [BOOL])),
    validations: policy.validations.map(({ expression }) => compile(expression, BOOL)),
    messages: policy.validations.map(({ messageExpression: text }) =>
      text === '' ? undefined : compileAs(text, ofMessages, [STRING]),
    ),
    auditAnnotations: policy.auditAnnotations.map(({ valueExpression }) => compile(valueExpression, STRING, NULL)),
  };
}

/** Conditions have no variables, and messages are made without an authorizer. */
function environmentOf(
  { paramKind }: Policy,
  base: Environment,
  variables: ReadonlyMap<string, Type> | undefined,
  hasAuthorizer: boolean,
): Environment {
  return base.withVariables({
    object: DYN,
    oldObject: DYN,
    namespaceObject: NAMESPACE_TYPE,
    request: REQUEST_TYPE,
    ...(variables && { variables: variablesType(new Map(variables)) }),
    ...(paramKind && { params: DYN }),
    ...(hasAuthorizer && AUTHORIZER_VARIABLES),
  });
}

/** `returns`: the types that the value may have; any where there are none. */
function compileAs(text: string, environment: Environment, returns: readonly Type[]): CompiledExpression {
  const program = environment.compile(text);
  if ('problem' in program) {
    const stage = program.isChecked ? NOT_INSTANTIATED : 'compilation failed';
    return { text, program: { problem: `${stage}: ${program.problem}` } };
  }
  if (returns.length === 0 || returns.some(type => isSameType(type, program.type))) return { text, program };
  const names = returns.map(typeText);
  const expected = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`;
  return { text, program: { problem: `must evaluate to ${expected} but got ${typeText(program.type)}` } };
}

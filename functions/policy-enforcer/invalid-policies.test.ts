import { describe, expect, test } from '@jest/globals';
import { binding, codes, deployment, enforce, enforcerConfig, policy, said } from '../../test/support/policies';
import { configMap, listOf, run } from '../../test/support/run';
import { policyEnforcer } from './function';

/** What the API server says of policies that it does not take; words and places are those of Kubernetes 1.36. */

const refused = (problem: string) => `error: The ValidatingAdmissionPolicy "p" is invalid: spec.${problem}`;
const undeclared = (name: string, text: string, column = 1) =>
  `Invalid value: ${JSON.stringify(text)}: compilation failed: ERROR: <input>:1:${column}: undeclared reference to '${name}' (in container '')\n | ${text}\n | ${'.'.repeat(column - 1)}^`;

describe('an expression that does not compile', () => {
  test.each([
    ['must evaluate to bool but got dyn', 'object.spec.replicas'],
    ['must evaluate to bool but got string', "'s'"],
  ])('%s: %s', (problem, expression) => {
    expect(said([policy(expression), binding(), deployment()])).toEqual([
      refused(`validations[0].expression: Invalid value: ${JSON.stringify(expression)}: ${problem}`),
    ]);
  });

  test.each([
    ['is wrong in every failure policy', { failurePolicy: 'Ignore' }],
    ['and whatever it is for', { matchConstraints: { resourceRules: [] } }],
  ])('%s', (_, spec) => {
    expect(said([policy('missing == 1', spec), binding(), deployment()])).toEqual([
      refused(`validations[0].expression: ${undeclared('missing', 'missing == 1')}`),
    ]);
  });

  test.each([
    [{ messageExpression: 'object.missing' }, 'Invalid value: "object.missing": must evaluate to string but got dyn'],
    [{ messageExpression: '1' }, 'Invalid value: "1": must evaluate to string but got int'],
    [{ messageExpression: 'authorizer' }, undeclared('authorizer', 'authorizer')],
  ])('of a message: %j', (validation, problem) => {
    expect(said([policy([{ expression: 'true', ...validation }]), binding(), deployment()])).toEqual([
      refused(`validations[0].messageExpression: ${problem}`),
    ]);
  });

  test.each([
    ["variables.n == 'zz'", undeclared('variables', "variables.n == 'zz'")],
    ["'a'", `Invalid value: "'a'": must evaluate to bool but got string`],
    ['params.x == 1', undeclared('params', 'params.x == 1')],
    ['', 'Required value: expression is not specified'],
  ])('of a condition, which has no variables: %s', (expression, problem) => {
    const spec = { variables: [{ name: 'n', expression: '1' }], matchConditions: [{ name: 'c', expression }] };
    expect(said([policy('true', spec), binding(), deployment()])).toEqual([
      refused(`matchConditions[0].expression: ${problem}`),
    ]);
  });

  test('of a variable, and all others', () => {
    const variables = [
      { name: 'wrong', expression: 'objekt.a' },
      { name: 'fine', expression: 'variables.wrong.b' },
      { name: 'later', expression: 'variables.last' },
      { name: 'last', expression: "'x'" },
    ];
    const auditAnnotations = [{ key: 'k', valueExpression: '1' }];
    expect(said([policy('variables.last == 1', { variables, auditAnnotations }), binding(), deployment()])).toEqual([
      refused(
        'auditAnnotations[0].valueExpression: Invalid value: "1": must evaluate to one of [string null_type] but got int',
      ),
      refused(
        `validations[0].expression: Invalid value: "variables.last == 1": compilation failed: ERROR: <input>:1:16: found no matching overload for '_==_' applied to '(string, int)'\n | variables.last == 1\n | ...............^`,
      ),
      refused(`variables[0].expression: ${undeclared('objekt', 'objekt.a')}`),
      refused(
        `variables[2].expression: Invalid value: "variables.last": compilation failed: ERROR: <input>:1:10: undefined field 'last'\n | variables.last\n | .........^`,
      ),
    ]);
  });

  test('or cannot be made a program of', () => {
    const problem = 'Internal error: program instantiation failed: error parsing regexp: missing closing ): `(`';
    expect(said([policy("'a'.find('(') == ''"), binding(), deployment()])).toEqual([
      refused(`validations[0].expression: ${problem}`),
    ]);
  });
});

describe('a policy that the API server does not take', () => {
  const WRONG = policy('missing == 1');

  test('is asked about nothing, with or without a binding', () => {
    expect(codes([WRONG, binding(), deployment()])).toEqual(['POLICY_INVALID']);
    expect(codes([WRONG, deployment()])).toEqual(['POLICY_INVALID', 'NOTHING_ENFORCED', 'POLICY_WITHOUT_BINDING']);
  });

  test('says where it is written, and what to do', () => {
    const [result] = enforce([WRONG, binding(), deployment()]);
    expect(result).toMatchObject({
      severity: 'error',
      resourceRef: { kind: 'ValidatingAdmissionPolicy', name: 'p' },
      field: { path: 'spec.validations[0].expression' },
      tags: { code: 'POLICY_INVALID', policy: 'p' },
    });
    expect(result?.message).toContain(
      ' (policy in the package): no cluster takes it, so it is asked about nothing here; mend the expression',
    );
  });

  test('in the config, too', () => {
    const policies = [JSON.parse(policy('true').replace('"p"', '"q"')), JSON.parse(WRONG)];
    const ofConfig = { resourceRef: { name: 'config' }, field: { path: 'policies[1].spec.validations[0].expression' } };
    expect(run(policyEnforcer, listOf([binding()], enforcerConfig({ policies }))).results).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('is invalid'), field: ofConfig.field }),
    );
    const inMap = run(policyEnforcer, listOf([binding()], configMap({ policies: JSON.stringify(policies) })));
    expect(inMap.results[0]).toMatchObject({ field: { path: 'data.policies[1].spec.validations[0].expression' } });
  });
});

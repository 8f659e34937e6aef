import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { enforcerConfig } from '../../test/support/policies';
import { configMap, listOf, run } from '../../test/support/run';
import { yaml } from '../../test/support/yaml';
import { policyEnforcer } from './function';

/** What is in a config only reaches no API server that could refuse it, and no validate-schema. */

const POLICY = yaml`
  apiVersion: admissionregistration.k8s.io/v1
  kind: ValidatingAdmissionPolicy
  metadata: {name: p}
  spec:
    matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]}
    validations: [{expression: "true"}]
`;
const BINDING = yaml`
  apiVersion: admissionregistration.k8s.io/v1
  kind: ValidatingAdmissionPolicyBinding
  metadata: {name: b}
  spec: {policyName: p, validationActions: [Deny]}
`;

function refusals(settings: object): { path: string | undefined; message: string }[] {
  const { results } = run(policyEnforcer, listOf([], enforcerConfig(settings)));
  return results
    .filter(({ severity }) => severity === 'error')
    .map(({ field, message }) => ({ path: field?.path, message: message.replace('functionConfig: ', '') }));
}

describe('a policy of the config that the API server would refuse is refused', () => {
  test.each([
    ['[CREATE]', '[create]', 'spec.matchConstraints.resourceRules[0].operations[0]', ': '],
    ['resourceRules:', 'resourceRule:', 'spec.matchConstraints.resourceRule', 'did you mean `resourceRules`?'],
    ['validations:', 'validation:', 'spec.validation', 'did you mean `validations`?'],
    ['expression:', 'expresion:', 'spec.validations[0].expresion', 'did you mean `expression`?'],
    ['spec:', 'spec:\n  failurePolicy: ignore', 'spec.failurePolicy', 'Ignore'],
    ['spec:', 'spec:\n  failurePolicy: 1', 'spec.failurePolicy', ': '],
    ['{name: p}', '{name: P}', 'metadata.name', ': '],
    ['k8s.io/v1', 'k8s.io/v1beta1', 'apiVersion', 'it is in admissionregistration.k8s.io/v1'],
    ['metadata: {name: p}', 'metadata: {name: p}\nsiteSelector: edge1', 'siteSelector', 'no field `siteSelector`'],
  ])('%s as %s', (from, to, path, message) => {
    const found = refusals({ policies: [parse(POLICY), parse(POLICY.replace(from, to))] });
    expect(found).toContainEqual({ path: `policies[1].${path}`, message: expect.stringContaining(message) });
    expect(found.every(each => each.message.startsWith('policies[1]'))).toBe(true);
  });
});

describe('and so is a binding', () => {
  test.each([
    ['[Deny]', '[deny]', 'spec.validationActions[0]', 'Deny'],
    ['[Deny]', '[Deny, Warn]', 'spec.validationActions', 'exclude each other'],
    [', validationActions: [Deny]', '', 'spec.validationActions', 'is required'],
    ['policyName: p, ', '', 'spec.policyName', 'is required'],
    ['policyName', 'policiName', 'spec.policiName', 'did you mean `policyName`?'],
  ])('%s as %s', (from, to, path, message) => {
    const found = refusals({ policies: [parse(POLICY)], bindings: [parse(BINDING.replace(from, to))] });
    expect(found).toContainEqual({ path: `bindings[0].${path}`, message: expect.stringContaining(message) });
  });
});

describe('parameters of the config', () => {
  const CRD = yaml`
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: limits.example.com}
    spec:
      group: example.com
      scope: Cluster
      names: {kind: Limit, plural: limits}
      versions:
      - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {max: {type: integer}}}}}
  `;

  test('are objects that the API server would take', () => {
    const params = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'l' }, data: { replicas: 2 } }];
    expect(refusals({ params })).toEqual([
      { path: 'params[0].data.replicas', message: expect.stringContaining('params[0].data.replicas: ') },
    ]);
  });

  test('are as a CRD of the config says, and of other kinds as they are', () => {
    const limit = { apiVersion: 'example.com/v1', kind: 'Limit', metadata: { name: 'l' }, max: 'two' };
    expect(refusals({ params: [limit] })).toEqual([]);
    expect(refusals({ params: [limit], crds: [parse(CRD)] })).toEqual([
      { path: 'params[0].max', message: expect.stringContaining('params[0].max: ') },
    ]);
  });
});

test('what is for some sites is no fault', () => {
  const params = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'l' }, siteSelector: 'edge1' }];
  const bindings = [{ ...parse(BINDING), siteSelector: ['edge1'] }];
  const codes = run(
    policyEnforcer,
    listOf([], enforcerConfig({ policies: [parse(POLICY)], bindings, params })),
  ).results.map(({ tags }) => tags?.code);
  expect(codes).not.toContain('CONFIG_VALUE');
});

test('in a ConfigMap, too', () => {
  const { results, exitCode } = run(
    policyEnforcer,
    listOf([], configMap({ bindings: `- ${BINDING.replace('[Deny]', '[deny]').trim().replaceAll('\n', '\n  ')}` })),
  );
  expect(exitCode).toBe(1);
  expect(results[0]).toMatchObject({ field: { path: 'data.bindings[0].spec.validationActions[0]' } });
});

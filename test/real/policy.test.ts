import { expect, test } from '@jest/globals';
import { yaml } from '../support/yaml';
import type { Verdict } from './apiserver/judge';
import { suiteJudge } from './apiserver/suite-judge';

/** Admission policies, with what their bindings make of them. */

const judge = suiteJudge();

const POLICY = yaml`
  apiVersion: admissionregistration.k8s.io/v1
  kind: ValidatingAdmissionPolicy
  metadata: {name: few-replicas}
  spec:
    matchConstraints:
      resourceRules:
      - {apiGroups: [apps], apiVersions: [v1], resources: [deployments], operations: [CREATE]}
    validations:
    - expression: object.spec.replicas <= 5
      messageExpression: "'at most 5 replicas, not ' + string(object.spec.replicas)"
`;

/** Everywhere, or where it says. */
const binding = (actions: string, ...where: string[]) => yaml`
  apiVersion: admissionregistration.k8s.io/v1
  kind: ValidatingAdmissionPolicyBinding
  metadata: {name: everywhere}
  spec:
    policyName: few-replicas
    validationActions: [${actions}]
    ${where.join('\n    ')}
`;

function deployment(replicas: number | undefined, namespace = 'default'): object {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };
  const spec = { replicas, selector: { matchLabels: { app: 'web' } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace }, spec };
}

/** Verdicts while these objects are there. */
async function under(sources: string[], ...manifests: object[]): Promise<Verdict[]> {
  const setup = await judge().setUp(sources);
  try {
    return await Promise.all(manifests.map(manifest => judge().verdict(manifest)));
  } finally {
    await setup.remove();
  }
}

const SAID = "ValidatingAdmissionPolicy 'few-replicas' with binding 'everywhere' denied request: ";

test('Deny: refused, with the policy’s message', async () => {
  const [few, none, many] = await under([POLICY, binding('Deny')], deployment(5), deployment(undefined), deployment(6));
  expect(few).toMatchObject({ verdict: 'accepted' });
  // Defaults are there before policies look.
  expect(none).toMatchObject({ verdict: 'accepted' });
  expect(many).toEqual({
    verdict: 'refused',
    code: 422,
    reason: 'Invalid',
    message: `deployments.apps "web" is forbidden: ${SAID}at most 5 replicas, not 6`,
    causes: [{ field: '', reason: '', message: `${SAID}at most 5 replicas, not 6` }],
    warnings: [],
  });
});

test('Warn: accepted, with a warning', async () => {
  const [many] = await under([POLICY, binding('Warn')], deployment(6));
  const warning =
    "Validation failed for ValidatingAdmissionPolicy 'few-replicas' with binding 'everywhere': at most 5 replicas, not 6";
  expect(many).toMatchObject({ verdict: 'accepted', warnings: [warning] });
});

test('Audit: accepted, without a word', async () => {
  const [many] = await under([POLICY, binding('Audit')], deployment(6));
  expect(many).toMatchObject({ verdict: 'accepted', warnings: [] });
});

test('without a binding, and once it is removed, a policy does nothing', async () => {
  expect(await under([POLICY], deployment(6))).toMatchObject([{ verdict: 'accepted' }]);
  expect(await under([POLICY, binding('Deny')], deployment(6))).toMatchObject([{ verdict: 'refused' }]);
  expect(await judge().verdict(deployment(6))).toMatchObject({ verdict: 'accepted' });
});

test('a binding for namespaces with a label, which the setup has', async () => {
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: guarded, labels: {guarded: "yes"}}\n';
  const guarded = binding('Deny', 'matchResources: {namespaceSelector: {matchLabels: {guarded: "yes"}}}');
  const verdicts = await under([namespace, POLICY, guarded], deployment(6), deployment(6, 'guarded'));
  expect(verdicts).toMatchObject([{ verdict: 'accepted' }, { verdict: 'refused' }]);
});

const LIMIT_CRD = yaml`
  apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata: {name: limits.example.com}
  spec:
    group: example.com
    scope: Namespaced
    names: {kind: Limit, listKind: LimitList, plural: limits, singular: limit}
    versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {replicas: {type: integer}}}}
`;

test.each([
  [
    'a ConfigMap',
    ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: limits}\ndata: {replicas: "3"}\n'],
    '{apiVersion: v1, kind: ConfigMap}',
    'int(params.data.replicas)',
  ],
  [
    'a custom resource',
    [LIMIT_CRD, 'apiVersion: example.com/v1\nkind: Limit\nmetadata: {name: limits}\nreplicas: 3\n'],
    '{apiVersion: example.com/v1, kind: Limit}',
    'params.replicas',
  ],
])('parameters from %s', async (_what, parameters, kind, limit) => {
  const policy = POLICY.replace('spec:', `spec:\n  paramKind: ${kind}`).replace('<= 5', `<= ${limit}`);
  const limited = binding('Deny', 'paramRef: {name: limits, namespace: default, parameterNotFoundAction: Deny}');
  const verdicts = await under([...parameters, policy, limited], deployment(3), deployment(4));
  expect(verdicts).toMatchObject([{ verdict: 'accepted' }, { verdict: 'refused' }]);
});

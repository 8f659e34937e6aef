import { describe, expect, test } from '@jest/globals';
import { binding, codes, deployment, enforce, enforcerConfig, policy } from '../../test/support/policies';
import { configMap, listOf, run } from '../../test/support/run';
import { policyEnforcer } from './function';

const FEW = policy('object.spec.replicas <= 2');
const LOCAL = { annotations: { 'config.kubernetes.io/local-config': 'true' } };

describe('a denial', () => {
  test('says what, where, expected, and how to mend it', () => {
    const annotations = { 'internal.config.kubernetes.io/path': 'web.yaml', 'config.kubernetes.io/path': 'web.yaml' };
    const [result] = enforce([FEW, binding(), deployment({ replicas: 3 }, { annotations })]);
    expect(result).toEqual({
      severity: 'error',
      message:
        "web.yaml: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: failed expression: object.spec.replicas <= 2 (policy in the package): change spec.replicas; or exempt it in the config with a reason",
      resourceRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      field: { path: 'spec.replicas', currentValue: 3 },
      file: { path: 'web.yaml', index: 0 },
      tags: { code: 'POLICY_DENIED', policy: 'p', binding: 'b', rule: '0', reason: 'Invalid' },
    });
  });

  test('of a field that only the API server sets says so', () => {
    const [result] = enforce([FEW.replace('<= 2', '> 2'), binding(), deployment({})], { defaulting: true });
    expect(result).toMatchObject({ field: { path: 'spec.replicas' } });
    expect(result?.message).toContain(': change spec.replicas, 1 by default; or exempt');
  });

  test('of a kind is mended without the object', () => {
    const [result] = enforce([policy("object.kind != 'Deployment'"), binding(), deployment()]);
    expect(result).toMatchObject({ field: { path: 'kind' } });
    expect(result?.message).toContain(': leave the object out; or exempt');
  });

  test('of what is generated names what it is made from', () => {
    const annotations = { 'intent.nephio.org/source': 'Intent/video/ran' };
    const [result] = enforce([FEW, binding(), deployment({ replicas: 3 }, { annotations })]);
    expect(result?.message).toContain(
      ': change spec.replicas by way of Intent/video/ran, which it is made from; or exempt',
    );
  });

  test('fails the function; a warning and an audit do not', () => {
    const exitCode = (action: string) =>
      run(policyEnforcer, listOf([FEW, binding({ validationActions: [action] }), deployment()])).exitCode;
    expect([exitCode('Deny'), exitCode('Warn'), exitCode('Audit')]).toEqual([1, 0, 0]);
  });
});

describe('what is judged', () => {
  test('what goes to the cluster only', () => {
    expect(codes([FEW, binding(), deployment({ replicas: 3 }, LOCAL)])).toEqual([]);
  });

  test('by policies and bindings that stay in the package too', () => {
    const local = (document: string) =>
      JSON.stringify({ ...JSON.parse(document), metadata: { ...JSON.parse(document).metadata, ...LOCAL } });
    expect(codes([local(FEW), local(binding()), deployment()])).toEqual(['POLICY_DENIED']);
  });

  test('by those of the config', () => {
    const settings = { policies: [JSON.parse(FEW)], bindings: [JSON.parse(binding())] };
    expect(codes([deployment()], settings)).toEqual(['POLICY_DENIED']);
  });
});

describe('the Pods that a workload makes', () => {
  const PODS = {
    resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
  };
  const tagged = policy("object.spec.containers.all(c, c.image.contains(':'))", { matchConstraints: PODS });
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } };
  const web = deployment({ selector: { matchLabels: { app: 'web' } }, template });

  test('are judged as they will be, at their place in the workload', () => {
    const [result] = enforce([tagged, binding(), web]);
    expect(result).toMatchObject({
      field: { path: 'spec.template.spec.containers[0].image', currentValue: 'web' },
      resourceRef: { kind: 'Deployment', name: 'web' },
    });
    expect(result?.message).toContain(' (of the Pods it makes) (policy in the package)');
    const pulled = policy("object.spec.containers.all(c, c.imagePullPolicy != 'Always')", { matchConstraints: PODS });
    const [byDefault] = enforce([pulled, binding(), web], { defaulting: true });
    expect(byDefault).toMatchObject({ field: { path: 'spec.template.spec.containers[0].imagePullPolicy' } });
    expect(byDefault?.message).toContain('Always by default');
  });

  test('unless the config has them left out', () => {
    expect(codes([tagged, binding(), web], { podProjection: false })).toEqual([]);
  });

  test('what is said of the workload is not said of its Pods again', () => {
    const ANY = { resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }] };
    const variables = [{ name: 'spec', expression: "object.kind == 'Pod' ? object.spec : object.spec.template.spec" }];
    const both = policy("variables.spec.containers.all(c, c.image.contains(':'))", {
      matchConstraints: ANY,
      variables,
    });
    expect(codes([both, binding(), web])).toEqual(['POLICY_DENIED']);
  });
});

describe('what does nothing says so', () => {
  test.each([
    ['a policy without a binding', [FEW], ['NOTHING_ENFORCED', 'POLICY_WITHOUT_BINDING']],
    [
      'a binding without a policy',
      [FEW, binding(), binding({ policyName: 'q' }).replace('"b"', '"c"')],
      ['BINDING_WITHOUT_POLICY'],
    ],
    ['no policy at all', [], ['NOTHING_ENFORCED']],
    [
      'a MutatingAdmissionPolicy',
      [
        FEW,
        binding(),
        'apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingAdmissionPolicy\nmetadata: {name: m}\n',
      ],
      ['MUTATING_NOT_EVALUATED'],
    ],
    ['a policy that is there twice', [FEW, policy('true'), binding()], ['POLICY_TWICE']],
    ['the same policy twice does', [FEW, FEW, binding()], []],
  ])('%s', (_what, documents, expected) => {
    expect(codes([...documents, deployment({ replicas: 1 })])).toEqual(expected);
  });
});

describe('what nobody knows before there is a request', () => {
  const undecided = (expression: string, replicas = 3) =>
    codes([policy(expression), binding(), deployment({ replicas })]);

  test.each([
    ["request.userInfo.username == 'ops'", ['NOT_DECIDABLE']],
    ["authorizer.group('apps').resource('deployments').check('scale').allowed()", ['NOT_DECIDABLE']],
    ["authorizer.requestResource.check('scale').allowed()", ['NOT_DECIDABLE']],
    ['has(request.options.dryRun)', ['NOT_DECIDABLE']],
    // What else is there decides.
    ["object.spec.replicas <= 2 || request.userInfo.username == 'ops'", ['NOT_DECIDABLE']],
    ["object.spec.replicas <= 5 || request.userInfo.username == 'ops'", []],
    ["request.userInfo.username == 'ops' || object.spec.replicas <= 5", []],
    ["object.spec.replicas <= 2 && request.userInfo.username == 'ops'", ['POLICY_DENIED']],
    // An error of one side says nothing: the other might be true.
    ["object.spec.missing || request.userInfo.username == 'ops'", ['NOT_DECIDABLE']],
    ["request.userInfo.groups.exists(g, g == 'ops') || object.spec.missing", ['NOT_DECIDABLE']],
    ["authorizer.check('x')", ['POLICY_INVALID']],
  ])('%s: %j', (expression, expected) => {
    expect(undecided(expression)).toEqual(expected);
  });

  test('in variables and conditions', () => {
    const variables = [{ name: 'isOps', expression: "request.userInfo.username == 'ops'" }];
    const condition = { name: 'c', expression: "request.userInfo.username == 'ops'" };
    const found = (expression: string, spec: object) => codes([policy(expression, spec), binding(), deployment()]);
    expect(found('variables.isOps', { variables })).toEqual(['NOT_DECIDABLE']);
    expect(found('variables.isOps || object.spec.replicas == 3', { variables })).toEqual([]);
    expect(found('false', { matchConditions: [condition] })).toEqual(['NOT_DECIDABLE']);
    expect(found('false', { matchConditions: [condition, { name: 'd', expression: 'false' }] })).toEqual([]);
  });

  test('is said once for all objects', () => {
    const documents = [1, 2, 3].map(i => deployment({ replicas: i }, { name: `web${i}` }));
    const found = enforce([policy("request.userInfo.username == 'ops'"), binding(), ...documents]);
    expect(found.map(({ message }) => message)[0]).toBe(
      'the policy p with binding b cannot be decided before there is a request: it asks for request.userInfo, which only the API server knows (Deployment web1 and 2 more); test it on a cluster',
    );
  });

  test.each([
    ["object.metadata.uid != ''", ['NOT_DECIDABLE']],
    // That it is there is known.
    ['has(object.metadata.creationTimestamp) && has(object.metadata.managedFields)', []],
    ['!has(object.metadata.uid)', ['POLICY_DENIED']],
    ['object.metadata.exists(k, k == "uid") && object.metadata.size() == 6', []],
    ['object.metadata.exists(k, v, v == "web")', []],
    ['object.metadata.exists(k, v, v == "other")', ['NOT_DECIDABLE']],
    ['object.metadata == {"name": "web"}', ['POLICY_DENIED']],
    [
      'object.metadata == {"name": dyn("web"), "namespace": dyn("default"), "generation": dyn(1), "uid": dyn(""), "creationTimestamp": dyn(""), "managedFields": dyn([])}',
      ['NOT_DECIDABLE'],
    ],
    [
      '{"name": dyn("web"), "namespace": dyn("default"), "generation": dyn(1), "uid": dyn(""), "creationTimestamp": dyn(""), "managedFields": dyn([])} == object.metadata',
      ['NOT_DECIDABLE'],
    ],
    ['has(request.userInfo) && has(request.options) && !has(request.subResource)', []],
    ['has(request.userInfo.username)', ['NOT_DECIDABLE']],
    ["'managedFields' in object.metadata && !has(object.metadata.resourceVersion)", []],
    ['has(namespaceObject.metadata.resourceVersion)', ['NAMESPACE_SYNTHESISED']],
    ["namespaceObject.metadata.resourceVersion != ''", ['NOT_DECIDABLE', 'NAMESPACE_SYNTHESISED']],
  ])('what the API server writes into an object: %s', (expression, expected) => {
    expect(codes([policy(expression), binding(), deployment()], { defaulting: true })).toEqual(expected);
  });

  test('how the API server converts an object', () => {
    const match = {
      resourceRules: [{ apiGroups: ['autoscaling'], apiVersions: ['v1'], operations: ['*'], resources: ['*'] }],
    };
    const scaler = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\n';
    expect(codes([policy('false', { matchConstraints: match }), binding(), scaler])).toEqual(['NOT_DECIDABLE']);
  });
});

describe('custom resources', () => {
  const CRD = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'mice.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Cluster',
      names: { kind: 'Mouse', plural: 'mice' },
      versions: [
        {
          name: 'v1',
          served: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', properties: { legs: { type: 'integer', default: 4 } } } },
            },
          },
        },
      ],
    },
  };
  const rule = { apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['*'], resources: ['mice'] };
  const legs = policy('object.spec.legs == 3 || has(object.metadata.namespace)', {
    matchConstraints: { resourceRules: [rule] },
  });
  const mouse = 'apiVersion: example.com/v1\nkind: Mouse\nmetadata: {name: m}\nspec: {}\n';

  test.each([
    ['whose CRD is in the config', [], { crds: [CRD] }, ['POLICY_DENIED']],
    ['whose CRD is in the package', [{ ...CRD, metadata: { ...CRD.metadata, ...LOCAL } }], {}, ['POLICY_DENIED']],
    ['without a CRD, whose plural is unknown', [], {}, []],
  ])('%s', (_what, crds, settings, expected) => {
    const documents = [legs, binding(), mouse, ...crds.map(crd => JSON.stringify(crd))];
    expect(codes(documents, { defaulting: true, ...settings })).toEqual(expected);
  });
});

describe('namespaces that the package does not have', () => {
  const documents = [
    policy("'team' in namespaceObject.metadata.labels"),
    binding(),
    deployment({}, { namespace: 'core' }),
  ];

  test('have their name only, and that is said', () => {
    expect(codes(documents)).toEqual(['POLICY_DENIED', 'NAMESPACE_SYNTHESISED']);
  });

  test('may stay in the package', () => {
    const core = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'core', labels: { team: 'a' }, ...LOCAL },
    });
    expect(codes([...documents, core])).toEqual([]);
  });

  test('or be missing', () => {
    expect(codes(documents, { namespaceObject: 'package' })).toEqual(['POLICY_DENIED']);
  });
});

describe('exemptions', () => {
  const exempt = (fields: object, more: object = {}) =>
    codes([FEW, binding(), deployment()], { exemptions: [{ policy: 'p', reason: 'known', ...fields }], ...more });

  test.each([
    [{}, ['EXEMPT']],
    [{ binding: 'b', rule: 0, match: { kind: 'Deployment', name: 'web' } }, ['EXEMPT']],
    [{ binding: 'c' }, ['POLICY_DENIED', 'EXEMPTION_UNUSED']],
    [{ rule: '0' }, ['EXEMPT']],
    [{ rule: 1 }, ['POLICY_DENIED', 'EXEMPTION_WITHOUT_RULE']],
    [{ rule: 'few' }, ['POLICY_DENIED', 'EXEMPTION_WITHOUT_RULE']],
    [{ match: { name: 'other' } }, ['POLICY_DENIED', 'EXEMPTION_UNUSED']],
    [{ match: { namespace: 'core' } }, ['POLICY_DENIED', 'EXEMPTION_UNUSED']],
    [{ policy: 'q' }, ['POLICY_DENIED', 'EXEMPTION_UNUSED']],
  ])('%j', (fields, expected) => {
    expect(exempt(fields)).toEqual(expected);
  });

  describe('from rules by their names', () => {
    const NAMED = policy([
      { expression: 'object.spec.replicas <= 2', message: 'fewReplicas: at most two' },
      { expression: 'object.spec.replicas != 3', messageExpression: "'notThree: ' + object.metadata.name" },
      { expression: 'object.spec.replicas > 9', message: 'no name, but a: colon' },
      { expression: 'object.spec.replicas <= 1', message: 'fewReplicas: at most one, then' },
    ]);
    const found = (rule: unknown) =>
      enforce([NAMED, binding(), deployment()], { exemptions: [{ policy: 'p', rule, reason: 'known' }] });
    const rulesOf = (results: ReturnType<typeof found>) =>
      results.flatMap(({ tags }) => (tags?.code === 'POLICY_DENIED' ? [`${tags.rule} ${tags.ruleName ?? '-'}`] : []));

    test.each([
      ['fewReplicas', ['1 notThree', '2 -']],
      ['notThree', ['0 fewReplicas', '2 -', '3 fewReplicas']],
      [2, ['0 fewReplicas', '1 notThree', '3 fewReplicas']],
    ])('%s', (rule, left) => {
      expect(rulesOf(found(rule)).sort()).toEqual(left);
    });

    test.each([
      [
        'fewReplica',
        'the exemption from p, rule fewReplica is for nothing: the policy has no such rule: did you mean fewReplicas? it has 0 to 3, by name fewReplicas, notThree',
      ],
      [
        4,
        'the exemption from p, rule 4 is for nothing: the policy has no such rule: it has 0 to 3, by name fewReplicas, notThree',
      ],
    ])('%s is none', (rule, message) => {
      const warning = found(rule).find(({ tags }) => tags?.code === 'EXEMPTION_WITHOUT_RULE');
      expect(warning).toMatchObject({ severity: 'warning', message, field: { path: 'exemptions[0].rule' } });
    });

    test.each([-1, 1.5, '', 'two words', true])('%j is neither a count nor a name', rule => {
      expect(found(rule)[0]?.message).toContain('exemption 1: `rule`: write which of the validations is meant, from 0');
    });
  });

  test('of a policy that is not in effect are not needed, and the nearest is named', () => {
    const config = { exemptions: [{ policy: 'pq', rule: 'any', reason: 'known' }] };
    expect(enforce([FEW, binding(), deployment({ replicas: 1 })], config)).toContainEqual(
      expect.objectContaining({
        severity: 'info',
        message: 'the exemption from pq, rule any is not needed: that policy is not in effect here; did you mean p?',
      }),
    );
  });

  test('hold until the end of their last day', () => {
    expect(exempt({ expires: '2026-06-30' }, { asOf: '2026-06-30' })).toEqual(['EXEMPT']);
    expect(exempt({ expires: '2026-06-30' }, { asOf: '2026-07-01' })).toEqual(['POLICY_DENIED', 'EXEMPTION_EXPIRED']);
  });
});

describe('packs', () => {
  const GUARDED = { packs: [{ name: 'guardrails', params: { maxReplicas: 2 } }] };

  test('bring their policies, bindings and parameters', () => {
    expect(codes([deployment()], GUARDED)).toEqual(['POLICY_DENIED']);
    expect(codes([deployment({ replicas: 2 })], GUARDED)).toEqual([]);
    const warning = { packs: [{ ...GUARDED.packs[0], actions: ['Warn'] }] };
    expect(codes([deployment()], warning)).toEqual(['POLICY_WARNED']);
  });

  test.each([
    [
      [{ name: 'guardrail' }],
      'functionConfig: `packs`: there is no pack "guardrail": did you mean guardrails? there are guardrails, hardening, pss-baseline, pss-restricted, slice',
    ],
    [
      [{ name: 'slice', version: 'v1.34' }],
      'functionConfig: the pack slice has no parameter `version`: it has allowedSST, minSD, maxSD, minLatency, maxThroughputPerUE, maxThroughputPerSlice',
    ],
    [
      [{ name: 'pss-baseline', version: 'new' }],
      'functionConfig: the pack pss-baseline has no version "new": write latest, or v1.34',
    ],
    [
      [{ name: 'guardrails', params: { maxReplica: '2' } }],
      'functionConfig: the pack guardrails has no parameter `maxReplica`: did you mean `maxReplicas`?',
    ],
    [
      'guardrails',
      'functionConfig: `packs`: it is no list: write `- name: pss-baseline`; there are guardrails, hardening, pss-baseline, pss-restricted, slice',
    ],
  ])('%j', (packs, message) => {
    const [first] = enforce([deployment()], { packs });
    expect(first?.message).toContain(message);
    expect(first?.severity).toBe('error');
  });
});

describe('the config', () => {
  test('as a ConfigMap', () => {
    const data = {
      kubernetesVersion: '1.34',
      defaulting: 'false',
      packs: '- name: guardrails\n  params: {maxReplicas: "2"}\n',
    };
    const { exitCode, stderr } = run(policyEnforcer, listOf([deployment()], configMap(data)));
    expect(stderr).toContain("ValidatingAdmissionPolicy 'guardrails-replicas'");
    expect(exitCode).toBe(1);
  });

  test.each([
    [{ kubernetesVersion: '1.20' }, '`kubernetesVersion`: policies are evaluated as Kubernetes'],
    [{ defaulting: 'yes' }, '`defaulting`: write true or false'],
    [{ namespaceObject: 'none' }, '`namespaceObject`: write synthesise'],
    [
      { policies: [{ kind: 'Pod', metadata: { name: 'p' } }] },
      '`policies`: write a list of ValidatingAdmissionPolicys',
    ],
    [{ crds: [{ kind: 'Pod', metadata: { name: 'p' } }] }, '`crds`: write a list of CustomResourceDefinitions'],
    [{ exemptions: [{ policy: 'p' }] }, '`exemptions`: exemption 1: `reason` is missing'],
    [{ exemptions: [{ policy: 'p', reason: 'r', expire: 'x' }] }, 'there is no `expire`: did you mean `expires`?'],
    [
      { exemptions: [{ policy: 'p', reason: 'r', expires: '2026-02-30' }] },
      '`expires`: write a day, 2026-01-31, not "2026-02-30"',
    ],
    [
      { exemptions: [{ policy: 'p', reason: 'r', expires: '2026-06-30' }] },
      '`asOf`: an exemption expires on 2026-06-30, and a function has no clock',
    ],
    [{ pack: [] }, 'functionConfig has no setting `pack`: did you mean `packs`?'],
  ])('%j', (settings, message) => {
    const { results } = run(policyEnforcer, listOf([], enforcerConfig(settings)));
    expect(results.map(result => result.message).join('\n')).toContain(message);
  });
});

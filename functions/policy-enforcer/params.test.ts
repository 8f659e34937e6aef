import { describe, expect, test } from '@jest/globals';
import { binding, codes, denial, deployment, enforce, policy, said } from '../../test/support/policies';
import { yaml } from '../../test/support/yaml';

const LIMITED = policy('object.spec.replicas <= int(params.data.replicas)', {
  paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
});
const OPTIONAL = policy("params == null || params.data.replicas == 'any'", {
  paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
});

function limits(name: string, replicas: string, metadata: object = {}): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data: { replicas } });
}

const bound = (paramRef: object) => binding({ paramRef });
const failed = denial('failed expression: object.spec.replicas <= int(params.data.replicas)');
const misconfigured = (problem: string) => denial(`failed to configure binding: ${problem}`);
const LOCAL = { annotations: { 'config.kubernetes.io/local-config': 'true' } };
const CORE = { namespace: 'core' };

describe('an object by its name', () => {
  test.each([
    ['3', []],
    ['2', [failed]],
  ])('%s', (replicas, expected) => {
    expect(said([LIMITED, bound({ name: 'l' }), limits('l', replicas, CORE), deployment(undefined, CORE)])).toEqual(
      expected,
    );
  });

  test('is in the namespace of the object that is judged, unless it says another', () => {
    const documents = [LIMITED, limits('l', '2', CORE), deployment(undefined, { namespace: 'other' })];
    const deny = { parameterNotFoundAction: 'Deny' };
    const missing = [misconfigured('no params found for policy binding with `Deny` parameterNotFoundAction')];
    expect(said([...documents, bound({ name: 'l', ...deny })])).toEqual(missing);
    expect(said([...documents, bound({ name: 'l', namespace: 'core', ...deny })])).toEqual([failed]);
    expect(said([...documents, bound({ name: 'l', parameterNotFoundAction: 'Allow' })])).toEqual([]);
    expect(said([...documents, bound({ name: 'l' })])).toEqual([]);
  });

  test('may be kept out of the cluster, or stand in the config', () => {
    const documents = [LIMITED, bound({ name: 'l', namespace: 'core' }), deployment(undefined, CORE)];
    expect(said([...documents, limits('l', '2', { ...CORE, ...LOCAL })])).toEqual([failed]);
    expect(said(documents, { params: [JSON.parse(limits('l', '2', CORE))] })).toEqual([failed]);
  });
});

describe('objects by their labels', () => {
  const edge = { ...CORE, labels: { tier: 'edge' } };

  test('are asked one by one', () => {
    const documents = [LIMITED, limits('a', '2', edge), limits('b', '1', edge), limits('c', '0', CORE)];
    const selector = { matchLabels: { tier: 'edge' } };
    expect(said([...documents, bound({ selector }), deployment(undefined, CORE)])).toEqual([failed, failed]);
    expect(said([...documents, bound({ selector: {} }), deployment(undefined, CORE)])).toHaveLength(3);
  });
});

test('without a paramRef there are none, and it is asked once', () => {
  expect(said([OPTIONAL, binding(), limits('l', '2'), deployment()])).toEqual([]);
});

test('a paramRef of a policy without a paramKind does not count', () => {
  expect(said([policy('true'), bound({ name: 'l', parameterNotFoundAction: 'Deny' }), deployment()])).toEqual([]);
});

describe('what is misconfigured denies, whatever the actions are', () => {
  const CLUSTER_CRD = yaml`
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: limits.example.com, annotations: {config.kubernetes.io/local-config: "true"}}
    spec: {group: example.com, scope: Cluster, names: {kind: Limit, plural: limits}, versions: [{name: v1, served: true}]}
  `;
  const ofCluster = policy('true', { paramKind: { apiVersion: 'example.com/v1', kind: 'Limit' } });

  test.each([
    [
      [ofCluster, bound({ name: 'l', namespace: 'core' }), CLUSTER_CRD],
      'paramRef.namespace must not be provided for a cluster-scoped `paramKind`',
    ],
    [[LIMITED, bound({ name: 'l', selector: {} })], 'paramRef.name and paramRef.selector are mutually exclusive'],
    [[LIMITED, bound({ parameterNotFoundAction: 'Allow' })], 'one of name or selector must be provided'],
    [
      [LIMITED, bound({ selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } })],
      "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty",
    ],
  ])('%#', (documents, problem) => {
    const [first = '', ...others] = documents;
    const warning = others.map(document => document.replace('["Deny"]', '["Warn"]'));
    expect(said([first, ...warning, deployment(undefined, CORE)])).toEqual([misconfigured(problem)]);
    const ignoring = first.replace('"spec":{', '"spec":{"failurePolicy":"Ignore",');
    expect(said([ignoring, ...others, deployment(undefined, CORE)])).toEqual([]);
  });

  test('objects of the cluster have no namespace to look in', () => {
    const match = {
      resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['clusterroles'] }],
    };
    const limited = LIMITED.replace(/"matchConstraints":\{.*?\]\}\]?\}/, `"matchConstraints":${JSON.stringify(match)}`);
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: []\n';
    expect(said([limited, bound({ name: 'l' }), role])).toEqual([
      misconfigured('cannot use namespaced paramRef in policy binding that matches cluster-scoped resources'),
    ]);
  });
});

describe('a kind that nobody knows', () => {
  const ofBar = policy('false', { paramKind: { apiVersion: 'foo.example/v1', kind: 'Bar' } });
  const bar = 'apiVersion: foo.example/v1\nkind: Bar\nmetadata: {name: l, namespace: core}\n';
  const allowed = bound({ name: 'l', namespace: 'core', parameterNotFoundAction: 'Allow' });
  const crd = (group: string) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `bars.${group}` },
    spec: { group, scope: 'Namespaced', names: { kind: 'Bar', plural: 'bars' }, versions: [{ name: 'v1' }] },
  });

  test('may be one of the cluster: it is said once, with the mend', () => {
    const other = allowed.replace('"name":"b"', '"name":"c"');
    const found = enforce([ofBar, allowed, other, deployment(), deployment(undefined, { name: 'v' })]);
    expect(found.map(({ tags }) => tags?.code)).toEqual(['PARAM_KIND_UNKNOWN', 'POLICIES_CHECKED']);
    expect(found[0]).toMatchObject({
      severity: 'warning',
      message:
        "the policy p (the package) takes parameters from Bar (foo.example/v1), which neither Kubernetes nor a CRD of the package or the config has: a cluster without it denies whatever the policy is for (\"failed to find resource referenced by paramKind: 'foo.example/v1, Kind=Bar'\"); mend spec.paramKind, or give the CRD to the package or the config's `crds`",
      field: { path: 'spec.paramKind' },
      tags: { policy: 'p' },
    });
  });

  test('is known by a CRD, or by an object of it', () => {
    const documents = [ofBar, allowed, deployment()];
    expect(codes(documents, { crds: [crd('foo.example')] })).toEqual([]);
    expect(codes([...documents, JSON.stringify(crd('foo.example'))])).toEqual([]);
    expect(codes(documents, { crds: [crd('other.example')] })).toEqual(['PARAM_KIND_UNKNOWN']);
    expect(codes([...documents, bar])).toEqual(['POLICY_DENIED']);
  });

  test('is nothing to a policy that is not in effect, nor is one that Kubernetes has', () => {
    expect(codes([ofBar, deployment()])).not.toContain('PARAM_KIND_UNKNOWN');
    expect(codes([LIMITED, allowed, deployment()])).toEqual([]);
    const misspelt = LIMITED.replace('"ConfigMap"', '"Configmap"');
    expect(codes([misspelt, allowed, deployment()])).toEqual(['PARAM_KIND_UNKNOWN']);
  });

  test('of the config is reported there', () => {
    const [found] = enforce([allowed, deployment()], { policies: [JSON.parse(ofBar)] });
    expect(found).toMatchObject({ field: { path: 'policies[0].spec.paramKind' } });
  });
});

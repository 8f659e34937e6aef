import { describe, expect, test } from '@jest/globals';
import { deployment, enforce } from '../../test/support/policies';
import { yaml } from '../../test/support/yaml';

/** What guardrails finds: each mistake once, in the namespaces and for the kinds that it is for. */

function found(documents: readonly string[], params: object = {}, settings: object = {}): string[] {
  const results = enforce(documents, { packs: [{ name: 'guardrails', params }], defaulting: true, ...settings });
  return results.flatMap(({ severity, tags, resourceRef, field }) =>
    severity === 'error' ? [`${resourceRef?.kind} ${resourceRef?.name} ${field?.path}: ${tags?.ruleName}`] : [],
  );
}

const object = (apiVersion: string, kind: string, name: string, fields: object = {}): string =>
  JSON.stringify({ apiVersion, kind, metadata: { name }, ...fields });

describe('objects of the cluster', () => {
  test.each([
    object('networking.k8s.io/v1', 'IngressClass', 'o'),
    object('node.k8s.io/v1', 'RuntimeClass', 'o', { handler: 'runc' }),
    object('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', 'o', { spec: { type: 'Exempt' } }),
    object('storage.k8s.io/v1', 'CSIDriver', 'o', { spec: {} }),
    object('storage.k8s.io/v1', 'StorageClass', 'o', { provisioner: 'p' }),
    object('v1', 'PersistentVolume', 'o', { spec: {} }),
    object('cert-manager.io/v1', 'ClusterIssuer', 'o', { spec: { selfSigned: {} } }),
  ])('%s is one', document => {
    expect(found([document])).toEqual([`${JSON.parse(document).kind} o kind: denyClusterScoped`]);
    expect(found([document], { denyClusterScoped: false })).toEqual([]);
  });

  test.each([
    object('v1', 'Node', 'o'),
    object('certificates.k8s.io/v1', 'CertificateSigningRequest', 'o', { spec: {} }),
    object('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'catch-all', { spec: {} }),
    object('cilium.io/v2', 'CiliumIdentity', '1', {}),
  ])('but what clusters write all the time is not: %s', document => {
    expect(found([document])).toEqual([]);
  });

  const crd = (scope: string) => yaml`
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: cells.example.com, annotations: {config.kubernetes.io/local-config: "true"}}
    spec: {group: example.com, scope: ${scope}, names: {kind: Cell, plural: cells}, versions: [{name: v1, served: true}]}
  `;
  const CELL = object('example.com/v1', 'Cell', 'o');

  test('a custom resource is one if its CRD says so, or without a CRD, if it names no namespace', () => {
    expect(found([crd('Cluster'), CELL])).toEqual(['Cell o kind: denyClusterScoped']);
    expect(found([crd('Namespaced'), CELL])).toEqual([]);
    expect(found([CELL])).toEqual(['Cell o kind: denyClusterScoped']);
    expect(found([CELL.replace('"name":"o"', '"name":"o","namespace":"core"')])).toEqual([]);
  });

  test.each([true, false])('what names no namespace, but has one, is none: defaulting %s', defaulting => {
    const role = object('rbac.authorization.k8s.io/v1', 'Role', 'o', { rules: [] });
    expect(found([object('v1', 'ServiceAccount', 'a'), object('v1', 'ConfigMap', 'o')], {}, { defaulting })).toEqual(
      [],
    );
    expect(found([role], {}, { defaulting })).toEqual(['Role o kind: denyRBACChanges']);
    expect(found([crd('Namespaced'), CELL], {}, { defaulting })).toEqual([]);
  });

  const ROLE = object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'o', { rules: [] });
  const CORE = object('v1', 'Namespace', 'core');

  test.each([
    [ROLE, {}, 'ClusterRole o kind: denyRBACChanges'],
    [ROLE, { denyRBACChanges: false }, 'ClusterRole o kind: denyClusterScoped'],
    [ROLE, { forbiddenKinds: 'ClusterRole', denyRBACChanges: false }, 'ClusterRole o kind: forbiddenKinds'],
    [CORE, {}, 'Namespace core kind: denyClusterScoped'],
    [CORE, { allowedNamespaces: 'core' }, 'Namespace core kind: denyClusterScoped'],
    [CORE, { allowedNamespaces: 'ran' }, 'Namespace core metadata.name: allowedNamespaces'],
    [CORE, { forbiddenKinds: 'Namespace' }, 'Namespace core kind: forbiddenKinds'],
  ])('%s, %j: one rule says it', (document, params, expected) => {
    expect(found([document], params)).toEqual([expected]);
  });
});

describe('the namespace of what runs the nodes', () => {
  const AGENT = yaml`
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: agent, namespace: kube-system}
    spec:
      selector: {matchLabels: {app: agent}}
      template:
        metadata: {labels: {app: agent}}
        spec: {hostNetwork: true, containers: [{name: a, image: "a:1", securityContext: {privileged: true}}]}
  `;
  const ADMIN = yaml`
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: admin, namespace: kube-system}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
    subjects: [{kind: ServiceAccount, name: default, namespace: core}]
  `;
  const DENIED = [
    'DaemonSet agent spec.template.spec.containers[0].securityContext.privileged: denyPrivileged',
    'DaemonSet agent spec.template.spec.hostNetwork: denyHostNetwork',
    'RoleBinding admin kind: denyRBACChanges',
  ];

  test.each([
    [{}, []],
    [{ exemptNamespaces: '' }, DENIED],
    [{ exemptNamespaces: 'core, ran' }, DENIED],
    [{ exemptNamespaces: 'ran, kube-system' }, []],
    [{ forbiddenKinds: 'DaemonSet' }, []],
    [{ allowedNamespaces: 'kube-system' }, []],
  ])('%j', (params, expected) => {
    expect(found([AGENT, ADMIN], params).sort()).toEqual(expected);
  });

  test('is not allowed where others are', () => {
    const place = 'metadata.namespace: allowedNamespaces';
    expect(found([AGENT, ADMIN], { allowedNamespaces: 'core' })).toEqual([
      `DaemonSet agent ${place}`,
      `RoleBinding admin ${place}`,
    ]);
  });

  test('has the parameters of the pack, which a package does not bring where only others are allowed', () => {
    const data = { allowedNamespaces: 'core' };
    const params = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'guardrails', namespace: 'kube-system' },
      data,
    };
    expect(found([JSON.stringify(params)], data)).toEqual([
      'ConfigMap guardrails metadata.namespace: allowedNamespaces',
    ]);
  });

  test('is no other, and nothing of the cluster is in it', () => {
    const inCore = AGENT.replace('kube-system', 'core');
    expect(found([inCore])).toHaveLength(2);
    expect(found([object('storage.k8s.io/v1', 'CSIDriver', 'o', { spec: {} })], { exemptNamespaces: '' })).toHaveLength(
      1,
    );
  });
});

describe('the Pods of a workload', () => {
  const web = deployment(
    { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [] } } },
    { namespace: 'core' },
  );
  const POD = object('v1', 'Pod', 'p', { spec: { containers: [] } });

  test('are where it is, which is said once', () => {
    expect(found([web], { allowedNamespaces: 'ran' })).toEqual([
      'Deployment web metadata.namespace: allowedNamespaces',
    ]);
  });

  test('are no Pods of the package', () => {
    expect(found([web, POD], { forbiddenKinds: 'Pod' })).toEqual(['Pod p kind: forbiddenKinds']);
    expect(found([web, POD], { forbiddenKinds: 'Deployment' })).toEqual(['Deployment web kind: forbiddenKinds']);
  });
});

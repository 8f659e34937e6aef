import { describe, expect, test } from '@jest/globals';
import { yaml } from '../../test/support/yaml';
import { KubeObject } from '../krm/kube-object';
import { ResourceNames } from '../schema/api-resource';
import { YamlDocument } from '../yaml/document';
import { isolation } from './isolation';
import { syncRole } from './sync-role';

const ALL = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const RBAC = 'rbac.authorization.k8s.io';

function read(...texts: string[]): KubeObject[] {
  return texts.map(text => {
    const document = new YamlDocument(Buffer.from(text));
    return new KubeObject(document, document.root);
  });
}

function rulesFor(...texts: string[]) {
  const names = new ResourceNames([]);
  const resourceOf = (object: KubeObject) => ({ group: object.group, resource: names.pluralOf(object) ?? '?' });
  return syncRole(read(...texts), resourceOf).rules;
}

const CONFIG_MAP = yaml`
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: a, namespace: b}
`;
const POLICY = yaml`
  apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata: {name: a, namespace: b}
`;
const ROLE = yaml`
  apiVersion: rbac.authorization.k8s.io/v1
  kind: Role
  metadata: {name: reader, namespace: b}
  rules:
  - {apiGroups: [""], resources: [pods, services], verbs: [watch, get]}
  - {apiGroups: [""], resources: [secrets], resourceNames: [one], verbs: [get]}
`;
const binding = (kind: string, name: string) => yaml`
  apiVersion: rbac.authorization.k8s.io/v1
  kind: RoleBinding
  metadata: {name: a, namespace: b}
  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${name}}
`;

describe('the role of a sync', () => {
  test('has the kinds of the objects, each once, and namespaces', () => {
    expect(rulesFor(CONFIG_MAP, CONFIG_MAP, POLICY)).toEqual([
      { apiGroups: [''], resources: ['configmaps', 'namespaces'], verbs: ALL },
      { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ALL },
    ]);
  });

  test('without objects, only namespaces', () => {
    expect(rulesFor()).toEqual([{ apiGroups: [''], resources: ['namespaces'], verbs: ALL }]);
  });

  test('has what the roles of the packages allow: who makes a role needs it', () => {
    expect(rulesFor(ROLE)).toEqual([
      { apiGroups: [''], resources: ['namespaces'], verbs: ALL },
      { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'watch'] },
      { apiGroups: [RBAC], resources: ['roles'], verbs: ALL },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['one'], verbs: ['get'] },
    ]);
  });

  test('may bind a role that is there already, by its name; one that is made needs no word', () => {
    const bind = { apiGroups: [RBAC], resources: ['clusterroles'], resourceNames: ['view'], verbs: ['bind'] };
    expect(rulesFor(binding('ClusterRole', 'view'))).toContainEqual(bind);
    expect(JSON.stringify(rulesFor(ROLE, binding('Role', 'reader')))).not.toContain('bind"');
  });
});

test('namespaces are closed, each once; those of the cluster itself are left alone', () => {
  const objects = isolation(['b', 'a', 'b', 'kube-system', 'config-management-system']);
  expect(objects).toMatchObject([
    { kind: 'Namespace', metadata: { name: 'a' } },
    { kind: 'NetworkPolicy', metadata: { name: 'edge-isolation', namespace: 'a' }, spec: { podSelector: {} } },
    { kind: 'Namespace', metadata: { name: 'b' } },
    { kind: 'NetworkPolicy', metadata: { namespace: 'b' }, spec: { policyTypes: ['Ingress', 'Egress'] } },
  ]);
});

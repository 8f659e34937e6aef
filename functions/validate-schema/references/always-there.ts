/**
 * What a cluster has without anybody's package: its own roles and service accounts, and those of Config Sync.
 * Source: "Using RBAC Authorization" and the controllers of Kubernetes; pkg/reconcilermanager of Config Sync.
 */

const NAMES: Readonly<Record<string, RegExp>> = {
  ' ConfigMap': /^kube-root-ca\.crt$/,
  ' Service': /^kubernetes$/,
  ' ServiceAccount': /^default$/,
  'rbac.authorization.k8s.io ClusterRole': /^(?:admin|cluster-admin|edit|view|system:.*)$/,
  'rbac.authorization.k8s.io Role': /^system:/,
};

const NAMESPACES: readonly string[] = ['config-management-system', 'kube-node-lease', 'kube-public', 'kube-system'];

export function isAlwaysThere(group: string, kind: string, namespace: string, name: string): boolean {
  return NAMESPACES.includes(namespace) || (NAMES[`${group} ${kind}`]?.test(name) ?? false);
}

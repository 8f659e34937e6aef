/** Objects that policies are asked about: of kinds with and without defaults, in namespaces and in none. */

const container = (name: string, more: object = {}) => ({ name, image: `${name}:1`, ...more });

function deployment(name: string, spec: object, metadata: object = {}): object {
  const labels = { app: name };
  const { containers = [container('web')], ...more } = spec as { containers?: object[] };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...metadata },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } }, ...more },
  };
}

function pod(name: string, spec: object, metadata: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...metadata },
    spec: { containers: [container('a')], ...spec },
  };
}

const GUARDED = { namespace: 'guarded' };

export const OBJECTS: readonly object[] = [
  deployment('web', {}),
  deployment('web', { replicas: 7 }),
  deployment('api', { replicas: 3, paused: false }, GUARDED),
  deployment('latest', { replicas: 0, paused: true, containers: [{ name: 'l', image: 'l' }] }, { annotations: {} }),
  pod('plain', {}),
  pod('host', { hostNetwork: true, containers: [container('h', { securityContext: { privileged: true } })] }, GUARDED),
  pod('init', { initContainers: [container('i')], hostNetwork: false }, { annotations: { a: 'b' } }),
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: '1' } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', ...GUARDED }, spec: { ports: [{ port: 80 }] } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'fresh', labels: { guarded: 'yes' } } },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'reader' }, rules: [] },
];

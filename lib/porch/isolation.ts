import { LOCAL_CONFIG_ANNOTATION } from '../krm/annotations';
import type { YamlMap } from '../yaml/value';
import { CONFIG_SYNC_NAMESPACE } from './root-sync';

const ISOLATION = 'edge-isolation';

/** Namespaces with the parts of a cluster itself. */
const OF_THE_CLUSTER = new Set([CONFIG_SYNC_NAMESPACE, 'kube-node-lease', 'kube-public', 'kube-system']);

/**
 * Each namespace with a NetworkPolicy that closes it in both directions: what a workload needs is opened by policies
 * beside it, which add up. Applied before the first sync, nothing runs in an open namespace for a moment. `local-config`,
 * as the RootSync: the packages may bring the same objects.
 */
export function isolation(namespaces: Iterable<string>): YamlMap[] {
  const own = [...new Set(namespaces)].filter(namespace => !OF_THE_CLUSTER.has(namespace)).sort();
  const annotations = { [LOCAL_CONFIG_ANNOTATION]: 'true' };
  return own.flatMap(namespace => [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, annotations: { ...annotations } } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: ISOLATION, namespace, annotations: { ...annotations } },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
  ]);
}

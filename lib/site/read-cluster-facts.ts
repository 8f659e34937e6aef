import { CONFIG_INJECTION_ANNOTATION, INJECTED_RESOURCE_ANNOTATION } from '../krm/annotations';
import type { KubeObject } from '../krm/kube-object';
import type { ResourceList } from '../krm/resource-list';
import type { Path } from '../yaml/path';
import { type ClusterFact, ClusterFacts } from './cluster-facts';

/** The group of Nephio's WorkloadCluster and ClusterContext. */
const INFRA_GROUP = 'infra.nephio.org';

/** Whether an object is a WorkloadCluster or a ClusterContext. */
export function isAboutCluster(object: KubeObject): boolean {
  const { kind } = object;
  return (kind === 'WorkloadCluster' || kind === 'ClusterContext') && object.isOfGroup(INFRA_GROUP);
}

/** Whether it says something: an injection point waits for Porch. */
function isFact({ annotations }: KubeObject): boolean {
  return annotations.has(INJECTED_RESOURCE_ANNOTATION) || !annotations.has(CONFIG_INJECTION_ANNOTATION);
}

/** What the WorkloadClusters and ClusterContexts of a package say; of the latter both shapes in use. */
export function readClusterFacts(resources: ResourceList): ClusterFacts {
  const facts = new ClusterFacts();
  for (const object of resources.items) if (isAboutCluster(object) && isFact(object)) facts.add(factOf(object));
  return facts;
}

/**
 * WorkloadCluster: `clusterName, cnis, masterInterface`. ClusterContext: `siteCode, cniConfig{cniType, masterInterface}`
 * (the CRD), or `clusterName, siteCode, cnis, provider` (documents; a cluster drops what its CRD does not have).
 */
function factOf(object: KubeObject): ClusterFact {
  const isContext = object.kind === 'ClusterContext';
  const cniType = text(object, ['spec', 'cniConfig', 'cniType']);
  return {
    origin: `${object.kind} ${object.name}`,
    site: isContext ? (text(object, ['spec', 'siteCode']) ?? object.name) : undefined,
    cluster: text(object, ['spec', 'clusterName']),
    cnis: texts(object, ['spec', 'cnis']) ?? (cniType === undefined ? undefined : [cniType]),
    masterInterface:
      text(object, ['spec', 'masterInterface']) ?? text(object, ['spec', 'cniConfig', 'masterInterface']),
    labels: Object.fromEntries(object.labels.entries()),
  };
}

function text(object: KubeObject, path: Path): string | undefined {
  return object.getText(path) || undefined;
}

function texts(object: KubeObject, path: Path): string[] | undefined {
  const value = object.get(path);
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : undefined;
}

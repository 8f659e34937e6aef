import { parseApiVersion } from '../krm/gvk';
import type { Path } from '../yaml/path';
import { isMap, sameValue, valueInside, type YamlMap } from '../yaml/value';
import { mapsIn } from './read-value';

/** Entries of a mapping in an object that are there, with values that only the API server knows. */
export interface Gap {
  readonly path: Path;
  readonly names: readonly string[];
}

/** An object with the mappings that an API server makes for what it allocates. */
export interface WithGaps {
  readonly object: YamlMap;
  readonly gaps: readonly Gap[];
}

const JOB_UID = 'batch.kubernetes.io/controller-uid';
const JOB_UID_LABELS = [JOB_UID, 'controller-uid'];

/**
 * What the API server allocates before admission policies see a new object with its defaults. Source: BeginCreate and
 * PrepareForCreate in pkg/registry/core/service and pkg/registry/batch/job of kubernetes/kubernetes.
 */
export function withAllocated(object: YamlMap): WithGaps {
  const { group } = parseApiVersion(String(object.apiVersion));
  return ALLOCATIONS[`${group} ${String(object.kind)}`]?.(object) ?? { object, gaps: [] };
}

const ALLOCATIONS: Readonly<Record<string, (object: YamlMap) => WithGaps>> = {
  ' Service': object => ({ object, gaps: isMap(object.spec) ? serviceGaps(object.spec) : [] }),
  'batch Job': withJobUid,
};

/** Addresses and ports come from ranges of the cluster; of none, where the Service is but a name. */
function serviceGaps(spec: YamlMap): Gap[] {
  const { type, clusterIP, externalTrafficPolicy, allocateLoadBalancerNodePorts } = spec;
  if (type === 'ExternalName') return [];
  const isBalanced = type === 'LoadBalancer';
  const names = [
    ...((clusterIP ?? '') === '' ? ['clusterIP', 'clusterIPs'] : []),
    'ipFamilies',
    ...(isBalanced && externalTrafficPolicy === 'Local' ? ['healthCheckNodePort'] : []),
  ];
  const hasNodePorts = type === 'NodePort' || (isBalanced && allocateLoadBalancerNodePorts !== false);
  const ports = hasNodePorts ? mapsIn(spec.ports) : [];
  return [{ path: ['spec'], names }, ...ports.map((_, i) => ({ path: ['spec', 'ports', i], names: ['nodePort'] }))];
}

/** A Job selects its Pods by its own uid, unless it says that it does so by hand. */
function withJobUid(job: YamlMap): WithGaps {
  const { spec, metadata } = job;
  if (!isMap(spec) || spec.manualSelector === true) return { object: job, gaps: [] };
  const labels = valueInside(spec, ['template', 'metadata', 'labels']);
  // Without labels of its own, a Job has those of its template: the very same ones.
  const isShared = isMap(metadata) && isMap(labels) && sameValue(metadata.labels ?? null, labels);
  const selector = isMap(spec.selector) ? spec.selector : {};
  const matchLabels = isMap(selector.matchLabels) ? selector.matchLabels : {};
  return {
    object: { ...job, spec: { ...spec, selector: { ...selector, matchLabels } } },
    gaps: [
      { path: ['spec', 'selector', 'matchLabels'], names: [JOB_UID] },
      { path: ['spec', 'template', 'metadata', 'labels'], names: JOB_UID_LABELS },
      ...(isShared ? [{ path: ['metadata', 'labels'], names: JOB_UID_LABELS }] : []),
    ],
  };
}

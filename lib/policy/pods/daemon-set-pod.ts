import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { STAND_IN_HASH } from './stand-ins';
import { labelled, type PodDraft } from './workload';

const AWAY = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const SHORT = [
  ...['node.kubernetes.io/disk-pressure', 'node.kubernetes.io/memory-pressure', 'node.kubernetes.io/pid-pressure'],
  'node.kubernetes.io/unschedulable',
];
const SAME = ['effect', 'key', 'operator', 'value'];
const WITHOUT_NETWORK = 'node.kubernetes.io/network-unavailable';

/**
 * A Pod of a DaemonSet stays where others leave. That it is bound to its node by an affinity is left out: the node is not
 * known. Source: pkg/controller/daemon/util.
 */
export function completeDaemonSetPod({ metadata, spec }: PodDraft): PodDraft {
  const labels = { 'controller-revision-hash': STAND_IN_HASH, 'pod-template-generation': '1' };
  const added = [
    ...AWAY.map(key => toleration(key, 'NoExecute')),
    ...SHORT.map(key => toleration(key, 'NoSchedule')),
    ...(spec.hostNetwork === true ? [toleration(WITHOUT_NETWORK, 'NoSchedule')] : []),
  ];
  const written = Array.isArray(spec.tolerations) ? spec.tolerations : [];
  const tolerations = added.reduce(withToleration, written);
  return { metadata: labelled(metadata, labels), spec: { ...spec, tolerations } };
}

function toleration(key: string, effect: string): YamlMap {
  return { key, operator: 'Exists', effect };
}

/** In place of one of the same taint. */
function withToleration(tolerations: readonly YamlValue[], added: YamlMap): YamlValue[] {
  const isSame = (each: YamlValue) => isMap(each) && SAME.every(name => each[name] === added[name]);
  if (!tolerations.some(isSame)) return [...tolerations, added];
  return tolerations.map(each => (isSame(each) ? added : each));
}

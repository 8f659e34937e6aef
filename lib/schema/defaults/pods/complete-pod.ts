import type { YamlMap } from '../../../yaml/value';
import { mapAt, withChanged, withFallback, withItems } from '../fields';
import { withAppArmorFields } from './app-armor';
import { CONTAINER_LISTS } from './container-lists';
import { withLabelKeys } from './label-keys';
import { qosClass } from './qos-class';
import { withRequests } from './resources';
import { withScheduling } from './scheduling';
import { type MountsToken, withTokenVolume } from './token-volume';

/** Of a Pod that waits; the time from which on is not known. */
const GATED = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
  lastProbeTime: null,
};

/**
 * What is filled into a Pod, and not into templates of Pods. Source: SetDefaults_Pod in pkg/apis/core/v1/defaults.go,
 * PrepareForCreate in pkg/registry/core/pod, and the admission plugins DefaultTolerationSeconds, Priority and ServiceAccount.
 */
export function completePod(pod: YamlMap, minor: number, mountsToken: MountsToken): YamlMap {
  const { namespace } = mapAt(pod, 'metadata') ?? {};
  const completed = withChanged(pod, 'spec', spec => withTokenVolume(completePodSpec(spec), namespace, mountsToken));
  const complete = withAppArmorFields(completed);
  const spec = mapAt(complete, 'spec') ?? {};
  const selecting = withLabelKeys(complete, minor);
  const gated = spec.schedulingGates === undefined ? {} : { conditions: [{ ...GATED }] };
  return withChanged(selecting, 'status', status => ({
    ...status,
    phase: 'Pending',
    qosClass: qosClass(spec),
    ...gated,
  }));
}

function completePodSpec(spec: YamlMap): YamlMap {
  const complete = withFallback(withRequests(spec), 'enableServiceLinks', true);
  const { terminationGracePeriodSeconds: seconds } = complete;
  const patient =
    typeof seconds === 'number' && seconds < 0 ? { ...complete, terminationGracePeriodSeconds: 1 } : complete;
  return withScheduling(withHostPorts(patient));
}

/** On the network of the host, all ports are ports of the host. */
function withHostPorts(spec: YamlMap): YamlMap {
  if (spec.hostNetwork !== true) return spec;
  return CONTAINER_LISTS.reduce(
    (complete, name) =>
      withItems(complete, name, container =>
        withItems(container, 'ports', port => withFallback(port, 'hostPort', port.containerPort)),
      ),
    spec,
  );
}

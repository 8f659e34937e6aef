import type { YamlMap } from '../../../yaml/value';
import { withFallback, withField } from '../fields';
import type { StructDefaultsTable } from '../struct-defaults';

const EXACT = 'ExactCount';

/** What is filled into claims of devices and workloads that are scheduled together. Source: defaults.go and zz_generated.defaults.go in pkg/apis/{resource,scheduling}. */
export const DEVICE_DEFAULTS: StructDefaultsTable = {
  DeviceSubRequest: { complete: completeRequest },
  DeviceToleration: { values: { operator: 'Equal' } },
  ExactDeviceRequest: { complete: completeRequest },
  NodeAllocatableResourceMapping: { values: { allocationMultiplier: '1' } },
  PodCertificateRequestSpec: { values: { maxExpirationSeconds: 86_400 } },
  PodGroupSpec: { values: { disruptionMode: 'Pod' } },
  PriorityClass: { values: { preemptionPolicy: 'PreemptLowerPriority' } },
  ResourcePoolStatusRequestSpec: { values: { limit: 100 } },
  V1beta1DeviceRequest: {
    complete: request => (request.deviceClassName === '' ? request : completeRequest(request)),
  },
};

function completeRequest(request: YamlMap): YamlMap {
  const complete = withFallback(request, 'allocationMode', EXACT);
  if (complete.allocationMode !== EXACT || complete.count !== undefined) return complete;
  return withField(complete, 'count', 1);
}

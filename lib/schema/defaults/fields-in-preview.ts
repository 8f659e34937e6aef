/** Off in all versions that there are packs for. */
const OFF = Number.POSITIVE_INFINITY;

/**
 * Fields that the API server drops unless a feature is switched on, or always, with the minor version from which on that is so by
 * default. By type, as POINTERS. Source: pkg/features/kube_features.go of kubernetes/kubernetes 1.36, and the functions of
 * pkg/api and pkg/registry whose names begin with `dropDisabled`.
 */
export const FIELDS_IN_PREVIEW: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  CSIDriverSpec: {
    nodeAllocatableUpdatePeriodSeconds: 35,
    preventPodSchedulingIfMissing: OFF,
    serviceAccountTokenInSecrets: 35,
  },
  Container: { resizePolicy: 33, restartPolicyRules: 35 },
  DeviceClassSpec: { extendedResourceName: 36 },
  DeviceRequest: { adminAccess: 34, capacity: 36, firstAvailable: 34, tolerations: 36 },
  DeviceSubRequest: { capacity: 36, tolerations: 36 },
  EnvVarSource: { fileKeyRef: 35 },
  ExactDeviceRequest: { adminAccess: 34, capacity: 36, tolerations: 36 },
  HPAScalingRules: { tolerance: 35 },
  LeaseSpec: { preferredHolder: OFF, strategy: OFF },
  Lifecycle: { stopSignal: OFF },
  NodeSpec: { configSource: OFF },
  NodeStatus: { config: OFF },
  PersistentVolumeClaimSpec: { volumeAttributesClassName: 34 },
  PersistentVolumeSpec: { volumeAttributesClassName: 34 },
  PodSecurityContext: { seLinuxChangePolicy: 33, supplementalGroupsPolicy: 33 },
  PodSpec: { hostUsers: 33, hostnameOverride: 35, resources: 34, schedulingGroup: OFF },
  RollingUpdateStatefulSetStrategy: { maxUnavailable: OFF },
  Volume: { image: 35 },
  VolumeProjection: { clusterTrustBundle: OFF, podCertificate: OFF },
};

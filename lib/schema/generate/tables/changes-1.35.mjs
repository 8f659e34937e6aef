/**
 * What Kubernetes 1.35, which has no client, has other than 1.36: kinds and fields, null where it has them not.
 * Source: the difference of api/openapi-spec/v3 of kubernetes/kubernetes 1.35 and 1.36, reviewed; the models of what 1.36
 * removed are still in its client.
 */
export const CHANGES_1_35 = {
  kinds: {
    'admissionregistration.k8s.io/v1': { MutatingAdmissionPolicy: null, MutatingAdmissionPolicyBinding: null },
    'resource.k8s.io/v1alpha3': { ResourcePoolStatusRequest: null },
    'resource.k8s.io/v1beta2': { DeviceTaintRule: null },
    'scheduling.k8s.io/v1alpha1': { Workload: 'workloads V1alpha1Workload' },
    'scheduling.k8s.io/v1alpha2': { PodGroup: null, Workload: null },
  },
  types: {
    V1CSIDriverSpec: { preventPodSchedulingIfMissing: null },
    V1Device: { nodeAllocatableResourceMappings: null },
    V1DeviceAttribute: { bools: null, ints: null, strings: null, versions: null },
    V1EndpointSlice: { endpoints: 'V1Endpoint[]!' },
    V1PodDisruptionBudgetStatus: {
      currentHealthy: 'int32!',
      desiredHealthy: 'int32!',
      disruptionsAllowed: 'int32!',
      expectedPods: 'int32!',
    },
    V1PodSpec: { schedulingGroup: null, workloadRef: 'V1WorkloadReference' },
    V1PodStatus: { nodeAllocatableResourceClaimStatuses: null },
    V1PriorityClass: { value: 'int32!' },
    V1ResourceHealth: { message: null },
    V1RoleRef: { apiGroup: 'string!' },
    V1TokenReviewSpec: { token: 'string' },
    V1ValidatingAdmissionPolicyBindingSpec: { policyName: 'string', validationActions: 'string[*]' },
    V1VolumeMountStatus: { volumeStatus: null },
    V1alpha1ServerStorageVersion: {
      apiServerID: 'string',
      decodableVersions: 'string[*]',
      encodingVersion: 'string',
    },
    V1alpha1StorageVersion: { metadata: 'V1ObjectMeta', spec: 'object!', status: 'V1alpha1StorageVersionStatus!' },
    V1beta1BasicDevice: { nodeAllocatableResourceMappings: null },
    V1beta1DeviceAttribute: { bools: null, ints: null, strings: null, versions: null },
    V1beta1PodCertificateRequestSpec: {
      pkixPublicKey: 'bytes!',
      proofOfPossession: 'bytes!',
      stubPKCS10Request: null,
    },
    V1beta2Device: { nodeAllocatableResourceMappings: null },
    V1beta2DeviceAttribute: { bools: null, ints: null, strings: null, versions: null },
  },
};

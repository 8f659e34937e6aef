/**
 * Lists whose items must differ.
 * Source: `x-kubernetes-list-type: set` in api/openapi-spec/v3 of kubernetes/kubernetes, 1.32 to 1.36.
 */
export const SETS = {
  V1CSIDriverSpec: ['volumeLifecycleModes'],
  V1ContainerRestartRuleOnExitCodes: ['values'],
  V1Endpoint: ['addresses'],
  V1NodeAllocatableResourceClaimStatus: ['containers'],
  V1NodeSpec: ['podCIDRs'],
  V1NonResourcePolicyRule: ['nonResourceURLs', 'verbs'],
  V1ObjectMeta: ['finalizers'],
  V1PodFailurePolicyOnExitCodesRequirement: ['values'],
  V1ResourcePolicyRule: ['apiGroups', 'namespaces', 'resources', 'verbs'],
  V1UncountedTerminatedPods: ['failed', 'succeeded'],
  V1ValidatingAdmissionPolicyBindingSpec: ['validationActions'],
  V1alpha1ServerStorageVersion: ['decodableVersions', 'servedVersions'],
  V1beta1ValidatingAdmissionPolicyBindingSpec: ['validationActions'],
};

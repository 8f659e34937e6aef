/** Source of both: PrepareForCreate of the strategies in pkg/registry of kubernetes/kubernetes 1.36. By kind. */

/** Kinds whose objects begin at generation 1. */
export const WITH_GENERATION: ReadonlySet<string> = new Set([
  ...['CustomResourceDefinition', 'CronJob', 'DaemonSet', 'Deployment', 'DeviceClass', 'DeviceTaintRule'],
  ...['EndpointSlice', 'FlowSchema', 'Ingress', 'IngressClass', 'Job', 'MutatingAdmissionPolicy'],
  ...['MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'NetworkPolicy', 'Pod', 'PodDisruptionBudget'],
  ...['PodTemplate', 'PriorityClass', 'PriorityLevelConfiguration', 'ReplicaSet', 'ReplicationController'],
  ...['ResourceSlice', 'StatefulSet', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  ...['ValidatingWebhookConfiguration'],
]);

/** Kinds whose status is what is written: all others begin with an empty one. */
export const WITH_WRITTEN_STATUS: ReadonlySet<string> = new Set(['Node']);

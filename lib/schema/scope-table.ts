/** The kinds of an API group, by where their objects live. */
export interface GroupScopes {
  namespaced?: readonly string[];
  cluster?: readonly string[];
}

/**
 * The scopes of Kubernetes' own kinds, the same in all versions: those of the schema packs, which scope.test.ts compares
 * them with. A function that only asks for scopes would read a pack for 7 ms, as long as it takes for a small package.
 */
export const SCOPES: Readonly<Record<string, GroupScopes>> = {
  '': {
    namespaced: [
      ...['Binding', 'ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'PersistentVolumeClaim', 'Pod', 'PodTemplate'],
      ...['ReplicationController', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
    ],
    cluster: ['Namespace', 'Node', 'PersistentVolume'],
  },
  'admissionregistration.k8s.io': {
    cluster: [
      ...['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration'],
      ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration'],
    ],
  },
  'apiextensions.k8s.io': { cluster: ['CustomResourceDefinition'] },
  'apiregistration.k8s.io': { cluster: ['APIService'] },
  apps: { namespaced: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'] },
  'authentication.k8s.io': { cluster: ['SelfSubjectReview', 'TokenReview'] },
  'authorization.k8s.io': {
    namespaced: ['LocalSubjectAccessReview'],
    cluster: ['SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
  },
  autoscaling: { namespaced: ['HorizontalPodAutoscaler'] },
  batch: { namespaced: ['CronJob', 'Job'] },
  'certificates.k8s.io': {
    namespaced: ['PodCertificateRequest'],
    cluster: ['CertificateSigningRequest', 'ClusterTrustBundle'],
  },
  'coordination.k8s.io': { namespaced: ['Lease', 'LeaseCandidate'] },
  'discovery.k8s.io': { namespaced: ['EndpointSlice'] },
  'events.k8s.io': { namespaced: ['Event'] },
  'flowcontrol.apiserver.k8s.io': { cluster: ['FlowSchema', 'PriorityLevelConfiguration'] },
  'internal.apiserver.k8s.io': { cluster: ['StorageVersion'] },
  'networking.k8s.io': {
    namespaced: ['Ingress', 'NetworkPolicy'],
    cluster: ['IPAddress', 'IngressClass', 'ServiceCIDR'],
  },
  'node.k8s.io': { cluster: ['RuntimeClass'] },
  policy: { namespaced: ['PodDisruptionBudget'] },
  'rbac.authorization.k8s.io': {
    namespaced: ['Role', 'RoleBinding'],
    cluster: ['ClusterRole', 'ClusterRoleBinding'],
  },
  'resource.k8s.io': {
    namespaced: ['ResourceClaim', 'ResourceClaimTemplate'],
    cluster: ['DeviceClass', 'DeviceTaintRule', 'ResourcePoolStatusRequest', 'ResourceSlice'],
  },
  'scheduling.k8s.io': { namespaced: ['PodGroup', 'Workload'], cluster: ['PriorityClass'] },
  'storage.k8s.io': {
    namespaced: ['CSIStorageCapacity'],
    cluster: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
  },
  'storagemigration.k8s.io': { cluster: ['StorageVersionMigration'] },
};

/**
 * Kinds that manifests still have and no pack has: removed up to Kubernetes 1.25 (Deprecated API Migration Guide), or
 * never created by a client.
 */
export const LEGACY_SCOPES: Readonly<Record<string, GroupScopes>> = {
  '': { cluster: ['ComponentStatus'] },
  extensions: {
    namespaced: ['DaemonSet', 'Deployment', 'Ingress', 'NetworkPolicy', 'ReplicaSet'],
    cluster: ['PodSecurityPolicy'],
  },
  policy: { cluster: ['PodSecurityPolicy'] },
};

/** This library's own kinds: those of blueprints/cluster-baseline/crds.yaml. */
export const OWN_SCOPES: Readonly<Record<string, GroupScopes>> = {
  'cn.nephio.org': { namespaced: ['CNBundle'] },
  'intent.nephio.org': { namespaced: ['Intent', 'Site'] },
  'o2ims.provisioning.oran.org': { cluster: ['ProvisioningRequest'] },
  'ran.nephio.org': { namespaced: ['RANBundle'] },
  'tn.nephio.org': { namespaced: ['TNBundle'] },
  'workload.nephio.org': { namespaced: ['NetworkSlice'] },
};

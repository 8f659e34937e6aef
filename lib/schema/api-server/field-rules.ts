import { DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN } from '../../krm/dns-syntax';
import type { ValueCheck } from '../schema';

/** One of these words, and nothing else. An empty text is as if the field were left out. */
function oneOf(...words: string[]): ValueCheck {
  return value =>
    typeof value !== 'string' || value === '' || words.includes(value)
      ? undefined
      : `${JSON.stringify(value)} is none of ${words.join(', ')}`;
}

function eachOf(...words: string[]): ValueCheck {
  const check = oneOf(...words);
  return value =>
    Array.isArray(value)
      ? value.map(each => (each === '' || each === null ? 'an item is empty' : check(each))).find(Boolean)
      : undefined;
}

function range(least: number, most = Number.POSITIVE_INFINITY): ValueCheck {
  const expected = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `from ${least} to ${most}`;
  return value =>
    typeof value === 'number' && (value < least || value > most) ? `${value}: it must be ${expected}` : undefined;
}

const PORT = range(1, 65535);
/** 0 is as if the port were left out. */
const OPTIONAL_PORT = range(0, 65535);

/** IANA service names: what ports are called. */
const portName: ValueCheck = value => {
  if (typeof value !== 'string' || value === '') return undefined;
  const isName = value.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value) && /[a-z]/.test(value);
  return isName
    ? undefined
    : `${JSON.stringify(value)} is no port name: use at most 15 lower-case letters, digits and "-", at least one letter`;
};

const portOrName: ValueCheck = value => (typeof value === 'number' ? PORT(value) : portName(value));

const dnsLabel: ValueCheck = value =>
  typeof value !== 'string' || (value.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(value))
    ? undefined
    : `${JSON.stringify(value)} is no name: use at most 63 lower-case letters, digits and "-"`;

const subdomain: ValueCheck = value =>
  typeof value !== 'string' || value === '' || DNS_SUBDOMAIN.test(value)
    ? undefined
    : `${JSON.stringify(value)} is no name: use lower-case letters, digits, "-" and "."`;

const notEmpty: ValueCheck = value =>
  value === '' || (Array.isArray(value) && value.length === 0) ? 'it must not be empty' : undefined;

const countOrPercent: ValueCheck = value => {
  if (typeof value === 'number') return range(0)(value);
  return typeof value !== 'string' || /^\d+%$/.test(value)
    ? undefined
    : `${JSON.stringify(value)} is no percentage: write a number, or 25%`;
};

const absolutePath: ValueCheck = value =>
  typeof value !== 'string' || value === '' || value.startsWith('/')
    ? undefined
    : `${JSON.stringify(value)} is no absolute path: begin it with "/"`;

/** Five fields, or `@daily` and the like; `TZ=` is refused. */
const schedule: ValueCheck = value =>
  typeof value !== 'string' ||
  /^(?:@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every .+)|(?:\S+\s+){4}\S+)$/.test(value.trim())
    ? undefined
    : `${JSON.stringify(value)} is no schedule: write five fields (minute, hour, day, month, weekday), or @daily`;

const PROTOCOL = oneOf('TCP', 'UDP', 'SCTP');
const COUNT = range(0);

/**
 * What the API server says of single fields beyond the schema; by type and field of the packs, sorted.
 * Source: pkg/apis/<group>/validation of kubernetes/kubernetes 1.36.
 */
export const FIELD_RULES: Record<string, Record<string, ValueCheck>> = {
  RbacV1Subject: { kind: oneOf('Group', 'ServiceAccount', 'User') },
  V1Container: {
    image: notEmpty,
    imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
    name: dnsLabel,
    terminationMessagePolicy: oneOf('FallbackToLogsOnError', 'File'),
  },
  V1ContainerPort: { containerPort: PORT, hostPort: OPTIONAL_PORT, name: portName, protocol: PROTOCOL },
  V1CronJobSpec: { concurrencyPolicy: oneOf('Allow', 'Forbid', 'Replace'), schedule },
  V1DaemonSetUpdateStrategy: { type: oneOf('OnDelete', 'RollingUpdate') },
  V1DeploymentSpec: { minReadySeconds: COUNT, replicas: COUNT, revisionHistoryLimit: COUNT },
  V1DeploymentStrategy: { type: oneOf('Recreate', 'RollingUpdate') },
  V1HTTPGetAction: { port: portOrName, scheme: oneOf('HTTP', 'HTTPS') },
  V1HTTPIngressPath: { path: absolutePath, pathType: oneOf('Exact', 'ImplementationSpecific', 'Prefix') },
  V1IngressServiceBackend: { name: dnsLabel },
  V1JobSpec: {
    backoffLimit: COUNT,
    completionMode: oneOf('Indexed', 'NonIndexed'),
    completions: COUNT,
    parallelism: COUNT,
    ttlSecondsAfterFinished: COUNT,
  },
  V1LabelSelectorRequirement: { operator: oneOf('DoesNotExist', 'Exists', 'In', 'NotIn') },
  V1NetworkPolicyPort: { port: portOrName, protocol: PROTOCOL },
  V1NetworkPolicySpec: { policyTypes: eachOf('Egress', 'Ingress') },
  V1NodeSelectorRequirement: { operator: oneOf('DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn') },
  V1PersistentVolumeClaimSpec: {
    accessModes: eachOf('ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'),
    storageClassName: subdomain,
    volumeMode: oneOf('Block', 'Filesystem'),
  },
  V1PersistentVolumeSpec: {
    accessModes: eachOf('ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'),
    persistentVolumeReclaimPolicy: oneOf('Delete', 'Recycle', 'Retain'),
    volumeMode: oneOf('Block', 'Filesystem'),
  },
  V1PodDisruptionBudgetSpec: { maxUnavailable: countOrPercent, minAvailable: countOrPercent },
  V1PodSpec: {
    containers: notEmpty,
    dnsPolicy: oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
    restartPolicy: oneOf('Always', 'Never', 'OnFailure'),
    terminationGracePeriodSeconds: COUNT,
  },
  V1PolicyRule: { verbs: notEmpty },
  V1Probe: {
    failureThreshold: COUNT,
    initialDelaySeconds: COUNT,
    periodSeconds: COUNT,
    successThreshold: COUNT,
    timeoutSeconds: COUNT,
  },
  V1ReplicaSetSpec: { minReadySeconds: COUNT, replicas: COUNT },
  V1ReplicationControllerSpec: { minReadySeconds: COUNT, replicas: COUNT },
  V1RoleRef: { apiGroup: oneOf('rbac.authorization.k8s.io'), kind: oneOf('ClusterRole', 'Role'), name: notEmpty },
  V1ServicePort: {
    name: dnsLabel,
    nodePort: OPTIONAL_PORT,
    port: PORT,
    protocol: PROTOCOL,
    targetPort: portOrName,
  },
  V1ServiceSpec: {
    externalTrafficPolicy: oneOf('Cluster', 'Local'),
    internalTrafficPolicy: oneOf('Cluster', 'Local'),
    ipFamilies: eachOf('IPv4', 'IPv6'),
    ipFamilyPolicy: oneOf('PreferDualStack', 'RequireDualStack', 'SingleStack'),
    sessionAffinity: oneOf('ClientIP', 'None'),
    type: oneOf('ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'),
  },
  V1StatefulSetSpec: { podManagementPolicy: oneOf('OrderedReady', 'Parallel'), replicas: COUNT },
  V1StatefulSetUpdateStrategy: { type: oneOf('OnDelete', 'RollingUpdate') },
  V1StorageClass: {
    reclaimPolicy: oneOf('Delete', 'Retain'),
    volumeBindingMode: oneOf('Immediate', 'WaitForFirstConsumer'),
  },
  V1TCPSocketAction: { port: portOrName },
  V1Taint: { effect: oneOf('NoExecute', 'NoSchedule', 'PreferNoSchedule') },
  V1Toleration: {
    effect: oneOf('NoExecute', 'NoSchedule', 'PreferNoSchedule'),
    operator: oneOf('Equal', 'Exists', 'Gt', 'Lt'),
  },
  V1TopologySpreadConstraint: { maxSkew: range(1), whenUnsatisfiable: oneOf('DoNotSchedule', 'ScheduleAnyway') },
  V1Volume: { name: dnsLabel },
  V1VolumeMount: { mountPath: notEmpty },
  V2HPAScalingPolicy: { type: oneOf('Percent', 'Pods') },
  V2HorizontalPodAutoscalerSpec: { maxReplicas: range(1), minReplicas: range(1) },
  V2MetricSpec: { type: oneOf('ContainerResource', 'External', 'Object', 'Pods', 'Resource') },
  V2MetricTarget: { type: oneOf('AverageValue', 'Utilization', 'Value') },
  V2ResourceMetricSource: { name: notEmpty },
};

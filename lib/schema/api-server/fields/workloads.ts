import { COUNT, countOrPercent, countOrShare, dnsLabel, labelKey, OPTIONAL, pathSegment, range, required, words, wordsOrEmpty } from '../field-checks';
import type { FieldRules } from '../field-rules';
import { schedule, timeZone } from '../schedule';

/** What the API server says of the fields of workloads. Source: pkg/apis/{apps,autoscaling,batch,policy}/validation. */
export const WORKLOAD_FIELDS: FieldRules = {
  V1ControllerRevision: { data: { isRequired: true }, revision: { ...OPTIONAL, check: COUNT } },
  V1CronJobSpec: {
    concurrencyPolicy: wordsOrEmpty('Allow', 'Forbid', 'Replace'),
    failedJobsHistoryLimit: COUNT,
    schedule: required(schedule),
    startingDeadlineSeconds: COUNT,
    successfulJobsHistoryLimit: COUNT,
    timeZone,
  },
  V1CrossVersionObjectReference: { apiVersion: required(), kind: required(pathSegment), name: required(pathSegment) },
  V1DaemonSetSpec: { minReadySeconds: COUNT, revisionHistoryLimit: COUNT },
  V1DaemonSetUpdateStrategy: { type: wordsOrEmpty('OnDelete', 'RollingUpdate') },
  V1DeploymentSpec: { minReadySeconds: COUNT, progressDeadlineSeconds: COUNT, replicas: COUNT, revisionHistoryLimit: COUNT },
  V1DeploymentStrategy: { type: wordsOrEmpty('Recreate', 'RollingUpdate') },
  V1HorizontalPodAutoscalerSpec: { maxReplicas: range(1), minReplicas: range(1), targetCPUUtilizationPercentage: range(1) },
  V1JobSpec: {
    activeDeadlineSeconds: COUNT,
    backoffLimit: COUNT,
    backoffLimitPerIndex: COUNT,
    completionMode: words('Indexed', 'NonIndexed'),
    completions: COUNT,
    maxFailedIndexes: COUNT,
    parallelism: COUNT,
    podReplacementPolicy: words('Failed', 'TerminatingOrFailed'),
    ttlSecondsAfterFinished: COUNT,
  },
  V1PodDisruptionBudgetSpec: {
    maxUnavailable: countOrShare,
    minAvailable: countOrShare,
    unhealthyPodEvictionPolicy: words('AlwaysAllow', 'IfHealthyBudget'),
  },
  V1PodFailurePolicyOnExitCodesRequirement: { operator: required(words('In', 'NotIn')), values: required() },
  V1PodFailurePolicyOnPodConditionsPattern: {
    status: wordsOrEmpty('False', 'True', 'Unknown'),
    type: required(labelKey),
  },
  V1PodFailurePolicyRule: { action: required(words('Count', 'FailIndex', 'FailJob', 'Ignore')) },
  V1ReplicaSetSpec: { minReadySeconds: COUNT, replicas: COUNT },
  V1ReplicationControllerSpec: { minReadySeconds: COUNT, replicas: COUNT, template: { isRequired: true } },
  V1RollingUpdateDaemonSet: { maxSurge: countOrShare, maxUnavailable: countOrShare },
  V1RollingUpdateDeployment: { maxSurge: countOrPercent, maxUnavailable: countOrShare },
  V1RollingUpdateStatefulSetStrategy: { maxUnavailable: countOrShare, partition: COUNT },
  V1StatefulSetOrdinals: { start: COUNT },
  V1StatefulSetPersistentVolumeClaimRetentionPolicy: {
    whenDeleted: wordsOrEmpty('Delete', 'Retain'),
    whenScaled: wordsOrEmpty('Delete', 'Retain'),
  },
  V1StatefulSetSpec: {
    minReadySeconds: COUNT,
    podManagementPolicy: wordsOrEmpty('OrderedReady', 'Parallel'),
    replicas: COUNT,
    revisionHistoryLimit: COUNT,
  },
  V1StatefulSetUpdateStrategy: { type: wordsOrEmpty('OnDelete', 'RollingUpdate') },
  V1SuccessPolicy: { rules: required() },
  V1SuccessPolicyRule: { succeededCount: COUNT },
  V2ContainerResourceMetricSource: { container: required(dnsLabel), name: required() },
  V2CrossVersionObjectReference: { kind: required(pathSegment), name: required(pathSegment) },
  V2HPAScalingPolicy: {
    periodSeconds: range(1, 1800),
    type: required(words('Percent', 'Pods')),
    value: range(1),
  },
  V2HPAScalingRules: {
    policies: required(),
    selectPolicy: words('Disabled', 'Max', 'Min'),
    stabilizationWindowSeconds: range(0, 3600),
  },
  V2HorizontalPodAutoscalerSpec: { maxReplicas: range(1), minReplicas: range(1) },
  V2MetricIdentifier: { name: required(pathSegment) },
  V2MetricSpec: { type: required(words('ContainerResource', 'External', 'Object', 'Pods', 'Resource')) },
  V2MetricTarget: {
    averageUtilization: range(1),
    type: required(words('AverageValue', 'Utilization', 'Value')),
  },
  V2ResourceMetricSource: { name: required() },
};

import type { YamlMap, YamlValue } from '../../../yaml/value';
import { mapAt, withChanged, withFallback, withField, withItems, withTexts } from '../fields';
import type { StructDefaultsTable } from '../struct-defaults';

const INT32 = 2 ** 31 - 1;
const JOB_NAME_LABELS = ['batch.kubernetes.io/job-name', 'job-name'];
const PERIOD = { periodSeconds: 15 };

/** What is filled into workloads and autoscalers. Source: defaults.go in pkg/apis/{apps,autoscaling,batch,core}. */
export const WORKLOAD_DEFAULTS: StructDefaultsTable = {
  CronJobSpec: {
    values: { concurrencyPolicy: 'Allow', failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false },
  },
  DaemonSetSpec: {
    values: { revisionHistoryLimit: 10 },
    complete: spec => withWholeLimits(withRollingUpdate(spec, 'updateStrategy', { maxSurge: 0, maxUnavailable: 1 })),
  },
  DeploymentSpec: {
    values: { progressDeadlineSeconds: 600, replicas: 1, revisionHistoryLimit: 10 },
    complete: spec => withRollingUpdate(spec, 'strategy', { maxSurge: '25%', maxUnavailable: '25%' }),
  },
  // The Jobs that a CronJob makes are completed when it makes them.
  Job: { complete: completeJob },
  PodFailurePolicyOnPodConditionsPattern: {
    complete: pattern => (pattern.status === '' ? withField(pattern, 'status', 'True') : pattern),
  },
  ReplicaSetSpec: { values: { replicas: 1 } },
  ReplicationController: { complete: completeReplicationController },
  ReplicationControllerSpec: { values: { replicas: 1 } },
  StatefulSetSpec: {
    values: {
      persistentVolumeClaimRetentionPolicy: {},
      podManagementPolicy: 'OrderedReady',
      replicas: 1,
      revisionHistoryLimit: 10,
    },
    complete: completeStatefulSetSpec,
  },
  StatefulSetPersistentVolumeClaimRetentionPolicy: { values: { whenDeleted: 'Retain', whenScaled: 'Retain' } },
  V1HorizontalPodAutoscalerSpec: { values: { minReplicas: 1, targetCPUUtilizationPercentage: 80 } },
  V2HorizontalPodAutoscalerBehavior: { complete: completeBehavior },
  V2HorizontalPodAutoscalerSpec: {
    values: {
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
      minReplicas: 1,
    },
  },
};

function withRollingUpdate(spec: YamlMap, name: string, limits: YamlMap): YamlMap {
  const strategy = mapAt(spec, name);
  if (!strategy) return spec;
  const typed = withFallback(strategy, 'type', 'RollingUpdate');
  if (typed.type !== 'RollingUpdate') return spec;
  const rollingUpdate = { ...limits, ...mapAt(typed, 'rollingUpdate') };
  return withField(spec, name, { ...typed, rollingUpdate });
}

/** Limits that are not used are 0. */
function withWholeLimits(spec: YamlMap): YamlMap {
  return withChanged(spec, 'updateStrategy', strategy =>
    withChanged(strategy, 'rollingUpdate', limits =>
      withFallback(withFallback(limits, 'maxSurge', 0), 'maxUnavailable', 0),
    ),
  );
}

function completeStatefulSetSpec(spec: YamlMap): YamlMap {
  const claims = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
  const whole = withItems(spec, 'volumeClaimTemplates', claim => ({ ...claim, ...claims }));
  return completeUpdateStrategy(whole);
}

function completeUpdateStrategy(spec: YamlMap): YamlMap {
  const strategy = mapAt(spec, 'updateStrategy') ?? {};
  const isUntyped = !Object.hasOwn(strategy, 'type');
  const type = isUntyped ? 'RollingUpdate' : strategy.type;
  const rollingUpdate = mapAt(strategy, 'rollingUpdate') ?? (isUntyped ? {} : undefined);
  // Where only the type is written, there are no limits.
  if (type !== 'RollingUpdate' || !rollingUpdate) return spec;
  return withField(spec, 'updateStrategy', { ...strategy, type, rollingUpdate: { partition: 0, ...rollingUpdate } });
}

/** Its Pods are labelled with its name. Its uid, and the selector for it, are not known before. */
function completeJob(job: YamlMap): YamlMap {
  const { name } = mapAt(job, 'metadata') ?? {};
  const hasLabels = templateLabels(job) !== undefined;
  const complete = withChanged(job, 'spec', spec => {
    const own = completeJobSpec(spec);
    if (own.manualSelector === true || name === undefined) return own;
    const labels = Object.fromEntries(JOB_NAME_LABELS.map(label => [label, name]));
    return withChanged(own, 'template', template => withTexts(template, 'labels', labels));
  });
  // It shares the labels of its template, with those that the template gets later.
  return hasLabels ? withLabelsOf(complete, templateLabels(complete)) : complete;
}

function completeJobSpec(spec: YamlMap): YamlMap {
  const complete: YamlMap = { completionMode: 'NonIndexed', manualSelector: false, suspend: false, ...spec };
  const isAlone = spec.completions === undefined && spec.parallelism === undefined;
  if (isAlone) complete.completions = 1;
  complete.parallelism ??= 1;
  complete.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : INT32;
  complete.podReplacementPolicy ??= spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
  return complete;
}

function completeReplicationController(controller: YamlMap): YamlMap {
  const labels = templateLabels(controller);
  const spec = mapAt(controller, 'spec');
  if (!labels || !spec) return controller;
  const selecting = withFallback(spec, 'selector', labels);
  return withLabelsOf(selecting === spec ? controller : withField(controller, 'spec', selecting), labels);
}

function templateLabels(workload: YamlMap): YamlMap | undefined {
  const template = mapAt(mapAt(workload, 'spec') ?? {}, 'template');
  return template && mapAt(mapAt(template, 'metadata') ?? {}, 'labels');
}

/** Labels in place of none at all. */
function withLabelsOf(object: YamlMap, labels: YamlMap | undefined): YamlMap {
  const metadata = mapAt(object, 'metadata') ?? {};
  const labelled = withFallback(metadata, 'labels', labels);
  return labelled === metadata ? object : withField(object, 'metadata', labelled);
}

/** Where one direction is written, both are complete. */
function completeBehavior(behavior: YamlMap): YamlMap {
  const percent: YamlValue = { type: 'Percent', value: 100, ...PERIOD };
  const up = { policies: [{ type: 'Pods', value: 4, ...PERIOD }, percent], stabilizationWindowSeconds: 0 };
  return {
    ...behavior,
    scaleUp: { selectPolicy: 'Max', ...up, ...mapAt(behavior, 'scaleUp') },
    scaleDown: { selectPolicy: 'Max', policies: [percent], ...mapAt(behavior, 'scaleDown') },
  };
}

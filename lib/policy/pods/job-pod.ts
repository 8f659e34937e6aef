import { isMap, valueInside, type YamlMap } from '../../yaml/value';
import { labelled, type Owner, type PodDraft, type Workload } from './workload';

const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';
const INDEX_VARIABLE = 'JOB_COMPLETION_INDEX';
const TRACKING = 'batch.kubernetes.io/job-tracking';
/** Of the time that a Job is made at: minutes since 1970. */
const STAND_IN_MINUTES = '00000000';

/** The Job that a CronJob makes. */
export function jobOf({ apiVersion, name }: Workload): Owner {
  return { apiVersion, kind: 'Job', name: `${name}-${STAND_IN_MINUTES}` };
}

/** What the name of a Pod of a Job begins with. */
export function indexedPrefix(workload: Workload, job: string): string {
  return isIndexed(workload) ? `${job}-0-` : `${job}-`;
}

/**
 * A Pod of a Job, the first one where they have indices. That its labels have the uid of the Job is left out. Source:
 * pkg/controller/job, and PrepareForCreate in pkg/registry/batch/job.
 */
export function completeJobPod({ metadata, spec }: PodDraft, workload: Workload, job: string): PodDraft {
  const finalizers = Array.isArray(metadata.finalizers) ? metadata.finalizers : [];
  const names = { 'batch.kubernetes.io/job-name': job, 'job-name': job };
  const tracked = {
    ...labelled(metadata, names),
    finalizers: [...finalizers.filter(each => each !== TRACKING), TRACKING],
  };
  if (!isIndexed(workload)) return { metadata: tracked, spec };
  const annotations = { ...(metadata.annotations as YamlMap | undefined), [COMPLETION_INDEX]: '0' };
  return {
    metadata: { ...labelled(tracked, { [COMPLETION_INDEX]: '0' }), annotations },
    spec: { ...withIndexVariable(withIndexVariable(spec, 'containers'), 'initContainers'), hostname: `${job}-0` },
  };
}

function isIndexed({ spec }: Workload): boolean {
  const ofJob = valueInside(spec, ['jobTemplate', 'spec']) ?? spec;
  return isMap(ofJob) && ofJob.completionMode === 'Indexed';
}

function withIndexVariable(spec: YamlMap, list: string): YamlMap {
  const containers = spec[list];
  if (!Array.isArray(containers)) return spec;
  const variable = {
    name: INDEX_VARIABLE,
    valueFrom: { fieldRef: { fieldPath: `metadata.labels['${COMPLETION_INDEX}']` } },
  };
  const complete = containers.map(container => {
    if (!isMap(container)) return container;
    const env = Array.isArray(container.env) ? container.env : [];
    const isThere = env.some(each => isMap(each) && each.name === INDEX_VARIABLE);
    return isThere ? container : { ...container, env: [...env, variable] };
  });
  return { ...spec, [list]: complete };
}

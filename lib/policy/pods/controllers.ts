import { completeDaemonSetPod } from './daemon-set-pod';
import { completeJobPod, indexedPrefix, jobOf } from './job-pod';
import { STAND_IN_HASH } from './stand-ins';
import { completeStatefulSetPod } from './stateful-set-pod';
import { labelled, type PodController } from './workload';

const TEMPLATE = ['spec', 'template'];

/**
 * The kinds that make Pods, by API group and kind. A PodTemplate makes none. Source: the controllers in pkg/controller of
 * kubernetes/kubernetes 1.36.
 */
export const POD_CONTROLLERS: Readonly<Record<string, PodController>> = {
  ' ReplicationController': { template: TEMPLATE },
  'apps DaemonSet': { template: TEMPLATE, complete: completeDaemonSetPod },
  'apps Deployment': {
    template: TEMPLATE,
    owner: ({ apiVersion, name }) => ({ apiVersion, kind: 'ReplicaSet', name: `${name}-${STAND_IN_HASH}` }),
    complete: ({ metadata, spec }) => ({ metadata: labelled(metadata, { 'pod-template-hash': STAND_IN_HASH }), spec }),
  },
  'apps ReplicaSet': { template: TEMPLATE },
  'apps StatefulSet': { template: TEMPLATE, complete: completeStatefulSetPod },
  'batch CronJob': {
    template: ['spec', 'jobTemplate', ...TEMPLATE],
    owner: jobOf,
    prefix: workload => indexedPrefix(workload, jobOf(workload).name),
    complete: (draft, workload) => completeJobPod(draft, workload, jobOf(workload).name),
  },
  'batch Job': {
    template: TEMPLATE,
    prefix: workload => indexedPrefix(workload, workload.name),
    complete: (draft, workload) => completeJobPod(draft, workload, workload.name),
  },
};

import { type Field, FieldTree } from '../../lib/krm/field-tree';
import { type GroupVersionKind, type KindMatch, matchesKind } from '../../lib/krm/gvk';

/**
 * Where Kubernetes kinds carry labels. `create`: labels are added there; otherwise only keys
 * that stand there already get the new value, so that a selector never selects less than its author meant.
 *
 * The table is that of the catalog's set-labels, with groups matched exactly: a Knative Service
 * (`serving.knative.dev`) has no `spec.selector`, and the catalog's function adds one to it.
 */
export interface LabelField extends Field {
  kinds: readonly KindMatch[];
  create: boolean;
  /** Labels are added only where this mapping is there: a template that is not there is not made up. */
  within?: readonly string[];
}

const SERVICE = { group: '', version: 'v1', kind: 'Service' };
const REPLICATION_CONTROLLER = { group: '', version: 'v1', kind: 'ReplicationController' };
/** `apps`, and the groups these kinds had before it. */
const CONTROLLERS = ['Deployment', 'ReplicaSet', 'DaemonSet'].flatMap(kind =>
  ['apps', 'extensions'].map(group => ({ group, kind })),
);
const STATEFUL_SET = { group: 'apps', kind: 'StatefulSet' };
const JOB = { group: 'batch', kind: 'Job' };
const CRON_JOB = { group: 'batch', kind: 'CronJob' };
const POD_DISRUPTION_BUDGET = { group: 'policy', kind: 'PodDisruptionBudget' };
const NETWORK_POLICY = { group: 'networking.k8s.io', kind: 'NetworkPolicy' };

const POD_TEMPLATES = [REPLICATION_CONTROLLER, ...CONTROLLERS, STATEFUL_SET, JOB];

/** Label selectors inside a Pod: they choose among Pods, so only keys they name already follow. */
const POD_SELECTORS = [
  ['topologySpreadConstraints', '*', 'labelSelector', 'matchLabels'],
  ...['podAffinity', 'podAntiAffinity'].flatMap(affinity => [
    [
      'affinity',
      affinity,
      'preferredDuringSchedulingIgnoredDuringExecution',
      '*',
      'podAffinityTerm',
      'labelSelector',
      'matchLabels',
    ],
    ['affinity', affinity, 'requiredDuringSchedulingIgnoredDuringExecution', '*', 'labelSelector', 'matchLabels'],
  ]),
];

const LABEL_FIELDS: readonly LabelField[] = [
  { kinds: [{}], path: ['metadata', 'labels'], create: true },
  { kinds: [SERVICE, REPLICATION_CONTROLLER], path: ['spec', 'selector'], create: true },
  { kinds: [...CONTROLLERS, STATEFUL_SET], path: ['spec', 'selector', 'matchLabels'], create: true },
  { kinds: [JOB, POD_DISRUPTION_BUDGET], path: ['spec', 'selector', 'matchLabels'], create: false },
  { kinds: [NETWORK_POLICY], path: ['spec', 'podSelector', 'matchLabels'], create: false },
  ...podFields(POD_TEMPLATES, ['spec', 'template']),
  {
    kinds: [CRON_JOB],
    path: ['spec', 'jobTemplate', 'metadata', 'labels'],
    create: true,
    within: ['spec', 'jobTemplate'],
  },
  { kinds: [CRON_JOB], path: ['spec', 'jobTemplate', 'spec', 'selector', 'matchLabels'], create: false },
  ...podFields([CRON_JOB], ['spec', 'jobTemplate', 'spec', 'template']),
  { kinds: [STATEFUL_SET], path: ['spec', 'volumeClaimTemplates', '*', 'metadata', 'labels'], create: true },
  { kinds: [STATEFUL_SET], path: ['spec', 'volumeClaimTemplates', '*', 'selector', 'matchLabels'], create: false },
  { kinds: [NETWORK_POLICY], path: ['spec', 'ingress', '*', 'from', '*', 'podSelector', 'matchLabels'], create: false },
  { kinds: [NETWORK_POLICY], path: ['spec', 'egress', '*', 'to', '*', 'podSelector', 'matchLabels'], create: false },
];

function podFields(kinds: readonly KindMatch[], template: readonly string[]): LabelField[] {
  return [
    { kinds, path: [...template, 'metadata', 'labels'], create: true, within: template },
    ...POD_SELECTORS.map(path => ({ kinds, path: [...template, 'spec', ...path], create: false })),
  ];
}

const fieldsByType = new Map<string, Map<string, FieldTree<LabelField>>>();

/** The mappings that hold labels in objects of a type; looked up once per type, not once per object. */
export function labelFieldsOf(object: GroupVersionKind & { apiVersion: string }): FieldTree<LabelField> {
  const { apiVersion, kind } = object;
  let ofKind = fieldsByType.get(kind);
  if (!ofKind) {
    ofKind = new Map();
    fieldsByType.set(kind, ofKind);
  }
  let fields = ofKind.get(apiVersion);
  if (!fields) {
    fields = new FieldTree(LABEL_FIELDS.filter(field => field.kinds.some(match => matchesKind(object, match))));
    ofKind.set(apiVersion, fields);
  }
  return fields;
}
